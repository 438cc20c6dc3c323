"""Plain cues in a request: ids beside their noun, source and target, free text, verbs and nouns that name a tool, what comes last."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec


def tool(name, description, **properties):
    nodes = {k: {"type": kind} if isinstance(kind, str) else {"type": "string", "enum": kind} for k, kind in properties.items()}
    return ToolSpec(name, description, {"type": "object", "properties": nodes, "required": list(properties)})


JOURNAL = tool("write_entry", "Write an entry about this patient.", text="string")
DOSE = tool("set_pump_rate", "Set the rate of an infusion pump.", pump_number="string", rate="integer")
PUMP = tool("replace_pump", "Replace a broken pump with a new one.", pump_number="string")
NOTE = tool("note_remark", "Note a remark about this guest.", text="string")
ROOM = tool("change_room", "Give a guest a new room.", room_number="string")
TRAY = tool("shift_stock", "Shift boxes between our own stores.", source=["harbour", "market"], target=["harbour", "market"], boxes="integer")
TIDE = tool("tide", "Tide at a place.", place="string")
WIND = tool("wind", "Wind at a place.", place="string")


def go(text, *tools, before=()):
    items = tuple(Message("user", i) if isinstance(i, str) else i for i in before)
    return think(Conversation((*items, Message("user", text)), tools))


@pytest.mark.parametrize("text, tools, text_said", [
    ("Write an entry: call the ward on Friday at 7.", (JOURNAL, DOSE), "call the ward on Friday at 7"),
    ("Note that he sails to Bergen in June.", (NOTE, ROOM), "he sails to Bergen in June"),
    ("Please note my new room number 412-77", (ROOM, NOTE), "my new room number 412-77")])
def test_free_text_is_the_whole_rest_and_the_verb_names_the_tool(text, tools, text_said):
    assert [arguments for _, arguments in go(text, *tools).calls] == [{"text": text_said}]


def test_two_questions_in_one_row_are_no_list_of_places():
    assert go("Wind in Lisbon and tide in Hamburg", WIND, TIDE).calls == (("wind", {"place": "Lisbon"}), ("tide", {"place": "Hamburg"}))
    assert go("Tide in Bergen and Malmo", WIND, TIDE).calls == (("tide", {"place": "Bergen"}), ("tide", {"place": "Malmo"}))


@pytest.mark.parametrize("text", ["Set the rate of pump 2207 to 90.", "Set the rate to 90 for pump 2207", "Set the rate of the pump ending in 2207 to 90."])
def test_a_number_beside_its_noun_says_which_and_one_after_to_how_much(text):
    assert go(text, DOSE, PUMP).calls == (("set_pump_rate", {"pump_number": "2207", "rate": 90}),)


@pytest.mark.parametrize("text", ["Shift 12 boxes from harbour to market", "Shift 12 boxes into the market from the harbour", "Shift 12 boxes to market out of harbour"])
def test_from_is_the_source_and_into_the_target_in_any_order(text):
    assert go(text, TRAY).calls == (("shift_stock", {"source": "harbour", "target": "market", "boxes": 12}),)


def test_a_bare_follow_up_repeats_the_tool_used_last():
    first = ("Wind in Bergen?", Call("1", "wind", {"place": "Bergen"}), Output("1", "calm"), Message("assistant", "Calm."))
    second = ("Tide in Bergen?", Call("2", "tide", {"place": "Bergen"}), Output("2", "low"), Message("assistant", "Low."))
    assert go("And in Malmo?", WIND, TIDE, before=first + second).calls == (("tide", {"place": "Malmo"}),)
    assert go("And in Malmo?", WIND, TIDE, before=second + first).calls == (("wind", {"place": "Malmo"}),)
    assert go("And the wind in Malmo?", WIND, TIDE, before=first + second).calls == (("wind", {"place": "Malmo"}),)


def test_what_was_said_last_about_where_holds_and_names_are_not_mixed_up():
    assert "Malmo" in go("Where do I live?", before=("I live in Bergen.", "I relocated to Malmo.")).text
    assert "Bergen" in go("I am called Ivo and I moved to Bergen in May. Where do I live?").text
    told = ("My name is Ivo.", "I have a parrot called Kiki.")
    assert "Ivo" not in go("What is my parrot's name?", before=told).text
    assert "I do not know" in go("What is my horse's name?", before=told).text
    assert "I do not know" in go("What is the name of my horse?", before=told).text
    assert "Kiki" in go("What is the name of my parrot?", before=told).text
    assert "Ivo" in go("What is my name?", before=told).text


def test_the_last_few_of_something_are_how_many_and_not_which():
    readings = tool("list_readings", "List what a meter has read.", meter_id="string", limit="integer")
    readings.parameters["properties"]["meter_id"]["description"] = "the last three letters on the meter"
    assert go("List the last 5 readings of meter KJX", readings).calls == (("list_readings", {"meter_id": "KJX", "limit": 5}),)
