"""Exercises of lesson 03: read an action out of a text, filter calls by their loss, cite the page that was open."""

import random
import re
from contextlib import nullcontext

from .base import practice_base
from .engine import Lesson, Wrong, call, expect, short

lesson = Lesson("03")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report


def garbled(n: int):
    """The next n texts of the chat model lose their closing brackets, as by practice.faults("garbled_text", n).

    Only the practice model can be made to do so; where another one answers, that is said and nothing happens.
    """
    from .. import connection
    from ..practice import faults
    try:
        return faults("garbled_text", n=n, base_url=str(connection.connect().base_url))
    except RuntimeError:
        print("Only the practice model can be made to garble its text. This run is as the model writes it.")
        return nullcontext()


# ── q1: read an action out of a text ─────────────────────────────────────────────────────────


@lesson.exercise("q1", prompt="Read the first command out of a message with thoughts around it.", solution='''
def parse_action(text):
    """Return (name, argument) of the first line that is a command, or None.

    Commands are Search, Open, Quote and Answer, as Name[argument] on a line of their own."""
    for line in text.splitlines():
        found = re.fullmatch(r"(Search|Open|Quote|Answer)\\[(.*)\\]", line.strip())
        if found:
            return found.groups()
    return None
''', hints=[
    "Look at one line at a time: text.splitlines(). A thought may stand on any of them.",
    "Where does the argument end: at the first ] of the line, or at the last one?",
    r'''re.fullmatch(r"(Search|Open|Quote|Answer)\[(.*)\]", line.strip()) takes all up to the last bracket of the line.''',
])
def q1(parse_action):
    number = random.randrange(100, 1000)
    linked = f"[Keeper {number}](keeper-{number}.md), a sailor, lit the lamp."
    _plain_actions(parse_action, number)
    got = _parsed(parse_action, f"Quote[{linked}]")
    if got is not None and got != ("Quote", linked):
        raise Wrong(f"For {short(f'Quote[{linked}]')}: the argument came out as {short(got[1])}. A ] inside the quote ended it "
                    "too early. The bracket that ends a command is the last one of its line.")
    expect(got, ("Quote", linked), given=f"Quote[{linked}]", why="A quote may hold brackets of its own, here those of a link.")
    _actions_among_thoughts(parse_action, number)
    _no_actions(parse_action, number)
    return "Brackets inside a quote, thoughts around a command and half a command are all read as what they are."


def _parsed(parse_action, text):
    got = call(parse_action, text)
    if got is None:
        return None
    if not isinstance(got, tuple | list) or len(got) != 2 or not all(isinstance(part, str) for part in got):
        raise Wrong(f"For {short(text)}: a pair of name and argument is wanted, or None; got {short(got)}.")
    return tuple(got)


def _plain_actions(parse_action, number):
    for name, argument in (("Search", f"lamps of {number}"), ("Open", f"lighthouse-{number}"), ("Answer", f"in {number}")):
        expect(_parsed(parse_action, f"{name}[{argument}]"), (name, argument), given=f"{name}[{argument}]")
    expect(_parsed(parse_action, f"  Open[tide-{number}]\n"), ("Open", f"tide-{number}"), given="a command with spaces around it",
           why="Models add spaces and line ends; strip them from the line.")


def _actions_among_thoughts(parse_action, number):
    text = f"The page[1] names a keeper, so I read on.\nOpen[keeper-{number}]"
    got = _parsed(parse_action, text)
    if got != ("Open", f"keeper-{number}"):
        raise Wrong(f"For {text!r}: got {short(got)}, expected ('Open', 'keeper-{number}'). The first line is a thought with "
                    "brackets in it. Try each line by itself, and only the four names.")
    text = f"Search[keeper {number}]\nThen I will look [there]."
    got = _parsed(parse_action, text)
    if got != ("Search", f"keeper {number}"):
        raise Wrong(f"For {text!r}: got {short(got)}, expected ('Search', 'keeper {number}'). A command ends with its line.")


def _no_actions(parse_action, number):
    for text, why in ((f"Open[keeper-{number}", "The closing bracket is missing: this is half a command, and half an "
                       "argument may open the wrong page."),
                      (f"Delete[keeper-{number}]", "Nobody offered a command of that name."),
                      (f"I could write Search[{number}] next.", "It talks about a command in the midst of a sentence. A command has "
                       "a line of its own."),
                      (f"The keeper was born in {number}.", "There is no command in it.")):
        got = _parsed(parse_action, text)
        if got is not None:
            raise Wrong(f"For {text!r}: got {short(got)}, expected None. {why}")


