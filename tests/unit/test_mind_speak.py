"""Speaking without calls: honesty, sums, memory, documents, instructions, structured answers, silence, commands, code, judging."""

import json

import pytest

from workshop_utils.practice.mind import code, judge, recipes, silent, sums, think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec


def say(*texts, developer="", **options):
    items = ([Message("developer", developer)] if developer else []) + [Message("user" if i % 2 == 0 else "assistant", t) for i, t in enumerate(texts)]
    return think(Conversation(items=tuple(items), **options)).text


KNOWLEDGE = """Who wrote Hamlet?|What is the capital of Peru?|When did the Second World War end?|How tall is Mount Everest?|Why is the sky blue?|Explain photosynthesis.|Who is the president of France?|What is the speed of light?
Which planet is the largest?|How many bones has a human?|Who painted the Mona Lisa?|What language is spoken in Brazil?|Tell me a joke.|Write a poem about the sea.|What is the population of India?|Who invented the telephone?
What is quantum mechanics?|Translate 'good morning' into Spanish.|What are the symptoms of flu?|How do I bake bread?|What is the meaning of life?|Who won the World Cup in 2014?|What is DNA?|When was Rome founded?|What is the boiling point of water?
How far is the Moon?|Which is the longest river?|What does HTTP mean?|Who discovered penicillin?|What is the best phone?""".replace("\n", "|").split("|")


@pytest.mark.parametrize("question", KNOWLEDGE)
def test_it_never_pretends_to_know(question):
    assert say(question).startswith("I do not know")


@pytest.mark.parametrize("question", ["What are you?", "Are you ChatGPT?", "Are you a real AI?", "Who are you?", "What can you do?", "are you an LLM"])
def test_it_says_what_it_is(question):
    answer = say(question)
    assert "rule-based practice model" in answer and "not an LLM" in answer


@pytest.mark.parametrize(("text", "value"), [("What is 17 times 23?", "391"), ("(12 + 8) / 5", "4"), ("what is 15% of 240", "36"), ("How much is seven plus eight?", "15"), ("2^10", "1024"), ("square root of 81", "9")])
def test_sums(text, value):
    assert say(text).endswith(f"= {value}.")


@pytest.mark.parametrize("text", ["1/0", "9**9**9**9", "what is up", "call 555-0100"])
def test_what_is_no_sum_gets_no_result(text):
    assert sums.answered(text) == ""


def test_it_remembers_what_was_said():
    assert "Ana" in say("My name is Ana.", "Hello Ana.", "What is my name?")
    assert "Bruges" in say("I live in Bruges and I have two cats.", "Noted.", "Where do I live?")


DOCUMENTS = "Documents:\n[hours.md] The pool opens at 7:00. On Sundays it is closed.\n[prices.md] A day ticket costs 6 euros.\nAnswer from the documents."


def test_documents_answer_with_their_source_or_do_not_say():
    assert say("What does a day ticket cost?", developer=DOCUMENTS) == "A day ticket costs 6 euros. [prices.md]"
    assert say("Who built the pool?", developer=DOCUMENTS) == "The documents do not say."


@pytest.mark.parametrize(("order", "check"), [
    ("Answer in upper case.", str.isupper), ("Answer in lower case.", str.islower), ("Answer in one word.", lambda t: len(t.split()) == 1), ("Answer in at most 4 words.", lambda t: len(t.split()) == 4),
    ("End every answer with \"Yours, Harbor\".", lambda t: t.endswith("Yours, Harbor")), ("Answer as a bulleted list.", lambda t: t.startswith("- ")), ("Answer as JSON.", lambda t: "answer" in json.loads(t)),
    ("You only talk about gardening.", lambda t: "gardening" in t)])
def test_instructions_on_form_are_followed(order, check):
    assert check(say("What is 2 plus 2?" if "garden" in order else "What are you?", developer=order))


def test_the_developer_wins_over_the_user():
    assert say("Answer in lower case: what are you?", developer="Always answer in capital letters.").isupper()


def test_structured_answers_follow_the_schema():
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "email": {"type": ["string", "null"]}}, "required": ["name", "age", "email"]}
    assert json.loads(say("Maria Lopez is 34 years old.", format=schema)) == {"name": "Maria Lopez", "age": 34, "email": None}
    assert json.loads(say("hello", format={})) == {"answer": "Hello! What can I do for you?"}


@pytest.mark.parametrize(("text", "label"), [("I was charged twice on my invoice", "billing"), ("The app crashes when I log in", "technical"), ("My parcel has not arrived", "shipping")])
def test_classification_into_an_enum(text, label):
    schema = {"type": "object", "properties": {"category": {"type": "string", "enum": ["billing", "technical", "shipping", "other"]}}, "required": ["category"]}
    assert json.loads(say(text, format=schema)) == {"category": label}


@pytest.mark.parametrize(("old", "new", "verdict"), [
    ("Ana lives in Oslo", "Ana's home is Oslo", "same"), ("Ana lives in Oslo", "Ana moved to Bergen", "update"), ("Ana lives in Oslo", "Tom lives in Bergen", "unrelated"), ("Ana likes coffee", "Ana hates coffee", "contradiction"),
    ("The meeting is at 3 pm", "The meeting is at 4 pm", "contradiction"), ("The rent is 900 euros", "The rent is now 950 euros", "update"), ("Ana is allergic to nuts", "Ana is not allergic to nuts", "contradiction"),
    ("I live in Paris", "I no longer live in Paris", "update"), ("Ana's birthday is May 3", "Ana was born on May 3", "same"), ("Ana likes tea", "Ana drives a Volvo", "unrelated"), ("He is vegetarian", "He eats meat", "contradiction")])
