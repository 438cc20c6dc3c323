"""Lesson 02: typical wrong answers and what is said of them (test_every_exercise.py asks), and whose the base model is."""

import pytest

from workshop_utils import connection
from workshop_utils.exercises import lesson02 as ex

FLATTEN = ex.q1.source
AS_IN_TRAINING = FLATTEN.replace(' + ["Assistant:"]', "")
DROPS_AN_EMPTY_TURN = FLATTEN.replace("for message in messages]", 'for message in messages if message["content"]]')
SPACE_AT_THE_END = FLATTEN.replace('"Assistant:"]', '"Assistant: "]')
NO_END = FLATTEN.replace("<|end|>", "")
END_EVERYWHERE = FLATTEN.replace("User: {}", "User: {}<|end|>")
NO_DEVELOPER = FLATTEN.replace("in messages]", 'in messages if message["role"] != "developer"]')
ONE_LINE = FLATTEN.replace('"\\n".join', '" ".join')
BLANK_LINES = FLATTEN.replace('"\\n".join', '"\\n\\n".join')
A_LIST = 'def flatten(messages):\n    return [f"{m[\'role\']}: {m[\'content\']}" for m in messages]'
CAPITALS = FLATTEN.replace('.format(message["content"])', '.format(message["content"].upper())')
LEARNT_BY_HEART = 'def flatten(messages):\n    return "User: Where is Porto, or Riga?\\nAssistant:"'
NO_FORMAT = 'def flatten(messages):\n    return "\\n".join(messages)'

CHAT = ex.q2.source
LAST_MESSAGE_ONLY = CHAT.replace("ask(history)", "ask(history[-1:])")
FORGETS_ITS_ANSWERS = CHAT.replace('        history.append({"role": "assistant", "content": answer})\n', "")
ANSWERS_AS_USER = CHAT.replace('"role": "assistant"', '"role": "user"')
SHARED = "history = []\n" + CHAT.replace("    history = []\n", "")
SHARED_BY_DEFAULT = CHAT.replace("make_chat(ask)", "make_chat(ask, history=[])").replace("    history = []\n", "")
SENDS_A_TEXT = CHAT.replace("ask(history)", "ask(text)")
RETURNS_NOTHING = CHAT.replace("        return answer\n", "")
ASKS_TWICE = CHAT.replace("return answer", "return ask(history[:-1])")
NO_FUNCTION = CHAT.replace("    return say", '    return say("Hello.")')
INVENTS_THE_ANSWER = CHAT.replace("return answer", 'return "Your name is Ana."')

TRIM = ex.q3.source
DROPS_THE_RULES = """
def trim(messages, budget, count):
    while count(messages) > budget:
        messages = messages[1:]
    return messages
"""
DROPS_WHAT_FITS = """
def trim(messages, budget, count):
    kept = list(messages)
    while count(kept) >= budget and len(kept) > 2:
        del kept[1:3]
    return kept
"""
DROPS_THE_QUESTION = DROPS_WHAT_FITS.replace(">= budget and len(kept) > 2", "> budget and len(kept) > 1")
KEEPS_ALL = "def trim(messages, budget, count):\n    return messages[:]"
DEVELOPER_FOR_FREE = TRIM.replace("count(developer + turns)", "count(turns)")
HALF_A_TURN = TRIM.replace("turns[2:]", "turns[1:]")
FROM_THE_NEW_END = TRIM.replace("turns[2:]", "turns[:-2]")
TOO_LITTLE = TRIM.replace("return developer + turns", "return developer + turns[-1:]")
TAKES_WHAT_FITS = """
def trim(messages, budget, count):
    kept = [messages[0], messages[-1]]
    for n in range(1, len(messages) - 1, 2):
        longer = kept[:-1] + messages[n:n + 2] + kept[-1:]
        if count(longer) <= budget:
            kept = longer
    return kept
"""
CHANGES_THE_LIST = """
def trim(messages, budget, count):
    while len(messages) > 2 and count(messages) > budget:
        del messages[1:3]
    return messages
"""
CUTS_TEXTS = TRIM.replace("return developer + turns", 'return developer + [{**turns[0], "content": "…"}] + turns')
A_TEXT = "def trim(messages, budget, count):\n    return str(messages)"
BACKWARDS = TRIM.replace("return developer + turns", "return developer + turns[::-1]")


