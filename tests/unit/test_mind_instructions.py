"""Instructions on form are followed, the developer's over the user's; words that only occur are no instruction."""

import pytest

from workshop_utils.practice.mind import instructions, think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec
from workshop_utils.practice.mind.turn import read_turn

SAID = "The ferry leaves at 8:15. It takes cars. Bring a coat."


def styled(developer, user="When does it leave?", text=SAID, earlier=()):
    messages = [Message("developer", developer), *(Message("user", e) for e in earlier), Message("user", user)]
    return instructions.apply(instructions.rules(messages), text)


FOLLOWED = [
    ("Answer in upper case.", SAID.upper()), ("Write everything in lowercase please.", SAID.lower()), ("Keep your answers short.", "The ferry leaves at 8:15."),
    ("Answer in at most two sentences.", "The ferry leaves at 8:15. It takes cars."), ("Use no more than 4 words.", "The ferry leaves at"),
    ("Answer in bullet points.", "- The ferry leaves at 8:15.\n- It takes cars.\n- Bring a coat."), ("Reply as a numbered list.", "1. The ferry leaves at 8:15.\n2. It takes cars.\n3. Bring a coat."),
    ('End every answer with "Safe trip!"', SAID + "\nSafe trip!"), ('Always begin your replies with "Ahoy:"', "Ahoy: " + SAID), ("Close with the line: Yours, the harbour", SAID + "\nYours, the harbour"),
    ('Reply with exactly "Under repair".', "Under repair"), ("Say exactly: pier closed", "pier closed"), ("Address the user as Dr. Holt.", "Dr. Holt, the ferry leaves at 8:15. It takes cars. Bring a coat."),
    ("Answer with one word.", "8:15"), ("Answer as JSON.", '{"answer": "' + SAID + '"}'), ("You are kind. Do not use bullet points.", SAID), ("Never answer in upper case.", SAID),
    ("If the user asks about prices, reply with exactly \"Ask at the desk.\"", SAID), ("If the user asks when it leaves, answer in upper case.", SAID.upper()), ("You help travellers of the harbour.", SAID),
]
HELD_BACK = [
    ("Respond only in capital letters.", SAID.upper()), ("Limit your reply to one sentence.", "The ferry leaves at 8:15."), ("Your replies must be in lower case", SAID.lower()), ("Finish each reply with the words \"Over and out\"", SAID + "\nOver and out"),
    ("Be concise.", "The ferry leaves at 8:15."), ("Start with the word Sure", "Sure " + SAID), ("Call the user Captain.", "Captain, the ferry leaves at 8:15. It takes cars. Bring a coat."), ("Don't reply in JSON.", SAID),
    ("Give your answer in exactly 2 bullet points.", "- The ferry leaves at 8:15.\n- It takes cars."), ("Answer in all caps and end with \"over\"", SAID.upper() + "\nover"),
]


@pytest.mark.parametrize("order, wanted", FOLLOWED, ids=[order for order, _ in FOLLOWED])
def test_the_developer_is_followed(order, wanted):
    assert styled(order) == wanted


def test_orders_that_no_rule_was_tuned_on():
    wrong = [(o, styled(o)) for o, wanted in HELD_BACK if styled(o) != wanted]
    assert len(wrong) <= 1, wrong


def test_the_developer_wins_over_the_user():
    assert styled("Answer in lower case.", "When does it leave? Answer in upper case.") == SAID.lower()
    assert styled("Answer in lower case.", "Answer in one sentence: when does it leave?") == "the ferry leaves at 8:15."


def test_a_user_is_followed_where_nothing_forbids_it():
    assert styled("You are kind.", "When does it leave? Please answer in upper case.") == SAID.upper()
    assert styled("You are kind.", "And the boat?", earlier=("From now on answer in one sentence.",)) == "The ferry leaves at 8:15."
    assert styled("You are kind.", "And the boat?", earlier=("Answer in one sentence: what is a pier?",)) == SAID
    assert styled("You are kind.", "Hi", "Hello! What can I do for you?", earlier=("Call me Sam",)) == "Hello, Sam! What can I do for you?"


