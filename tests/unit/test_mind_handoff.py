"""Tools that hand the talk over: chosen by their subject, the best of several, never for small talk, after tools that do it themselves."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec

NOTHING = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
MUSIC = ToolSpec("transfer_to_music", "Handoff to the music agent to handle the request. ", NOTHING)
TRAVEL = ToolSpec("escalate_to_travel_desk", "Delegate to the desk for flights and hotels.", NOTHING)
CLIMATE = ToolSpec("route_to_climate_agent", "Hand over questions about the weather.", NOTHING)
FLIGHT = ToolSpec("book_flight", "Book a flight to a city.", {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]})


def called(text, *tools, done=()):
    items = (Message("developer", "Hand over to the agent who can help."), Message("user", text), *done)
    return [name for name, _ in think(Conversation(items, tools)).calls]


@pytest.mark.parametrize("text, name", [("Which song did the band play?", "transfer_to_music"), ("My luggage never came off the plane", "escalate_to_travel_desk"),
                                        ("How warm is it in Madrid?", "route_to_climate_agent"), ("I need a hotel near the airport", "escalate_to_travel_desk")])
def test_the_subject_decides_who_takes_over(text, name):
    assert called(text, MUSIC, TRAVEL, CLIMATE) == [name]


@pytest.mark.parametrize("text", ["Hi there!", "Thank you!", "What is 3 plus 4?", "My sister is called Eva."])
def test_small_talk_is_not_handed_over(text):
    assert called(text, MUSIC, TRAVEL, CLIMATE) == []


def test_a_tool_that_does_it_itself_goes_first():
    assert called("Book a flight to Lima", TRAVEL, FLIGHT) == ["book_flight"]


def test_it_hands_over_once():
    handed = (Call("1", "transfer_to_music", {}), Output("1", '{"assistant": "music"}'))
    assert called("Which song did the band play?", MUSIC, TRAVEL, done=handed) == []
