"""Answers out of documents in the conversation: the right sentence with its source, or that they do not say."""

import json

import pytest

from workshop_utils.practice.mind import documents
from workshop_utils.practice.mind.conversation import Conversation, Message
from workshop_utils.practice.mind.turn import read_turn

LIBRARY = """[opening hours]
The town library opens at nine on weekdays. On Saturday it closes at two in the afternoon. It is shut on Sundays.
[cards]
A reader's card costs 12 euros a year. Children under fourteen get it free. Lost cards are replaced for 5 euros.
[history]
The house was built in 1904 by the architect Hanna Brekke. A fire destroyed the roof in 1951, because a chimney had cracked.
[loans]
Books may be kept for four weeks, films for one. Mr Olsen answers questions about loans at loans@library.example."""
ASKED = [
    ("When does the library open on weekdays?", "opens at nine", "opening hours"), ("How much is a reader's card?", "12 euros", "cards"), ("What does it cost to replace a lost card?", "5 euros", "cards"),
    ("Who built the house?", "Hanna Brekke", "history"), ("When did the fire destroy the roof?", "1951", "history"), ("Why did the roof burn?", "chimney", "history"),
    ("How long can I keep books?", "four weeks", "loans"), ("Who answers questions about loans?", "Mr Olsen", "loans"), ("Do children get a card for free?", "free", "cards"),
    ("When was the house constructed?", "1904", "history"), ("Who was the architect?", "Hanna Brekke", "history"),
]
NOT_SAID = ["Who is the mayor of the town?", "How many books does the library have?", "What is the phone number of Mr Olsen?", "Where was Hanna Brekke born?", "When was the cinema built?", "How tall is the house?"]
HELD_BACK = [
    ("Is the library open on Sundays?", "shut on Sundays"), ("What time does it close on Saturday?", "two in the afternoon"), ("For how long may films be borrowed?", "films for one"), ("At which address can I ask about loans?", "loans@library.example"),
    ("What destroyed the roof?", "A fire"), ("How much do children pay for the card?", "free"), ("Who repaired the roof?", "do not say"), ("How many rooms are there?", "do not say"), ("What is the wifi password?", "do not say"),
    ("Where can I park my car?", "do not say"),
]


def ask(question, *developer, earlier=()):
    items = (*(Message("developer", d) for d in developer), *(Message("user", e) for e in earlier), Message("user", question))
    return documents.answered(read_turn(Conversation(items=items)))


@pytest.mark.parametrize("question, part, source", ASKED)
def test_the_sentence_that_answers_with_its_source(question, part, source):
    said = ask(question, LIBRARY)
    assert part in said and said.endswith(f"[{source}]"), said


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_no_document_says_is_not_invented(question):
    assert ask(question, LIBRARY) == "The documents do not say."


def test_questions_that_no_rule_was_tuned_on():
    wrong = [q for q, part in HELD_BACK if part not in ask(q, LIBRARY)]
    assert len(wrong) <= 2, wrong


def test_documents_as_json_under_headings_and_as_numbered_passages():
    rows = json.dumps([{"title": "Ferry", "text": "The ferry to Hano leaves at 8:15."}, {"title": "Bus", "text": "The bus needs forty minutes."}])
    assert ask("How long does the bus need?", f"Use these: {rows}") == "The bus needs forty minutes. [Bus]"
    assert ask("When does the ferry leave?", "Context:\nThe ferry to Hano leaves at 8:15 from the old pier. It takes cars.") == "The ferry to Hano leaves at 8:15 from the old pier."
    assert ask("Who paints?\n\n1. Olga Wren paints boats in the harbour.\n2. Tim Moss sells fish on the market.") == "Olga Wren paints boats in the harbour. [1]"
    assert ask("Where does Tim sell fish?", "Document 1: Olga paints boats.\nOlga paints boats all day.\nDocument 2: market\nTim sells fish on the market.").startswith("Tim sells fish on the market.")


def test_a_text_given_a_turn_earlier_is_still_read():
    text = "Here is a text: The cat of the lighthouse keeper is called Nils and sleeps in the lamp room. It hunts gulls at dawn, and it fears the fog horn."
    assert "Nils" in ask("What is the cat called?", earlier=(text,))


def test_results_of_tools_are_documents_too():
    rows = json.dumps({"results": [{"url": "https://a.example/1", "snippet": "The tower is 61 metres tall."}]})
    assert documents.out_of("How tall is the tower?", [rows]) == "The tower is 61 metres tall. [https://a.example/1]"
    assert documents.out_of("How tall is the tower?", ['{"temperature": 4}']) == ""


PAGES = """[kite]
Nora Lund Berg, a sailmaker, flew the longest kite of the north in 1920. Others had flown shorter ones. The kite was red. On landing, Berg said to her crew: never again.
[lamp]
The lamp was built in 1911. It is 14 metres tall. One third of its light is lost in fog. The glow of the lamp tells the hour by its colour.
[harbour]
Wood does not rot below the water line, where no air comes to it. Ships came twice a day."""


@pytest.mark.parametrize("question, part", [
    ("What did Nora Lund Berg say on landing?", "never again"),             # a page says a name whole once, then by its last word
    ("What does the glow of the lamp tell?", "by its colour"),
    ("What do the documents say about ships?", "twice a day"),
    ("Why does wood not rot below the water line?", "where no air comes"),         # a reason without "because"
    ("How tall is the lamp?", "14 metres"),
    ("When was the first submarine built?", "do not say"),                 # "first" and "built" stand there, of other things
    ("When was the longest bridge built?", "do not say"),
    ("When was Nora Lund Berg born?", "do not say"),                       # her name and a year, but nothing of a birth
    ("How many colours has the glow of the lamp?", "do not say"),          # every word, but no number
])
def test_names_reasons_and_what_somebody_said(question, part):
    assert part in ask(question, PAGES)


def test_without_documents_it_says_nothing():
    assert ask("Who built the pyramids?") == "" and ask("Who built the pyramids?", "You are a friendly guide.") == ""


def test_a_summary_has_as_many_sentences_as_asked():
    text = "Otters live by rivers. The rivers were dirty for years. Otters left the rivers. Now the rivers are clean and otters are back. Some people sell hats."
    assert documents.summary("Summarize this in one sentence", text).count(".") == 1
    assert documents.summary("Sum this up in 3 sentences", text).count(".") == 3
    assert "hats" not in documents.summary("Summarize", text)