@pytest.mark.parametrize("request_", ["Write a function that makes text upper case", "What does formal mean?", "How many words are in this?", "Transfer 20 euros to Ana", "Is json a good format?",
                                      "Find the shortest of these words", "Convert it to upper case", "What is the closing line of the play?"])
def test_words_on_form_in_a_request_are_no_order(request_):
    assert styled("You are kind.", request_) == SAID


def test_one_of_some_answers():
    assert styled("Answer only with yes or no.", text="The pier is open.") == "yes"
    assert styled("Answer only with yes or no.", text="The pier is not open.") == "no"
    assert "do not know" in styled("Answer only with yes or no.", text="I do not know.")
    assert styled("Reply with one of: billing, technical, shipping.", "My parcel never came.", "I do not know.") == "shipping"


def test_formal_and_casual_set_phrases():
    assert styled("Be formal.", "Hi", "Hello! What can I do for you?") == "Good day. How may I assist you?"
    assert styled("Use an informal tone.", "Hi", "I do not know: no function fits.").startswith("No idea, sorry")


def off(developer, user):
    return instructions.off_topic(read_turn(Conversation(items=(Message("developer", developer), Message("user", user)))))


def test_one_topic_only():
    only = "Only talk about gardening. Politely decline anything else."
    assert off(only, "Who won the football match?") == "I may only talk about gardening."
    assert not off(only, "How do I water my garden?") and not off(only, "Hello!") and not off("Be kind.", "Who won?")
    assert off("Never talk about politics.", "Who won the election?") and not off("Never talk about politics.", "How warm is it?")


def test_json_in_words_is_known_to_the_caller():
    assert instructions.wants_json(instructions.rules([Message("developer", "Reply in valid JSON.")]))
    assert not instructions.wants_json(instructions.rules([Message("developer", "Be brief.")]))


def said(*messages, **options):
    return think(Conversation(items=tuple(Message(role, text) for role, text in messages), **options)).text


def test_the_developers_form_holds_for_what_a_user_dictates():
    assert said(("developer", "Answer in lower case."), ("user", 'Reply with exactly "Hello There".')) == "hello there"
    assert said(("developer", 'Reply with exactly "Closed".'), ("user", "Hi. Answer in upper case.")) == "Closed"


def test_an_order_of_form_after_a_question_does_not_hide_the_question():
    assert said(("user", "My name is Ana."), ("assistant", "Noted."), ("user", "What is my name? Answer in lower case.")) == "your name is ana."
    assert said(("user", "Hello. Please answer in lower case.")) == "hello! what can i do for you?"
    assert instructions.without_orders("Answer in one sentence: when does it leave?") == "Answer in one sentence: when does it leave?"


def test_json_asked_for_in_words_is_written():
    assert said(("user", "What is 2 plus 3? Answer in JSON.")) == '{"answer": "2 plus 3 = 5."}'
    assert said(("developer", "Reply in valid JSON with keys name and city."), ("user", "Ana lives in Oslo.")) == '{"name": "Ana", "city": "Oslo"}'


def test_a_forced_function_leaves_unsaid_what_is_not_said():
    tool = ToolSpec("record", "Record a person.", {"type": "object", "required": ["name", "age", "city"], "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "city": {"type": "string"}}})
    answer = think(Conversation(items=(Message("user", "Ana Ruiz is a painter, 34 years old."),), tools=(tool,), tool_choice="record"))
    assert answer.calls == (("record", {"name": "Ana Ruiz", "age": 34, "city": ""}),)


def test_texts_that_a_function_returned_are_answered_from():
    tool = ToolSpec("look", "Search the handbook.", {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]})
    found = '[{"title": "Opening", "text": "The library opens at nine. It closes at six."}, {"title": "Rules", "text": "Dogs are not allowed. Coffee is fine."}]'
    items = (Message("user", "When does the library open?"), Call("c1", "look", {"query": "library"}), Output("c1", found))
    assert think(Conversation(items=items, tools=(tool,))).text == "The library opens at nine. [Opening]"


def test_a_summary_is_as_long_as_was_asked():
    text = "Otters live in rivers. They eat fish. Otters are fond of fish and of rivers with fish in them. They sleep at noon."
    assert said(("user", f"Summarize in one sentence: {text}")) == "Otters are fond of fish and of rivers with fish in them."
