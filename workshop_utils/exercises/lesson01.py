"""Exercises of lesson 01: a form shown with few examples, and what temperature leaves as it is."""

import re
from collections import Counter

from ..connection import connect, models
from ..show import bars
from .engine import Lesson, Wrong, short

lesson = Lesson("01")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report

LABELS = ("positive", "negative")
NAMED = re.compile(rf"\b({'|'.join(LABELS)})\b", re.IGNORECASE)
# A label at the end of a line, other than in "positive or negative" and "positive/negative".
SHOWN = re.compile(rf"(?<!\bor )(?<!/)\b({'|'.join(LABELS)})\W*$", re.IGNORECASE | re.MULTILINE)
MOST_EXAMPLES, WANTED, DRAWS = 4, 0.8, 8

# Not in data/reviews, so that no example of a learner is one of these.
UNSEEN = (
    "The bridge was wet and slippery.", "A warm blanket and a good film.", "The lamp broke after two days.",
    "My new bicycle is light and fast.", "The salad came late and was sour.", "A quiet beach with clear water.",
    "The cinema smelled of smoke.", "They answered every question with a smile.", "The shoes hurt from the first step.",
    "The apples were sweet and cheap.", "Nobody answered the telephone.", "The baker gave us a second loaf.",
    "A cold hotel with thin walls.", "The museum was full of surprises.", "I fell asleep during the play.",
    "The ferry was clean and on time.",
)


@lesson.exercise("q1", prompt="Write a prompt with `{review}` in it after which at least 80 percent of the answers are "
                 "well-formed, with as few examples as you can.", solution='''
my_prompt = """Review: The cake was perfect.
Sentiment: positive
Review: The cake was dry.
Sentiment: negative
Review: {review}
Sentiment:"""
''', hints=[
    "This model does what the text above has done. Let the text show it: a review, its label, and so on.",
    "Both labels should be seen. End with {review} and the words that stand before a label, and with nothing after them.",
    "Four examples in the lesson's form are enough. With two, one positive and one negative, leave out the blank lines: "
    '"Review: …", below it "Sentiment: positive", and at the end "Review: {review}", below it "Sentiment:".',
], seconds=60)
def q1(my_prompt):
    named = _labels_named(my_prompt)
    answers = _answers(my_prompt)
    good = [answer for answer in answers if answer in LABELS]
    rate = len(good) / len(answers)
    if rate < WANTED:
        raise Wrong(f"{rate:.0%} of {len(answers)} answers are well-formed, wanted {WANTED:.0%}. " + _advice(my_prompt, answers))
    label, times = Counter(good).most_common(1)[0]
    if times > 0.95 * len(good):
        raise Wrong(f"{rate:.0%} of the answers are well-formed, but {times} of {len(good)} say {label}. The model repeats "
                    "the label that it has seen. Show both.")
    if named > MOST_EXAMPLES:
        raise Wrong(f"{rate:.0%} of the answers are well-formed, and your prompt names a label {named} times. "
                    f"It works with {MOST_EXAMPLES}: take some away, and see how far you come.")
    fewer = " Two are enough in another form; the third hint says which." if named > len(LABELS) else \
        " Fewer can't be, as each label must be seen once."
    return f"{rate:.0%} of {len(answers)} answers to reviews that it had not seen are well-formed, with {named} examples.{fewer}"


def _labels_named(prompt) -> int:
    """How often a prompt that can be used names a label."""
    if not isinstance(prompt, str):
        raise Wrong(f"my_prompt must be a text in quotes, got {short(prompt)}.")
    if prompt.count("{review}") != 1:
        raise Wrong(f"The check puts a review in place of {{review}}, and your prompt has it {prompt.count('{review}')} times; "
                    "it must stand there once. (In an f-string it is filled in too early: leave the f away.)")
    if NAMED.search(prompt.partition("{review}")[2]):
        raise Wrong("A label stands after {review}, so the answer is already there. Examples come before the review.")
    return len(NAMED.findall(prompt))


def _answers(prompt: str) -> list[str]:
    """What the model writes on the line after the prompt, for reviews it has not seen; "…" ends what was cut off."""
    asked = [prompt.replace("{review}", review) for review in UNSEEN]
    choices = connect().completions.create(model=models.base, prompt=asked, max_tokens=6, temperature=1, n=DRAWS, seed=4101,
                                           stop="\n").choices
    return [choice.text.strip() + ("" if choice.finish_reason == "stop" else " …") for choice in choices]