# ── q2: keep the calls that help ─────────────────────────────────────────────────────────────


@lesson.exercise("q2", prompt="Keep the calls whose result lowers the loss of what follows by a threshold.", solution='''
def keep_calls(calls, loss, threshold):
    """Return those pairs (call, result) of `calls` whose gain is at least the threshold.

    `loss(prefix)` is the loss of what follows; prefixes are "", "[call →] " and "[call → result] "."""
    kept = []
    for call, result in calls:
        without = min(loss(""), loss(f"[{call} →] "))
        if without - loss(f"[{call} → {result}] ") >= threshold:
            kept.append((call, result))
    return kept
''', hints=[
    "Three losses belong to each call: with no call before the text, with the call alone, with call and result.",
    "A call may help by its own words, without any result. What must the result be better than?",
    'without = min(loss(""), loss(f"[{call} →] ")); keep the call if without - loss(f"[{call} → {result}] ") >= threshold.',
])
def q2(keep_calls):
    shift = random.randrange(2, 30) / 4           # quarters are exact, so that "at the threshold" is one
    names = [f"Lookup(harbor {n})" for n in random.sample(range(100, 1000), 5)]
    helps, echoes, hinders, exact, short_of = names
    # no call, call alone, call and result
    table = {helps: (4, 4.5, 1), echoes: (4, 2, 1.75), hinders: (4, 7, 4.25), exact: (4, 4.25, 3), short_of: (4, 5, 3.25)}
    calls = [(name, f"pier {name[14:-1]}") for name in random.sample(names, 5)]
    got = call(keep_calls, list(calls), _losses(table, shift), 1)
    if not isinstance(got, list | tuple):
        raise Wrong(f"Return a list of the pairs to keep, got {short(got)}.")
    strangers = [one for one in got if one not in calls]
    if strangers:
        raise Wrong(f"Return the pairs (call, result) as they came, got {short(strangers[0])} among them.")
    got = [name for name, _ in got]
    _judge_kept(got, table, shift)
    expect(got, [name for name, _ in calls if name in (helps, exact)], given="the five calls", why="Keep the order of calls.")
    higher = call(keep_calls, list(calls), _losses(table, shift), 2.5)
    expect([pair[0] for pair in higher], [helps], given="a threshold of 2.5")
    return "A call is kept only if its result says more than no call and more than the call's own words."


def _losses(table, shift):
    """Stands for the base model: the loss of the next words after a prefix."""
    def loss(prefix):
        if not isinstance(prefix, str):
            raise Wrong(f"loss takes the text that stands before, got {short(prefix)}.")
        if not prefix.strip():
            return 4 + shift
        found = re.fullmatch(r"\[(Lookup\(harbor (\d+)\)) →(?: (pier \d+))?\]", prefix.strip())
        if found is None or found[1] not in table or found[3] not in (None, f"pier {found[2]}"):
            raise Wrong(f'loss was asked for {short(prefix)}. It knows "", "[call →] " and "[call → result] ", with the call '
                        "and the result of a pair in their places.")
        return table[found[1]][2 if found[3] else 1] + shift
    return loss


def _judge_kept(got, table, shift):
    helps, echoes, hinders, exact, short_of = table
    said = {name: "loss {:g} with no call, {:g} with the call alone, {:g} with its result".format(*(x + shift for x in row))
            for name, row in table.items()}
    if echoes in got:
        raise Wrong(f"{echoes} was kept at a threshold of 1: {said[echoes]}. Compared with no call it gains 2.25, but the call's "
                    "own words give nearly all of that away; its result adds 0.25. Compare with the smaller of the two.")
    if hinders in got or short_of in got:
        name = hinders if hinders in got else short_of
        raise Wrong(f"{name} was kept at a threshold of 1: {said[name]}. It is better than the call alone, and not by 1 better "
                    "than no call at all. Compare with the smaller of the two.")
    if helps not in got:
        raise Wrong(f"{helps} was dropped at a threshold of 1: {said[helps]}. The result lowers the loss by 3.")
    if exact not in got:
        raise Wrong(f"{exact} was dropped at a threshold of 1: {said[exact]}. A gain of the threshold itself counts (≥).")


