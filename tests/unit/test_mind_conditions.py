"""Orders under a condition: what can tell is asked first, and what nothing can tell is asked back."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec


def tool(name, description, required=(), /, **properties):
    return ToolSpec(name, description, {"type": "object", "properties": {k: {"type": "string", "description": v} for k, v in properties.items()}, "required": list(required)})


FROST = tool("frost_tonight", "Whether there will be frost tonight.")
LEVEL = tool("get_water_level", "The level of the water in a tank, in litres.", ["tank"], tank="name of the tank")
COVER = tool("cover_plants", "Cover the plants of a bed.", ["bed"], bed="name of the bed")
FILL = tool("fill_tank", "Fill a tank with water.", ["tank"], tank="name of the tank")
ALL = (FROST, LEVEL, COVER, FILL)


def go(text, *pairs, more=(), tools=ALL):
    items = [item for place, (name, arguments, output) in enumerate(pairs) for item in (Call(str(place), name, arguments), Output(str(place), output))]
    return think(Conversation(items=(Message("user", text), *items, *more), tools=tools))


@pytest.mark.parametrize("text", ["If there is frost tonight, cover the plants of bed Rosa.", "Cover the plants of bed Rosa if there is frost tonight."])
@pytest.mark.parametrize("output, done", [("true", True), ("false", False), ("yes", True), ("No frost.", False)])
def test_what_can_tell_is_called_first_and_its_answer_decides(text, output, done):
    assert [name for name, _ in go(text).calls] == ["frost_tonight"]
    answer = go(text, ("frost_tonight", {}, output))
    assert [name for name, _ in answer.calls] == (["cover_plants"] if done else [])
    assert done or "did not do this" in answer.text


@pytest.mark.parametrize("word, level, done", [("below", 80, True), ("below", 120, False), ("above", 120, True), ("above", 80, False)])
def test_a_number_that_is_looked_up_is_compared(word, level, done):
    answer = go(f"If the level of the tank North is {word} 100 litres, fill tank South.", ("get_water_level", {"tank": "North"}, f'{{"litres": {level}}}'))
    assert [name for name, _ in answer.calls] == (["fill_tank"] if done else [])


def test_what_nothing_can_tell_is_asked_back_and_a_yes_carries_it_out():
    text = "If my aunt is away, cover the plants of bed Rosa."
    answer = go(text)
    assert not answer.calls and answer.text.endswith("?") and "my aunt is away" in answer.text
    assert go(text, more=(Message("assistant", answer.text), Message("user", "Yes, please."))).calls == (("cover_plants", {"bed": "Rosa"}),)


def test_what_stands_beside_a_condition_is_done_all_the_same():
    text = "Fill the tank North. If there is frost tonight, cover the plants of bed Rosa."
    assert [name for name, _ in go(text, ("frost_tonight", {}, "false")).calls] == ["fill_tank"]


@pytest.mark.parametrize("text", ["If possible, fill the tank North.", "Fill the tank North if you can."])
def test_politeness_is_no_condition(text):
    assert go(text).calls == (("fill_tank", {"tank": "North"}),)
