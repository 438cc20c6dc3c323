"""Exercises of lesson 02: flatten a conversation, remember over three turns, trim a history to a budget."""

import random
import re

from .base import practice_base
from .engine import Lesson, Wrong, call, expect, short

lesson = Lesson("02")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report

NAMES = ["Bruno", "Chiara", "Dilek", "Emil", "Fatou", "Goran", "Hanna", "Ines", "Joris", "Kaja"]
TOWNS = ["Bergen", "Cork", "Ghent", "Izmir", "Leipzig", "Malaga", "Nantes", "Porto", "Riga", "Turin"]
END = "<|end|>"
ROLES = {"developer": "Developer", "user": "User", "assistant": "Assistant"}


def _message(role: str, content: str) -> dict:
    return {"role": role, "content": content}


def _copies(messages) -> list[dict]:
    return [dict(message) for message in messages]


# ── q1: flatten ──────────────────────────────────────────────────────────────────────────────


@lesson.exercise("q1", prompt="Flatten a conversation for a model that is to speak next.", solution='''
def flatten(messages):
    """Return the text that the model continues: a line for each message, then the open mark.

    Roles: developer, user, assistant. A content may be empty: an empty message is a turn, too.
    """
    marks = {"developer": "Developer: {}", "user": "User: {}", "assistant": "Assistant: {}<|end|>"}
    lines = [marks[message["role"]].format(message["content"]) for message in messages]
    return "\\n".join(lines + ["Assistant:"])
''', hints=[
    "Begin with as_text: it has two of the three marks. What is missing at the end?",
    "The text must stop where the assistant is about to speak: after its mark, before its first word.",
    'Return "\\n".join(lines + ["Assistant:"]), with one line for every message, also for an empty one.',
])
def q1(flatten):
    who, town, place = random.choice(NAMES), random.choice(TOWNS), random.choice(TOWNS)
    short_one = [_message("user", f"Where is {town}?")]
    long_one = [_message("developer", f"You help guests of the hotel in {town}."),
                _message("user", f"My name is {who}."), _message("assistant", f"Welcome, {who}."), _message("user", ""),
                _message("assistant", "I did not hear you."), _message("user", f"How far is {place}?")]
    for messages in (short_one, long_one):
        _read(call(flatten, _copies(messages)), messages)
    return "Every turn has its mark, the empty one too, and the text stops where the assistant is about to speak."


def _read(text, messages: list[dict]) -> None:
    """Is this the text of these messages, ready to be continued? Raises Wrong with what a model would make of it."""
    if not isinstance(text, str):
        raise Wrong(f"flatten must return one text, got {short(text)}.")
    if not text.rstrip().endswith("Assistant:"):
        raise Wrong(f'The last mark is missing: the text ends with {short(text[-40:])}, expected "Assistant:" on a line of '
                    "its own. A model that reads on from there may go on speaking for the user.")
    if text != text.rstrip():
        raise Wrong(f'After the last mark comes {short(text[len(text.rstrip()):])}. The text must end with the colon: '
                    'the models\' words bring their own space, as in " Yes".')
    marks = re.findall(r"^(Developer|User|Assistant):", text, re.MULTILINE)
    wanted = [ROLES[message["role"]] for message in messages] + ["Assistant"]
    empty = sum(not message["content"] for message in messages)
    if empty and marks == [ROLES[m["role"]] for m in messages if m["content"]] + ["Assistant"]:
        raise Wrong("The empty turn is gone. The user's silence was a turn: without it two answers stand one after the "
                    "other, and the model reads another conversation than the one you had.")
    if marks != wanted:
        raise Wrong(f"The marks at the beginnings of the lines are {_row(marks)}; expected {_row(wanted)}.")
    ended = sum(message["role"] == "assistant" for message in messages)
    if text.count(END) != ended:
        raise Wrong(f"{END} stands {text.count(END)} times in the text; expected {ended}: after each finished answer "
                    "of the assistant, and nowhere else. It is how the model learnt to stop.")
    lines = [f"{ROLES[m['role']]}: {m['content']}" + END * (m["role"] == "assistant") for m in messages] + ["Assistant:"]
    for number, (got, line) in enumerate(zip(text.split("\n"), lines), 1):
        expect(got.rstrip(), line.rstrip(), given=f"line {number}")
    expect(len(text.split("\n")), len(lines), given="the number of lines")


def _row(marks: list[str]) -> str:
    return ", ".join(marks) or "none"


# ── q2: remember ─────────────────────────────────────────────────────────────────────────────


