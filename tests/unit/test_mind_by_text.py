"""Acting by text: one command per turn in the grammar that the instructions give, until the question is answered with its page."""

import re

import pytest

from workshop_utils.practice.mind import by_text, documents, subquestions
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
    "Lake Oru": "Lake Oru lies in the district of Tarn. It is 92 metres deep and freezes in winter.",
    "Tarn": "Tarn is a district of farms. Its main town is Holm. The district sells cheese and wool.",
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


def library(known, line, state):
    """What the library answers to one line: hits by shared words, pages by number or title; it keeps only what stands on the open page."""
    for command in known:
        given = command.read(line)
        if given is None:
            continue
        if command.kind == "search":
            rows = sorted(PAGES, key=lambda p: -overlap(content(given[0]), f"{p} {p} {PAGES[p]}"))
            state["hits"] = [p for p in rows if overlap(content(given[0]), f"{p} {PAGES[p]}") > 0][:4]
            return "\n".join(f"{n}. {p} - {PAGES[p][:60]}" for n, p in enumerate(state["hits"], 1)) or "No results."
        if command.kind == "open":
            title = state["hits"][int(given[0]) - 1] if given[0].isdigit() else given[0]
            state["page"] = title
            return f"# {title}\n{PAGES[title]}" if title in PAGES else "No such page."
        kept = given[0] in PAGES.get(state["page"], "")
        state["kept"] += [given[0]] * kept
        return "Kept." if kept else "This is not on the open page."
    return "Unknown command."


def run(instructions, question, spoil=(), state=None):
    """All commands that are written for a question; those at the places in `spoil` are answered as garbled."""
    known, state = by_text.grammar(instructions), {} if state is None else state
    state |= {"hits": [], "page": "", "kept": []}
    messages, lines = [Message("developer", instructions), Message("user", question)], []
    for turn in range(16):
        line = by_text.next_command(messages, known)
        lines.append(line)
        if next((c.kind for c in known if c.read(line) is not None), "") == "answer":
            break
        reply = "That command was garbled. Write exactly one command." if turn in spoil else library(known, line, state)
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


@pytest.mark.parametrize("at", [0, 1, 2])
def test_three_garbled_commands_in_a_row_are_written_again(at):
    straight = run(GRAMMARS["colon"], "How long is the South Bridge?")
    assert list(dict.fromkeys(run(GRAMMARS["colon"], "How long is the South Bridge?", spoil=range(at, at + 3)))) == straight


def test_it_gives_up_where_nothing_is_ever_understood():
    assert "Not found" in run(GRAMMARS["colon"], "How long is the South Bridge?", spoil=range(16))[-1]


def test_questions_over_two_pages():
    lines = run(GRAMMARS["brackets"], "Who designed the North Bridge, and when was the South Bridge opened?")
    assert "Selma Rask" in lines[-1] and "1966" in lines[-1]
    lines = run(GRAMMARS["brackets"], "Which is longer, the North Bridge or the South Bridge?")
    assert lines[-1].startswith("ANSWER[The North Bridge: ") and "410" in lines[-1] and "388" in lines[-1]
    lines = run(GRAMMARS["calls"], "Where was the engineer of the North Bridge born?")
    assert "Havn" in lines[-1] and "Selma Rask" in lines[-1], lines


DESCRIBED = {"What is the main town of the district where Lake Oru lies?": ["Lake Oru lies in the district of Tarn.", "Its main town is Holm."],
             "In which village was the engineer born who designed the North Bridge?": ["The North Bridge was designed by the engineer Selma Rask.",
                                                                                      "She was born in the village of Havn in 1889 and taught at the school of mines."],
             "When was the designer of the North Bridge born?": ["The North Bridge was designed by the engineer Selma Rask.",
                                                                 "She was born in the village of Havn in 1889 and taught at the school of mines."]}


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize("question", DESCRIBED)
def test_what_a_description_means_is_looked_for_first(name, question):
    lines = run(GRAMMARS[name], question, state=(state := {}))
    assert all(sentence in lines[-1] for sentence in DESCRIBED[question]), lines
    if any(command.kind == "quote" for command in by_text.grammar(GRAMMARS[name])):
        assert state["kept"] == DESCRIBED[question], lines


@pytest.mark.parametrize("question, first, around", [
    ("How high is the volcano that destroyed Pompeii?", "Which volcano destroyed Pompeii?", "How high is {}?"),
    ("When was the woman who wrote Emma born?", "Who wrote Emma?", "When was {} born?"),
    ("Where did the man who built the clock live?", "Who built the clock?", "Where did {} live?"),
    ("In which year was the man born who built the clock?", "Who built the clock?", "In which year was {} born?"),
    ("Where was the inventor of the radio born?", "Who invented the radio?", "Where was {} born?"),
    ("What is the capital of the country where the Rhine rises?", "Where does the Rhine rises?", "What is the capital of {}?"),
])
def test_a_description_is_a_question_of_its_own(question, first, around):
    assert subquestions.inner(question) == (first, around)


@pytest.mark.parametrize("question", ["Who was the inventor of the radio?", "What is the name of the man who built the clock?", "How long is the North Bridge?", "What does the end of the film mean?"])
def test_what_only_asks_who_it_is_describes_nothing(question):
    assert subquestions.inner(question) is None


def test_a_page_that_lacks_the_name_asked_about_is_no_bridge():
    rows = [documents.Sentence("Wheat", "Most of the wheat grows in Holm.")]
    assert subquestions.bridges("How much wheat does Tarn grow?", rows) == []
    assert [bridge.query for bridge in subquestions.bridges("Who owns the place where wheat grows?", rows)] == [("Holm", "owns", "place")]


def test_names_come_from_links_from_what_it_stands_for_and_from_the_sentence():
    row = documents.Sentence("Oru", "It rises in the hills of [Tarn](tarn.md) near Holm.")
    assert subquestions.named("Where does the Oru rise?", row) == ["Tarn", "Holm"]
    assert subquestions.named("Which river rises in Tarn?", row)[0] == "Oru"


def test_a_page_is_opened_again_by_its_number_in_the_latest_search_and_only_once():
    known = {command.kind: command for command in by_text.grammar(GRAMMARS["colon"])}
    row = documents.Sentence("Tram", "The tram runs every ten minutes until midnight.")
    steps = [by_text.Step("search", ("tram",), "1. Tram - runs"), by_text.Step("open", ("1",), f"# Tram\n{PAGES['Tram']}"),
             by_text.Step("search", ("mill",), "1. Old Mill - oats\n2. Tram - runs"), by_text.Step("open", ("1",), f"# Old Mill\n{PAGES['Old Mill']}")]
    assert by_text._quoted(row, steps, known) == "open: 2"
    gone = [*steps[:2], by_text.Step("search", ("mill",), "1. Old Mill - oats"), steps[3]]
    assert by_text._quoted(row, gone, known).startswith("quote: ")
    refused = [*steps, *[by_text.Step("open", ("2",), "Not found")] * 2]
    assert by_text._quoted(row, refused, known).startswith("quote: ")


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