def test_two_statements_are_judged(old, new, verdict):
    assert judge.judge(old, new) == verdict


def test_there_are_enough_recipes_and_each_is_python():
    rows = recipes.recipes()
    assert len(rows) >= 40
    for name, _, parameters, lines in rows:
        compile(f"def {name}({parameters}):\n" + "\n".join("    " + line for line in lines), name, "exec")


@pytest.mark.parametrize(("text", "call", "value"), [
    ("Write a function that computes the factorial of n", "factorial(5)", 120), ("a python function which checks whether a number is prime, please write it; create the function", "is_prime(7)", True),
    ("Create a function called add_tax that multiplies x by 1.25", "add_tax(4)", 5.0), ("Write a tool that returns the sum of a and b, times 2", "compute(2, 3)", 10), ("make a function that converts fahrenheit to celsius", "fahrenheit_to_celsius(212)", 100.0),
    ("Write a function that counts the vowels in a text", "count_vowels('otter')", 2), ("write a function that removes duplicates from a list", "remove_duplicates([1, 1, 2])", [1, 2])])
def test_written_code_does_what_was_asked(text, call, value):
    scope = {}
    exec(code.written(text), scope)  # noqa: S102  (our own recipes)
    assert eval(call, scope) == value  # noqa: S307


def test_a_tool_that_takes_source_gets_code_that_may_call_earlier_tools():
    make = ToolSpec("make_tool", "Makes a new tool.", {"type": "object", "required": ["code"], "properties": {"code": {"type": "string", "description": "Python source code"}}})
    double = ToolSpec("double", "Twice x.", {"type": "object", "properties": {"x": {"type": "number"}}})
    answer = think(Conversation(items=(Message("user", "Create a tool called quadruple that uses double twice"),), tools=(make, double)))
    assert answer.calls[0][0] == "make_tool" and "return double(double(x))" in answer.calls[0][1]["code"]


def test_it_says_when_it_cannot_write_code():
    assert "cannot write" in say("Write a function that proves the Riemann hypothesis")


@pytest.mark.parametrize(("text", "open_end"), [("I would like to", True), ("So the thing is that the", True), ("Wait...", True), ("One latte please", False), ("Book a table.", False), ("yes", False)])
def test_unfinished_sentences(text, open_end):
    assert silent.unfinished(text) == open_end


def test_silence_needs_a_function_that_says_what_it_is_for():
    clear = ToolSpec("hush", "Call this when the speaker has not finished or talks to somebody else.")
    poor = ToolSpec("hush", "A function.")
    for tool, expected in ((clear, (("hush", {}),)), (poor, ())):
        assert think(Conversation(items=(Message("user", "I would like to"),), tools=(tool,))).calls == expected


def test_one_command_per_turn_by_the_grammar():
    rules = 'Write one command per turn. Commands:\n- search("query"): searches\n- open("title"): opens an article\n- quote("text"): keeps a sentence\n- answer("text"): ends'
    items = [Message("developer", rules), Message("user", "What do otters eat?")]
    written = []
    for result in ("otters.md: All about otters\nbeavers.md: Beavers", "Otters eat fish and crabs. They live in rivers.", "ok", "ok"):
        written.append(think(Conversation(items=tuple(items))).text)
        items += [Message("assistant", written[-1]), Message("user", result)]
    assert written == ['search("otters eat")', 'open("otters.md")', 'quote("Otters eat fish and crabs.")', 'answer("Otters eat fish and crabs. [otters.md]")']


def test_asked_for_help_it_names_what_it_can_call():
    tools = (ToolSpec("get_balance", "Balance of an account."), ToolSpec("block_card", "Block a card."))
    assert "get balance, block card" in say("Can you help me?", tools=tools)


def test_a_question_says_what_is_wanted():
    tool = ToolSpec("book_trip", "Book a trip.", {"type": "object", "required": ["start"], "properties": {"start": {"type": "string", "description": "day YYYY-MM-DD"}}})
    assert say("Book a trip", tools=(tool,)) == "Which start do you mean (day YYYY-MM-DD)?"


@pytest.mark.parametrize(("name", "arguments", "output", "sentence"), [
    ("set_card_limit", {"last_four": "4471", "limit": 800}, '{"card": "4471", "limit": 800}', "Done: card 4471, limit 800."),
    ("recall_notes", {}, '["prefers email"]', "Notes: prefers email."), ("weather", {"city": "Oslo"}, "sunny in Oslo", "Weather in Oslo: sunny in Oslo."),
    ("add_note", {"text": "tea, no milk"}, "noted", "Noted: tea, no milk."), ("find_fee", {"topic": "card"}, "A new card costs 12 EUR.", "A new card costs 12 EUR."),
    ("block_card", {"last_four": "4471"}, "block_card failed: LookupError: no card ends with 4471. Other calls of this turn are not affected.", "block_card did not work: no card ends with 4471.")])
def test_a_result_is_said_as_a_person_would(name, arguments, output, sentence):
    answer = think(Conversation(items=(Message("user", "Please see to it"), Call("c1", name, arguments), Output("c1", output)), tools=(ToolSpec(name, "A function."),)))
    assert answer.text == sentence