WRONG = [
    ("q1", AS_IN_TRAINING, "The last mark is missing"),
    ("q1", DROPS_AN_EMPTY_TURN, "The empty turn is gone"),
    ("q1", SPACE_AT_THE_END, "must end with the colon"),
    ("q1", NO_END, "stands 0 times in the text; expected 2"),
    ("q1", END_EVERYWHERE, "stands 1 times in the text; expected 0"),
    ("q1", NO_DEVELOPER, "are User, Assistant, User, Assistant, User, Assistant; expected Developer, User"),
    ("q1", ONE_LINE, "The marks at the beginnings of the lines are User; expected User, Assistant"),
    ("q1", BLANK_LINES, "For line 2: got ''"),
    ("q1", A_LIST, "flatten must return one text"),
    ("q1", CAPITALS, "For line 1: got 'User: WHERE"),
    ("q1", LEARNT_BY_HEART, "For line 1: got 'User: Where is Porto, or Riga?'"),
    ("q2", LAST_MESSAGE_ONLY, "only the last message was sent"),
    ("q2", FORGETS_ITS_ANSWERS, "the model's own answers are missing"),
    ("q2", ANSWERS_AS_USER, "For the messages of turn 2"),
    ("q2", SHARED, "Two chats share one history"),
    ("q2", SHARED_BY_DEFAULT, "Two chats share one history"),
    ("q2", SENDS_A_TEXT, "ask wants a list of messages"),
    ("q2", RETURNS_NOTHING, "say returned None"),
    ("q2", ASKS_TWICE, "in all it was called 2 times"),
    ("q2", NO_FUNCTION, "make_chat must return the function say"),
    ("q2", INVENTS_THE_ANSWER, "say returned 'Your name is Ana.'"),
    ("q3", DROPS_THE_RULES, "The developer message is gone"),
    ("q3", DROPS_WHAT_FITS, "Stop cutting as soon as the rest fits"),
    ("q3", DROPS_THE_QUESTION, "These two stay all the same"),
    ("q3", KEEPS_ALL, "With a budget of"),
    ("q3", DEVELOPER_FOR_FREE, "The model counts the developer message, too"),
    ("q3", HALF_A_TURN, "an answer without its question"),
    ("q3", FROM_THE_NEW_END, "The user's last message is gone"),
    ("q3", TOO_LITTLE, "Stop cutting as soon as the rest fits"),
    ("q3", TAKES_WHAT_FITS, "There is a gap"),
    ("q3", CHANGES_THE_LIST, "trim has changed the list"),
    ("q3", CUTS_TEXTS, "was not in the conversation"),
    ("q3", A_TEXT, "must return a list of messages"),
    ("q3", BACKWARDS, "not in the order of the conversation"),
    ("q1", NO_FORMAT, "line 2", "raised"),
]


@pytest.fixture
def settings_read_anew():
    connection.reset()
    yield
    connection.reset()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_base_model_is_the_one_of_this_process_whichever_provider_is_chosen(elsewhere, monkeypatch, settings_read_anew):
    if elsewhere:
        with_base_url = connection.practice_server().base_url
        monkeypatch.delenv("WORKSHOP_PROVIDER", raising=False)
        monkeypatch.setenv("WORKSHOP_BASE_URL", with_base_url)
        connection.reset()
    client, name = ex.practice_base()
    assert str(client.base_url).startswith(connection.practice_server().base_url)
    assert elsewhere == (client is not connection.connect())
    assert client.completions.create(model=name, prompt="Where is", max_tokens=1).model == name