@lesson.exercise("q2", prompt="Make turn 3 remember turn 1: write `make_chat`, which makes chats with a history.", solution='''
def make_chat(ask):
    """Return a function say(text), which returns the model's answer and remembers the talk.

    `ask(messages)` sends a list of messages and returns the answer as a text.
    Two chats made by make_chat know nothing of each other.
    """
    history = []

    def say(text):
        history.append({"role": "user", "content": text})
        answer = ask(history)
        history.append({"role": "assistant", "content": answer})
        return answer

    return say
''', hints=[
    "The model knows what is in the list that you give to ask, and nothing else. What must be in it at turn 3?",
    "Keep a list between the calls of say: one for each chat, made inside make_chat.",
    "In say: append the user's message, ask with the whole list, append the answer with the role assistant, return it.",
])
def q2(make_chat):
    name, town = random.choice(NAMES), random.choice(TOWNS)
    texts = [f"My name is {name}.", f"I live in {town}.", "What is my name?"]
    ask, requests = _model()
    say = _say(make_chat, ask)
    history = []
    for turn, text in enumerate(texts, 1):
        history.append(_message("user", text))
        answer = call(say, text)
        if len(requests) != turn:
            raise Wrong(f"Turn {turn} should call ask once; in all it was called {len(requests)} times.")
        said = _answer_to(requests[-1])
        _sent(requests[-1], history, turn, said)
        if answer != said:
            raise Wrong(f"The model answered {short(said)} and say returned {short(answer)}. Return the answer.")
        history.append(_message("assistant", said))
    _separate(make_chat, name)
    return f'At turn 3 the model was sent {len(history) - 1} messages, so it could answer "Your name is {name}."'


def _model():
    """Stands for a model: it knows what is in the messages of this request, and nothing else."""
    requests = []

    def ask(messages):
        if not isinstance(messages, list | tuple) or not all(isinstance(m, dict) and {"role", "content"} <= m.keys() for m in messages):
            raise Wrong(f"ask wants a list of messages with role and content, got {short(messages)}.")
        requests.append(_copies(messages))
        return _answer_to(messages)
    return ask, requests


def _answer_to(messages) -> str:
    if not messages or not str(messages[-1]["content"]).startswith("What is my name"):
        return f"Noted, that was message {len(messages)}."
    told = [found[1] for m in messages if (found := re.match(r"My name is (\w+)", str(m["content"])))]
    return f"Your name is {told[-1]}." if told else "I do not know your name."


def _say(make_chat, ask):
    say = call(make_chat, ask)
    if not callable(say):
        raise Wrong(f"make_chat must return the function say, got {short(say)}.")
    return say


def _sent(got: list[dict], wanted: list[dict], turn: int, said: str) -> None:
    """Were these the messages to send at this turn?"""
    if got == wanted:
        return
    if got == wanted[-1:]:
        raise Wrong(f"At turn {turn} only the last message was sent, {short(got[0]['content'])}, and the model answered "
                    f"{short(said)} It has no other memory than your list: send all that was said.")
    if got == [message for message in wanted if message["role"] == "user"]:
        raise Wrong(f"At turn {turn} the model's own answers are missing. It would read that nobody ever answered, and "
                    'answer everything again. Append each answer with the role "assistant".')
    if got and got[-1] != wanted[-1]:
        raise Wrong(f"At turn {turn} the last message sent was {short(got[-1])}, expected {short(wanted[-1])}.")
    expect(got, wanted, given=f"the messages of turn {turn}")


def _separate(make_chat, name: str) -> None:
    """Does a second chat know nothing of the first?"""
    (first, _), (second, requests) = _model(), _model()
    one, other = _say(make_chat, first), _say(make_chat, second)
    call(one, f"My name is {name}.")
    call(other, "What is my name?")
    if len(requests[-1]) != 1:
        raise Wrong("Two chats share one history: what the first user said was sent to the model in the name of the second. "
                    "Make the list inside make_chat.")


# ── q3: trim ─────────────────────────────────────────────────────────────────────────────────


