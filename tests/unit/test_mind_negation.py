"""An order that is denied calls nothing; what stands beside it is still done; disguised orders are orders."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec


def tool(name, description, **properties):
    return ToolSpec(name, description, {"type": "object", "properties": {k: {"type": kind} for k, kind in properties.items()}, "required": list(properties)})


DOOR = tool("lock_door", "Lock a door of the house.", room="string")
LAMP = tool("dim_lamp", "Dim the lamp in a room.", room="string")
PARCEL = tool("return_parcel", "Send a parcel back to its sender.", parcel_id="string")
BATH = tool("fill_bath", "Fill the bath for some minutes.", minutes="integer")
TOOLS = (DOOR, LAMP, PARCEL, BATH)


def go(text, choice="auto"):
    return think(Conversation((Message("user", text),), TOOLS, tool_choice=choice))


@pytest.mark.parametrize("text", ["Don't return parcel P-17.", "Please do not lock the kitchen door", "Never dim that lamp!", "I don't want to return P-17.",
                                  "You must not lock the kitchen door.", "I'd rather not return parcel P-17", "There is no need to fill the bath for 5 minutes."])
def test_a_denied_order_calls_nothing_and_says_so(text):
    answer = go(text)
    assert not answer.calls and answer.text == "All right: nothing is called."


def test_what_stands_beside_a_denied_order_is_done():
    assert go("Don't lock the kitchen door, just dim the lamp in the bedroom").calls == (("dim_lamp", {"room": "bedroom"}),)
    assert go("Return parcel P-17, but don't lock the kitchen door.").calls == (("return_parcel", {"parcel_id": "P-17"}),)


def test_orders_in_disguise_are_orders():
    assert go("Don't forget to fill the bath for 7 minutes").calls == (("fill_bath", {"minutes": 7}),)
    assert go("Why don't you return parcel P-17?").calls == (("return_parcel", {"parcel_id": "P-17"}),)


def test_a_denied_item_is_left_out_and_a_text_is_no_order():
    assert go("Return parcel P-17, not P-18").calls == (("return_parcel", {"parcel_id": "P-17"}),)
    note = tool("leave_note", "Leave a note for the guests.", text="string")
    said = think(Conversation((Message("user", "Leave a note: please don't lock the kitchen door"),), (*TOOLS, note))).calls
    assert [name for name, _ in said] == ["leave_note"] and "don't lock" in said[0][1]["text"]