def _advice(prompt: str, answers: list[str]) -> str:
    """What is missing in a prompt that does not work."""
    instead = Counter(answer for answer in answers if answer not in LABELS).most_common(1)[0][0]
    if prompt[-1:].isspace():
        return "It ends in a space or a line break. End with the very words that stand before a label in your examples."
    if not SHOWN.search(prompt.partition("{review}")[0]):
        return (f"Most often it wrote {short(instead)}. A base model does not follow an instruction; it continues a text. "
                "Show it examples, each with its label.")
    if instead.strip(" .,!\"'()*").lower() in LABELS:
        return (f"Most of the others are {short(instead)}. A label is exactly positive or negative, in small letters and with "
                "nothing around it: write it so in your examples.")
    return (f"Most often it wrote {short(instead)} instead. Give the end of the prompt the very form of the examples, try another "
            f"form, or show more ({MOST_EXAMPLES} at most).")


PROMPT = "Yesterday"


@lesson.exercise("q2", prompt="Which token comes most often after the word Yesterday: at T = 0, and at T = 1? Draw nothing.",
                 solution='''
read = client.completions.create(model=models.base, prompt="Yesterday", max_tokens=1, logprobs=5)
shares = read.choices[0].logprobs.top_logprobs[0]
at_zero = at_one = max(shares, key=shares.get)
''', hints=[
    "The log-probabilities say which token is the likeliest. Ask for them, as the lesson does for \"On Monday\".",
    "In the bars for three temperatures: did any two tokens change places?",
    'None did, so both answers are the same token: the first that next_tokens("Yesterday") names.',
], seconds=60)
def q2(at_zero, at_one):
    said = {0: _token(at_zero, "at_zero"), 1: _token(at_one, "at_one")}
    greedy = _first_words(temperature=0, seeds=[1], n=1).most_common(1)[0][0]
    drawn = _first_words(temperature=1, seeds=range(901, 905), n=100)
    most, times = drawn.most_common(1)[0]
    picture = bars(dict(drawn.most_common(5)), title=f'First token after "{PROMPT}", T = 1', unit=f"of {drawn.total()} draws")
    if said[0] != greedy:
        raise Wrong(f"At T = 0 the model takes the likeliest token, and that is {greedy!r}; you said {said[0]!r}.", picture)
    if said[1] != most:
        raise Wrong(f"At T = 1, {times} of {drawn.total()} draws were {most!r}; {said[1]!r} came {drawn[said[1]]} times. "
                    "Temperature changes how far apart the shares are, not their order: the likeliest token stays the "
                    "likeliest.", picture)
    return (f"{most!r} is all that comes at T = 0, and {times} of {drawn.total()} fresh draws at T = 1. Temperature changes the "
            "distances, not the ranking.")


def _token(value, name: str) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{name} must be one token as a text in quotes, got {short(value)}.")
    return value.strip()


def _first_words(temperature: float, seeds, n: int) -> Counter:
    """How often each token came first, without the space before it."""
    found: Counter = Counter()
    for seed in seeds:
        drawn = connect().completions.create(model=models.base, prompt=PROMPT, max_tokens=1, temperature=temperature, n=n,
                                             seed=seed)
        found.update(choice.text.strip() for choice in drawn.choices)
    return found


lesson.ask("greedy", "At T = 0 a model takes the likeliest token at each step. What does that guarantee?", [
    ("A true text", False, "Likely means: usual in texts like those it was trained on. You saw it write a desert into Norway."),
    ("The likeliest text as a whole", False,
     "Each step looks at one token. A less likely token now can lead to a text that is likelier as a whole."),
    ("That it draws no lots", True,
     "Nothing is left to chance, so the practice model repeats itself to the letter. Large servers nearly do."),
])

lesson.ask("few-shot", "With eight examples in the prompt almost every answer is well-formed. What has changed in the model?", [
    ("Its weights: it was trained on eight examples", False,
     "The request changed nothing on the server. Send the next prompt without examples, and the rate is 0 again."),
    ("Nothing: it continues a longer text", True,
     "The examples are part of the text that it reads, and the usual way on from there has their form."),
    ("It now knows which reviews are good", False,
     "About half of its labels were right, which is what a coin gets. It took over the form."),
])
