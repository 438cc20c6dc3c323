"""How many calls one request is: one call stays one, and what is told side by side becomes one call each."""

import pytest
from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec


def tool(name, description, required, **properties):
    rows = {key: dict(zip(("type", "description"), value)) for key, value in properties.items()}
    return ToolSpec(name, description, {"type": "object", "properties": rows, "required": required.split()})


TIDE = tool("tide_height", "Height of the tide at a harbour on a day.", "harbour", harbour=("string", "Name of the harbour"), date=("string", "Day, YYYY-MM-DD"))
ROPE = tool("rope_strength", "Breaking load of a rope of a given diameter.", "diameter_mm", diameter_mm=("number", "Diameter of the rope in mm"))
TRIM = tool("trim_audio", "Cuts an audio file to a length.", "file", file=("string", "The audio file"), seconds=("integer", "Length in seconds"))
FERRY = tool("ferry_duration", "How long a ferry takes between two ports.", "origin destination", origin=("string", "Port of departure"), destination=("string", "Port of arrival"))
SWIM = tool("swim_pace", "Computes the pace of a swim.", "distance_m minutes", distance_m=("number", "Distance swum in m"), minutes=("number", "Time in minutes"))


def calls(text, *tools):
    return [arguments for _, arguments in think(Conversation((Message("user", text),), tools)).calls]


@pytest.mark.parametrize("text, row", [
    ("What is the tide height at Brest as well as at Vigo?", ["Brest", "Vigo"]),
    ("How high is the tide at the harbour of Dover, and how high at the harbour of Ostend?", ["Dover", "Ostend"]),
    ("Tide height in Cuxhaven versus Lowestoft, please.", ["Cuxhaven", "Lowestoft"])])
def test_what_is_asked_in_the_same_words_again_is_a_call_of_its_own(text, row):
    assert [c["harbour"] for c in calls(text, TIDE)] == row


def test_two_measures_of_one_kind_with_the_same_noun_are_two_calls():
    assert calls("Give the breaking load of a 9 mm rope versus a 12 mm rope.", ROPE) == [{"diameter_mm": 9}, {"diameter_mm": 12}]


@pytest.mark.parametrize("text, tools", [
    ("Trim the audio file \"choir.wav\" and keep 40 seconds of it.", (TRIM,)),
    ("Trim the audio file \"choir.wav\", leaving 40 seconds.", (TRIM,)),
    ("What is the tide height at Brest on Monday, the 9th of March 2026?", (TIDE,)),
    ("Ferry duration from Ancona to Split, compared with nothing else.", (FERRY,)),
    ("I swam 1500 m in half an hour and 4 minutes; what was the pace of that swim?", (SWIM,))])
def test_what_one_call_has_a_place_for_stays_one_call(text, tools):
    assert len(calls(text, *tools)) == 1
