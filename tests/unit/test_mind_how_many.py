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


CITED = tool("count_citations", "Number of citations of an article.", "title", title=("string", "Title of the article"))
SPREAD = tool("sample_range", "Range of a sample: largest less smallest value.", "values", values=("array", "The sample"))
SPREAD.parameters["properties"]["values"]["items"] = {"type": "number"}
MOVE = tool("move_file", "Moves a file into a folder.", "file folder", file=("string", "The file"), folder=("string", "Target folder"))
SHARE = tool("population_share", "Growth of a town's population between two years.", "town year1 people1 year2 people2", town=("string", "Name of the town"), year1=("integer", "First year"),
             people1=("integer", "People in the first year"), year2=("integer", "Second year"), people2=("integer", "People in the second year"))


def test_each_of_two_that_were_named_before():
    assert [c["title"] for c in calls("Is \"Moss and Lichen\" better known than \"Ferns\"? Number of citations of both articles, please.", CITED)] == ["Moss and Lichen", "Ferns"]


def test_an_and_in_the_middle_of_a_row_of_figures_parts_two_lists():
    assert calls("What is the range of each of these samples: 4, 9, 17 and 22, 30, 41?", SPREAD) == [{"values": [4, 9, 17]}, {"values": [22, 30, 41]}]
    assert calls("What is the range of this sample: 4, 9, 17 and 22?", SPREAD) == [{"values": [4, 9, 17, 22]}]


def test_two_of_a_kind_that_one_call_takes_are_no_two_calls():
    text = "Growth of the population of Harlingen from 1990 to 2005: 14000 people in 1990 and 15800 people in 2005."
    assert len(calls(text, SHARE)) == 1


def test_each_thing_goes_to_its_own_place():
    assert calls("Move the file draft.txt into /home/old and plan.txt into /home/new, please.", MOVE) == [
        {"file": "draft.txt", "folder": "/home/old"}, {"file": "plan.txt", "folder": "/home/new"}]
