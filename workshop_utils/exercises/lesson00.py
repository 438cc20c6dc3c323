"""Exercises of lesson 00: get a city into a reply, and read off a timeline who waited."""

from .engine import Lesson, Wrong, short

lesson = Lesson("00")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report

CITY = "Lisbon"


@lesson.exercise("q0", prompt="Greet the bank: give `greeting` a text with Harbor Bank in it.", solution='''
greeting = "Hello, Harbor Bank"
''', hints=[
    "The check wants a text in quotes.",
    "The bank's name must be in it.",
    'Put the name after a greeting: greeting = "Hello, …"',
])
def q0(greeting):
    if not isinstance(greeting, str):
        raise Wrong(f"greeting must be a text in quotes, got {short(greeting)}.")
    if "harbor bank" not in greeting.lower():
        raise Wrong(f'Expected a text with "Harbor Bank" in it, got {short(greeting)}.')
    return "That is how every exercise works: edit, run the cell, run the check."


@lesson.exercise("q1", prompt="Get the word Lisbon into a reply of the model, by what you ask. Leave the reply as it comes.",
                 solution='''
reply_about_home = client.responses.create(model=models.chat, input="I live in Lisbon. Where do I live?")
''', hints=[
    "The model can use what you tell it. Tell it the city in your message.",
    'Say where you live, then ask for it: "I live in … . Where do I live?"',
    'client.responses.create(model=models.chat, input="I live in …. Where do I live?"), with the city in place of the dots.',
], seconds=60)
def q1(reply_about_home):
    reply = reply_about_home
    text = getattr(reply, "output_text", None)
    if text is None:
        raise Wrong("reply_about_home must be the whole reply, what client.responses.create(...) returned, without "
                    f".output_text; got {short(reply)}.")
    if CITY.lower() not in text.lower():
        raise Wrong(f'The reply says {short(text)}, and {CITY} is not in it. Change the input.')
    kept = _kept(reply.id)
    if kept is not None and kept != text:
        raise Wrong(f"The server kept another text for this reply: {short(kept)}. The output was edited after it came. "
                    "Change what you ask instead.")
    return f"The model said {CITY} because your message made it. All that a model knows of you is what you send."


def _kept(response_id: str) -> str | None:
    """The server's own copy of a reply; None where the server keeps none."""
    import openai

    from ..connection import connect
    try:
        return connect().responses.retrieve(response_id).output_text
    except openai.APIStatusError:                 # a compatible server need not store replies
        return None


@lesson.exercise("q2", prompt="How many seconds did you wait in the timeline, from your question to the answer?", solution='''
waited = reply.trace.wall()
''', hints=[
    "Two bars that stand above each other in time ran at once. Were both waits yours?",
    "Read off the right end of the last bar, and subtract the left end of the first.",
    "Code can read it, too: reply.trace.wall() is the time from the first start to the last end.",
])
def q2(waited, reply):
    if isinstance(waited, bool) or not isinstance(waited, (int, float)):
        raise Wrong(f"waited must be a number of seconds, got {short(waited)}.")
    wall, tools = reply.trace.wall(), reply.trace.of("tool")
    added = sum(event.seconds for event in reply.trace.events)
    longest = max(event.seconds for event in tools)
    close = max(0.1, 0.12 * wall)
    if abs(waited - wall) <= close:
        return f"From the first bar to the last: {wall:.1f} s. The bars together are {added:.1f} s long, because some overlap."
    if abs(waited - added) <= close or abs(waited - sum(event.seconds for event in tools)) <= close:
        raise Wrong(f"{waited:g} s is the sum of the bars. Bars that overlap ran at the same time, and you waited for "
                    "them once. Read the distance from the first start to the last end.")
    if waited < wall and abs(waited - min(event.seconds for event in tools)) <= close:
        raise Wrong(f"{waited:g} s is the shortest tool. The answer had to wait for the longest, {longest:.1f} s.")
    raise Wrong(f"{waited:g} s is not what the timeline shows. It is the distance from the start of the first bar to "
                "the end of the last.")


lesson.ask("what is it", "The practice model told Ana her name. What is the practice model?", [
    ("A small language model that runs on this machine", False,
     "It is not a language model at all. It is a program of rules that speaks the same protocol."),
    ("A set of rules that reads names, numbers and tools", True,
     "It is free, offline and repeatable, so the course runs anywhere. What it can do says nothing about an LLM."),
    ("A recording of OpenAI's answers to this notebook", False,
     "Nothing is recorded. Change any prompt or tool and it reads what you wrote."),
])