@lesson.exercise("q3", prompt="Cut a history down to a budget of tokens: what has to stay, and what may go first?", solution='''
def trim(messages, budget, count):
    """Return the messages to send: at most `budget` tokens, with as many of the newest turns as fit.

    messages[0] is the developer's, the last one the user's question; both always stay,
    even if they alone exceed the budget. Between them are turns: a user's message and its answer, which stay or go together.
    `count(messages)` gives the tokens of a list of messages. Leave `messages` itself unchanged.
    """
    developer, turns = messages[:1], messages[1:]
    while len(turns) > 1 and count(developer + turns) > budget:
        turns = turns[2:]
    return developer + turns
''', hints=[
    "What may go first: the rules, the oldest turn, or the question?",
    "Set the developer message aside. Take away a question and its answer from the front until the rest fits.",
    "while len(turns) > 1 and count(developer + turns) > budget: turns = turns[2:]",
])
def q3(trim):
    for turns in (4, 7):
        messages = _long_talk(turns)
        newest = [messages[:1] + messages[-size:] for size in range(1, len(messages), 2)]
        for best in (newest[-1], newest[turns // 2], newest[0], newest[1]):
            given = _copies(messages)
            # One token short of what the next older turn would need: nothing more fits.
            more = newest[newest.index(best) + 1] if best is not newest[-1] else None
            # Or exactly what the best takes: a budget is there to be used up.
            for budget in (_count(more) - 1 if more else _count(best) + 5, _count(best)):
                _fits(call(trim, given, budget, _count), messages, best, budget)
            if given != messages:
                raise Wrong("trim has changed the list that it was given. What is cut from the request should stay in the "
                            "history: build a new list.")
        _stays(call(trim, _copies(messages), _count(newest[0]) - 1, _count), messages)
    return "The rules stay, the question stays, and between them as many of the newest turns as fit."


def _stays(got, messages) -> None:
    """Where the budget is too small even for rules and question, these two stay all the same."""
    if not isinstance(got, list | tuple) or list(got) != [messages[0], messages[-1]]:
        raise Wrong("The budget was too small even for the developer message and the question. These two stay all the same, and "
                    f"nothing else; got {short(got)}.")


def _count(messages) -> int:
    """Tokens of a request as this check counts them: words, and four for the marks of each message."""
    return sum(4 + len(message["content"].split()) for message in messages)


def _long_talk(turns: int) -> list[dict]:
    """A developer message, `turns` questions with answers of random lengths, and a question."""
    talk = [_message("developer", f"You are a guide to {random.choice(TOWNS)}. Be brief.")]
    for turn in range(1, turns + 1):
        talk += [_message("user", f"Question {turn}: how far is {random.choice(TOWNS)}?"),
                 _message("assistant", f"Answer {turn}: about" + " far and" * random.randint(1, 9) + " away.")]
    return talk + [_message("user", f"Question {turns + 1}: which is nearest?")]


def _fits(got, messages, best, budget) -> None:
    """Is this the best list for the budget? Raises Wrong with what the model would miss."""
    if not isinstance(got, list | tuple) or not all(isinstance(message, dict) for message in got):
        raise Wrong(f"trim must return a list of messages, got {short(got)}.")
    got = list(got)
    if messages[0] not in got:
        raise Wrong(f"The developer message is gone: from this turn on the model does not know {short(messages[0]['content'])} "
                    "The oldest message is the one that must stay.")
    if messages[-1] not in got:
        raise Wrong(f"The user's last message is gone: {short(messages[-1]['content'])} It is what the model has to answer.")
    strange = [message for message in got if message not in messages]
    if strange:
        raise Wrong(f"The message {short(strange[0])} was not in the conversation. Take messages whole or not at all.")
    if _count(got) > budget:
        raise Wrong(f"With a budget of {budget} tokens the request has {_count(got)}. The model counts the developer message, too.")
    places = [messages.index(message) for message in got]
    if places != sorted(set(places)) or places[0] != 0:
        raise Wrong("The messages are not in the order of the conversation, or one stands there twice.")
    if len(got) > 1 and got[1]["role"] == "assistant":
        raise Wrong(f"After the developer message comes an answer without its question: {short(got[1]['content'])}. "
                    "Take away a question and its answer together.")
    if places[1:] != list(range(places[1], len(messages))):
        raise Wrong("There is a gap: an older turn was kept and a newer one dropped. Cut from the old end.")
    if len(got) < len(best):
        raise Wrong(f"With a budget of {budget} tokens {len(best)} messages fit, {_count(best)} tokens in all; {len(got)} were "
                    "kept. Stop cutting as soon as the rest fits.")


# ── questions ────────────────────────────────────────────────────────────────────────────────

lesson.ask("why not Rome", "The right sentence about Italy stands in the two hundred dialogues, and the trained model answers something else. What did it learn?", [
    ("When to speak, what an answer looks like, and when to stop", True,
     "That is the form, and form is what these dialogues have in common. A larger model learns the same form; what it knows "
     "comes from the far larger text before."),
    ("Nothing: two hundred dialogues are too few", False,
     "It learned a great deal. Look at the two bars: nearly all of its answers now have the right form."),
    ("The facts, but the temperature spoils them", False,
     "At a low temperature it gives the likeliest answer, and that is still one that does not look at the question."),
])

lesson.ask("who remembers", "Turn 3 of a chat: you send only the new message. What does the model know of turns 1 and 2?", [
    ("What it learned from them: a model trains while it talks", False,
     "Training happened before. A request changes nothing in the model."),
    ("All of it: the server knows my key", False,
     "The key says who pays. The text of a request is made of what is in the request."),
    ("Nothing, unless it is sent again or the server is told to keep it", True,
     "Either your client sends the history, or the server adds what it stored (previous_response_id). The model reads it again "
     "in both cases."),
])
