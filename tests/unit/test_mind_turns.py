"""Over several turns: going on after results, corrections, polling, pending calls, follow-ups, values from before."""

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec


def tool(name, description, required=(), /, **properties):
    return ToolSpec(name, description, {"type": "object", "properties": {k: {"type": "string", "description": v} for k, v in properties.items()}, "required": list(required)})


CONTACT = tool("find_contact", "Find the email address of a person.", ["name"], name="name of the person")
MAIL = tool("send_mail", "Send an email.", ["to", "subject"], to="address of the recipient", subject="subject line")
START = tool("create_task", "Start a task in the background.", ["topic"], topic="what it is about")
CHECK = tool("check_task", "Status of a background task.", ["task_id"], task_id="id of the task")
WEATHER = tool("get_weather", "Current weather of a city.", ["city"], city="name of the city")


def go(*items, tools):
    return think(Conversation(items=tuple(Message("user", i) if isinstance(i, str) else i for i in items), tools=tuple(tools)))


def done(call_id, name, arguments, output):
    return Call(call_id, name, arguments), Output(call_id, output)


def test_the_second_step_uses_the_first_steps_result():
    ask = "Find the address of Karl Berg and send him an email with the subject 'Lunch'"
    assert go(ask, tools=(CONTACT, MAIL)).calls == (("find_contact", {"name": "Karl Berg"}),)
    found = done("1", "find_contact", {"name": "Karl Berg"}, '{"email": "karl@berg.no"}')
    assert go(ask, *found, tools=(CONTACT, MAIL)).calls == (("send_mail", {"to": "karl@berg.no", "subject": "Lunch"}),)
    sent = done("2", "send_mail", {"to": "karl@berg.no", "subject": "Lunch"}, '{"status": "sent"}')
    assert not go(ask, *found, *sent, tools=(CONTACT, MAIL)).calls


def test_a_follow_up_changes_only_what_is_new():
    before = done("1", "get_weather", {"city": "Oslo"}, '{"temperature": 4}')
    assert go("Weather in Oslo?", *before, Message("assistant", "4 degrees."), "And in Rome?", tools=(WEATHER,)).calls == (("get_weather", {"city": "Rome"}),)


def test_an_answer_to_its_question_completes_the_call():
    asked = Message("assistant", "Which city do you mean?")
    assert go("What is the weather?", asked, "Lisbon", tools=(WEATHER,)).calls == (("get_weather", {"city": "Lisbon"}),)


def test_a_wrong_argument_name_is_corrected_once():
    failed = done("1", "get_weather", {"town": "Oslo"}, 'get_weather has no argument "town". Did you mean "city"?')
    assert go("Weather in Oslo?", *failed, tools=(WEATHER,)).calls == (("get_weather", {"city": "Oslo"}),)
    again = done("2", "get_weather", {"city": "Oslo"}, "failed: no connection")
    answer = go("Weather in Oslo?", *failed, *again, tools=(WEATHER,))
    assert not answer.calls and "no connection" in answer.text


def test_a_pending_call_is_not_repeated_and_the_talk_goes_on():
    pending = Call("1", "create_task", {"topic": "otters"})
    waiting = go("Start a task about otters", pending, tools=(START, CHECK))
    assert not waiting.calls and "still running" in waiting.text
    assert go("Start a task about otters", pending, "What is 2 plus 3?", tools=(START, CHECK)).text.startswith("2 plus 3 = 5")


def test_is_it_done_checks_the_task_that_was_started():
    started = done("1", "create_task", {"topic": "otters"}, '{"task_id": "t-1", "status": "working"}')
    assert go("Start a task about otters", *started, Message("assistant", "Started."), "Is it done?", tools=(START, CHECK)).calls == (("check_task", {"task_id": "t-1"}),)


def test_it_polls_only_when_told_to_wait():
    started = done("1", "check_task", {"task_id": "t-1"}, '{"task_id": "t-1", "status": "working", "as_of": "10:00"}')
    assert not go("Check the status of task t-1", *started, tools=(CHECK,)).calls
    assert go("Wait until the background task t-1 is done, check its status", *started, tools=(CHECK,)).calls == (("check_task", {"task_id": "t-1"}),)


def test_comparisons_name_the_winner():
    pairs = done("1", "get_weather", {"city": "Oslo"}, '{"temperature": 4}') + done("2", "get_weather", {"city": "Rome"}, '{"temperature": 15}')
    answer = go("Weather in Oslo and Rome: which is warmer?", *pairs, tools=(WEATHER,)).text
    assert answer.startswith("Rome has the highest temperature (15).") and "4" in answer


def test_plain_text_numbers_lists_and_empty_results_are_told():
    def told(output):
        return go("Weather in Oslo?", *done("1", "get_weather", {"city": "Oslo"}, output), tools=(WEATHER,)).text
    assert told("It is sunny.") == "It is sunny."
    assert "7" in told("7") and "rain" in told('["rain", "wind"]') and "nothing was found" in told("[]")


def test_what_a_first_call_is_to_find_is_waited_for():
    tools = (ToolSpec("search_people", "Find a person's email address by name.", {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}),
             ToolSpec("send_mail", "Send an email to someone.", {"type": "object", "required": ["to", "subject", "body"], "properties": {k: {"type": "string"} for k in ("to", "subject", "body")}}))
    items = (Message("user", 'Find Tom\'s address, then mail him "Back at noon" with the subject "Today"'),)
    first = think(Conversation(items=items, tools=tools))
    assert first.calls == (("search_people", {"name": "Tom"}),)
    items += (Call("c1", *first.calls[0]), Output("c1", '{"name": "Tom", "email": "tom@x.org"}'))
    assert think(Conversation(items=items, tools=tools)).calls == (("send_mail", {"to": "tom@x.org", "subject": "Today", "body": "Back at noon"}),)


def test_a_function_without_parameters_is_called_by_what_it_is_named_for():
    tools = (ToolSpec("recall_notes", "Recall what was noted about this customer so far.", {"type": "object", "properties": {}}),
             ToolSpec("exchange_rate", "Units of a foreign currency for one euro.", {"type": "object", "required": ["currency"], "properties": {"currency": {"type": "string", "enum": ["NOK", "USD"]}}}))
    assert think(Conversation(items=(Message("user", "What was noted about me?"),), tools=tools)).calls == (("recall_notes", {}),)
    assert not think(Conversation(items=(Message("user", "What is the capital of Peru?"),), tools=tools)).calls
