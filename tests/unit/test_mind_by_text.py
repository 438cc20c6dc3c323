"""Acting by text: one command per turn in the grammar that the instructions give, until the question is answered with its page."""

import re

import pytest

from workshop_utils.practice.mind import by_text
from workshop_utils.practice.mind.conversation import Message
from workshop_utils.practice.mind.documents import overlap
from workshop_utils.practice.mind.words import content

PAGES = {
    "North Bridge": "The North Bridge was designed by the engineer Selma Rask. It was opened in 1932 and is 410 metres long.",
    "South Bridge": "The South Bridge was opened in 1966. It is 388 metres long and carries two tram lines.",
    "Selma Rask": "Selma Rask was an engineer. She was born in the village of Havn in 1889 and taught at the school of mines.",
    "Old Mill": "The Old Mill grinds oats for the whole valley. Its wheel is six metres tall. The miller is called Jon Pedersen.",
    "Tram": "The tram runs every ten minutes until midnight. A ticket costs 3.20 euros, because the city pays the rest.",
    "Bridges in general": "Bridges are built of wood, stone or steel.",
}
GRAMMARS = {
    "colon": "You answer with the help of a library. Commands, exactly one per turn:\nsearch: <words>   lists articles\nopen: <n>   opens hit n\nquote: \"<sentence>\"   keeps a sentence\nanswer: <text> [<page>]   ends",
    "brackets": "Use one of these actions: SEARCH[query], OPEN[n], QUOTE[sentence], ANSWER[text].",
    "calls": "You act by commands.\n- `find(\"words\")` looks for pages\n- `open(<title>)` opens a page\n- `finish(<answer>, <source>)` ends",
    "react": "Write one action per turn.\nAction: tool[input]\nTools: Lookup[term], Read[title], Finish[answer]",
    "renamed": "Commands, one per line:\nzork: <words> - searches the library\nblip: <n> - opens page n of the hits\nfnord: <text> - final answer to the user",
    "json": 'Commands, one per turn:\n{"do": "search", "with": "<words>"}\n{"do": "open", "with": <n>}\n{"do": "answer", "with": "<text>"}',
}
ASKED = {"When was the North Bridge opened?": ("1932", "North Bridge"), "Who is the miller of the Old Mill?": ("Jon Pedersen", "Old Mill"), "How much is a ticket for the tram?": ("3.20", "Tram"),
         "How long is the South Bridge?": ("388", "South Bridge")}


def library(known, line, shown):
    """What the library answers to one line: hits by shared words, pages by number or title."""
    for command in known:
        given = command.read(line)
        if given is None:
            continue
        if command.kind == "search":
            rows = sorted(PAGES, key=lambda p: -overlap(content(given[0]), f"{p} {p} {PAGES[p]}"))
            shown[:] = [p for p in rows if overlap(content(given[0]), f"{p} {PAGES[p]}") > 0][:4]
            return "\n".join(f"{n}. {p} - {PAGES[p][:60]}" for n, p in enumerate(shown, 1)) or "No results."
        if command.kind == "open":
            title = shown[int(given[0]) - 1] if given[0].isdigit() else given[0]
            return f"# {title}\n{PAGES[title]}" if title in PAGES else "No such page."
        return "Kept."
    return "Unknown command."


def run(instructions, question, spoil=()):
    """All commands that are written for a question; those at the places in `spoil` are answered as garbled."""
    known = by_text.grammar(instructions)
    messages, lines, shown = [Message("developer", instructions), Message("user", question)], [], []
    for turn in range(14):
        line = by_text.next_command(messages, known)
        lines.append(line)
        if next((c.kind for c in known if c.read(line) is not None), "") == "answer":
            break
        reply = "That command was garbled. Write exactly one command." if turn in spoil else library(known, line, shown)
        messages += [Message("assistant", line[::-1] if turn in spoil else line), Message("user", reply)]
    return lines


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_answered_with_its_page_in_any_grammar(name, question):
    lines = run(GRAMMARS[name], question)
    figure, page = ASKED[question]
    assert figure in lines[-1] and page in lines[-1] and len(lines) <= 5, lines
    assert all("\n" not in line for line in lines)


def test_every_command_comes_in_its_turn():
    lines = run(GRAMMARS["colon"], "When was the North Bridge opened?")
    assert [line.split(":")[0] for line in lines] == ["search", "open", "quote", "answer"]
    assert lines[2] == 'quote: "It was opened in 1932 and is 410 metres long."' and lines[3].endswith("[North Bridge]")


def test_what_no_page_says_is_not_invented():
    for name, grammar in GRAMMARS.items():
        lines = run(grammar, "Who painted the town hall ceiling?")
        assert "Not found" in lines[-1], (name, lines)
        assert len(lines) == len(set(lines)) <= 12


def test_a_garbled_command_is_written_again():
    straight, spoilt = run(GRAMMARS["colon"], "How long is the South Bridge?"), run(GRAMMARS["colon"], "How long is the South Bridge?", spoil=(0, 2))
    assert list(dict.fromkeys(spoilt)) == straight and len(spoilt) == len(straight) + 2


def test_it_gives_up_where_nothing_is_ever_understood():
    assert "Not found" in run(GRAMMARS["colon"], "How long is the South Bridge?", spoil=range(14))[-1]


def test_questions_over_two_pages():
    lines = run(GRAMMARS["brackets"], "Who designed the North Bridge, and when was the South Bridge opened?")
    assert "Selma Rask" in lines[-1] and "1966" in lines[-1]
    lines = run(GRAMMARS["brackets"], "Which is longer, the North Bridge or the South Bridge?")
    assert lines[-1].startswith("ANSWER[The North Bridge: ") and "410" in lines[-1] and "388" in lines[-1]
    lines = run(GRAMMARS["calls"], "Where was the engineer of the North Bridge born?")
    assert "Havn" in lines[-1] and "Selma Rask" in lines[-1], lines


def test_a_next_question_starts_anew():
    known = by_text.grammar(GRAMMARS["colon"])
    before = [Message("developer", GRAMMARS["colon"]), Message("user", "When?"), Message("assistant", "answer: Then. [Tram]")]
    assert by_text.next_command([*before, Message("user", "How long is the South Bridge?")], known) == "search: long South Bridge"


@pytest.mark.parametrize("instructions", ["", "You are kind. Answer briefly.", "Commands are for dogs.", "If a command fails, say so.", "Answer (briefly) and quote sources [like this]."])
def test_ordinary_instructions_are_no_grammar(instructions):
    assert by_text.grammar(instructions) == ()


def test_results_as_json_and_empty_results():
    assert [h.name for h in by_text.hits('[{"title": "Tram", "snippet": "runs"}, {"title": "Mill"}]')] == ["Tram", "Mill"]
    assert by_text.hits("No results.") == [] and by_text.hits("Nothing found for x") == []


def test_a_calculator_takes_what_is_to_be_worked_out():
    known = by_text.grammar("One command per turn:\ncalc(<expression>)\nanswer(<text>)")
    asked = [Message("user", "What is 17 times 23?")]
    assert re.fullmatch(r"calc\(17 times 23\)", by_text.next_command(asked, known))
    assert by_text.next_command([*asked, Message("assistant", "calc(17 times 23)"), Message("user", "391")], known) == "answer(391)"