# ── q3: cite the page that was open ──────────────────────────────────────────────────────────


@lesson.exercise("q3", prompt="Name the sources of an answer: the pages that were open when a sentence was kept.", solution='''
def cite(answer, steps):
    """Return the answer followed by its pages, each once: 'In the Andes. [amazon] [peru]'.

    `steps` are (name, argument, result), with the results that search, open_page and quote return above."""
    page, pages = None, []
    for name, argument, result in steps:
        if name == "Open" and not result.startswith("There is no page"):
            page = argument
        if name == "Quote" and result == "Kept." and page not in pages:
            pages.append(page)
    return " ".join([answer, *(f"[{page}]" for page in pages)])
''', hints=[
    "Walk through the steps in order and remember which page is open.",
    "A search opens nothing, and neither does an Open that found no page.",
    'At each Quote whose result is "Kept.", the open page is a source. Name it once.',
])
def q3(cite):
    a, b, c, d, e = (f"{name}-{number}" for name, number in
                     zip(("harbor", "tower", "keeper", "ferry", "island"), random.sample(range(100, 1000), 5)))
    found = ("Search", "lamp", f"{a}: A harbor.\n{b}: A tower.\n{c}: A keeper.")
    one = [found, ("Open", b, f"# {b}\n…"), ("Quote", "He lit it.", "Kept.")]
    got = _cited(cite, one)
    if got == [a]:
        raise Wrong(f"{a} was cited. It is the first hit of the search, and nobody opened it: the sentence stands on {b}. "
                    "Cite the page that was open when the sentence was quoted.")
    if a in got or c in got:
        raise Wrong(f"Cited: {', '.join(got)}. The hits of a search are no sources; only {b} was opened and quoted.")
    expect(got, [b], given="one search, one page, one quote")
    refused = "This sentence is not on the open page."
    two = [found, ("Open", c, "…"), ("Open", b, "…"), ("Quote", "He lit it.", "Kept."), ("Open", e, f"There is no page '{e}'."),
           ("Quote", "He was old.", "Kept."), ("Quote", "It sank.", refused), ("Open", a, "…"), ("Quote", "It is wide.", "Kept."),
           ("Open", d, "…"), ("Quote", "It sails.", refused)]
    got = _cited(cite, two)
    for page, why in ((c, "it was opened, and nothing on it was quoted"), (d, "the quote from it was refused"),
                      (e, "there was no page of that name, so the one before it stayed open")):
        if page in got:
            raise Wrong(f"{page} was cited: {why}. A source is a page with a quote that was kept.")
    if got.count(b) > 1:
        raise Wrong(f"{b} was cited {got.count(b)} times. Two quotes of one page are one source.")
    expect(got, [b, a], given="two pages with kept quotes", why="Name them in the order in which they were quoted.")
    expect(_cited(cite, [found]), [], given="a run that quoted nothing", why="No quote, no source.")
    return "Each source is a page that was open, with a sentence of it that was found there."


def _cited(cite, steps) -> list[str]:
    answer = f"in {random.randrange(1000, 2000)}"
    got = call(cite, answer, list(steps))
    if not isinstance(got, str) or not got.startswith(answer):
        raise Wrong(f'Return the answer with its sources, such as "{answer} [tower]"; got {short(got)}.')
    return re.findall(r"\[([^\]]*)\]", got)


# ── quiz ─────────────────────────────────────────────────────────────────────────────────────


lesson.ask("who acts", "The model writes Open[longitude]. What has happened at that moment?", [
    ("The model has opened the page and read it", False,
     "It has written a word with brackets. It reads the page only if your code sends it back."),
    ("A text was written that your code may read as an action", True,
     "Parsing it, running it, refusing it and sending the result back are yours. Function calling has kept this."),
    ("The server has run the command for you", False,
     "The server knows nothing of Open. You invented the command in the instructions."),
])

lesson.ask("whose gain", "With learning from the prompt switched off, nearly every gain is 0. What does that tell?", [
    ("The calls were wrong", False, "They are the same calls with the same results. Only the model's reading changed."),
    ("The gain comes from copying out of the prompt", True,
     "The result stands a few words before the place where the same word comes. A model that can't look back has no use for it."),
    ("The loss was computed over the wrong words", False, "The words are the same in both runs: the five after the place."),
])
