"""The whole mind on small conversations: calls, questions, answers from results, honesty."""

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec

WEATHER = ToolSpec("get_weather", "Current weather of a city.", {
    "type": "object", "required": ["city"],
    "properties": {"city": {"type": "string", "description": 'city and country, e.g. "Oslo, Norway"'},
                   "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}}})
PAY = ToolSpec("transfer", "Transfer money to a person.", {
    "type": "object", "required": ["amount", "to"], "properties": {"amount": {"type": "number"}, "to": {"type": "string"}}})


def ask(*items, tools=(WEATHER, PAY), **options):
    first = [Message("user", item) if isinstance(item, str) else item for item in items]
    return think(Conversation(items=tuple(first), tools=tools, **options))


def test_one_call_per_city():
    assert ask("What's the weather in Oslo and Paris?").calls == (("get_weather", {"city": "Oslo"}), ("get_weather", {"city": "Paris"}))


def test_one_call_at_a_time_without_parallel():
    first = ask("What's the weather in Oslo and Paris?", parallel=False)
    assert first.calls == (("get_weather", {"city": "Oslo"}),)
    done = (Call("1", "get_weather", {"city": "Oslo"}), Output("1", '{"temperature": 4}'))
    assert ask("What's the weather in Oslo and Paris?", *done, parallel=False).calls == (("get_weather", {"city": "Paris"}),)


def test_a_missing_required_argument_is_asked_for():
    answer = ask("Transfer money to Ana")
    assert not answer.calls and "amount" in answer.text and answer.text.endswith("?")


def test_results_are_named_in_the_answer():
    answer = ask("Weather in Oslo?", Call("1", "get_weather", {"city": "Oslo"}), Output("1", '{"temperature": 4, "sky": "grey"}'))
    assert not answer.calls and "4" in answer.text and "grey" in answer.text and "Oslo" in answer.text


def test_it_holds_back_and_says_what_it_is():
    assert not ask("What is the capital of France?").calls
    assert "practice model" in ask("What are you?").text
    assert not ask("Weather in Oslo?", tool_choice="none").calls
