"""Whatever legal conversation comes, the mind answers: odd words, odd schemas, odd outputs, calls without an end."""

import random
from datetime import date

from workshop_utils.practice.api.schemas import schema_problem
from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Answer, Call, Conversation, Message, Output, ToolSpec

WORDS = ("send book order the a Oslo Ana 4471 $25 tomorrow 3 pm \"quoted text\" and then not it 20% find weather ??? 12.5 kg "
         "ana@x.org — ünï 7/8 null [] {} <x> \n 1e400 99999999999999999999 February 30 13:99 minus half twice "
         "cancel it background task t-1 running done? wait until start all second").split(" ")
VALUES = [None, True, False, 0, 1, -3, 2.5, 10**30, "", "Oslo", "a b", ["x"], {"a": 1}, [], {}, "null"]
TEXTS = ["The city, e.g. Oslo", "", "amount in euros (default 5)", "YYYY-MM-DD", "list of ids"]
OUTPUTS = ["", '{"id": 5}', "[1,2]", "failed: x", '{"status":"working"}', "null", '"x"', '{"a":{"b":[{"c":1}]}}', "ünï 4471",
           '{"task_id": "t-1", "status": "working", "progress": {"fraction": 0.5}}', '[{"id": 1, "status": "failed"}, {"id": 2, "state": "done"}]', '{"job": true, "status": null}', '{"tasks": []}']
NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems")


def schema(chance: random.Random, depth: int = 0) -> dict:
    """A schema with something of everything; most are legal."""
    kinds = ["string", "integer", "number", "boolean", "array", "object", "null", ["string", "null"], ["integer", "string"], None]
    made = {"type": chance.choice(kinds) if depth else "object"}
    made = {key: value for key, value in made.items() if value is not None}
    extras = {"enum": [chance.choice(VALUES) for _ in range(chance.randint(1, 4))], "const": chance.choice(VALUES),
              "description": chance.choice(TEXTS), "default": chance.choice(VALUES), "pattern": chance.choice(["^[a-z]+$", r"\d{4}"]),
              "format": chance.choice(["date", "date-time", "email", "uuid", "x"]), "$ref": chance.choice(["#/$defs/A", "#", "#/nope"])}
    extras |= {name: chance.choice([0, 1, 5]) for name in NUMBERS}
    made |= {name: value for name, value in extras.items() if chance.random() < (0.2 if name in ("enum", "description") else 0.06)}
    if depth < 3 and made.get("type") in ("array", "object", None):
        made |= inner(chance, depth)
    return made


def inner(chance: random.Random, depth: int) -> dict:
    names = chance.sample(["city", "a", "ünï", "to", "x y", "", "amount", "date", "items", "minutes", "task_id"], chance.randint(0, 4))
    found = {"properties": {name: schema(chance, depth + 1) for name in names}, "required": chance.choice([names, [], ["missing"]]),
             "items": schema(chance, depth + 1), "$defs": {"A": schema(chance, 3)}}
    options = {name: [schema(chance, depth + 1) for _ in range(chance.randint(1, 3))] for name in ("anyOf", "oneOf", "allOf")}
    return found | {name: value for name, value in options.items() if chance.random() < 0.1}


def text(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 25)))


def item(chance: random.Random, number: int):
    kind = chance.random()
    if kind < 0.6:
        return Message(chance.choice(["user", "developer", "assistant"]), text(chance))
    if kind < 0.8:
        return Call(f"c{number}", chance.choice(["tool_0", "other"]), chance.choice([{}, {"city": "Oslo"}, {"a": [1]}, {"task": {"function": "x"}}, {"task_id": "t-1"}]))
    return Output(f"c{number - 1}", chance.choice([*OUTPUTS, text(chance)]))


def conversation(seed: int) -> Conversation:
    chance = random.Random(seed)
    about = ["Send an email", "", "Weather of a city", "Write python code", "Call it if the sentence is unfinished", "Start work in the background", "Status of a task", "Cancel a task"]
    schemas = [dispatching(chance) if chance.random() < 0.3 else legal(chance) for _ in range(chance.randint(0, 3))]
    tools = tuple(ToolSpec(f"tool_{number}", chance.choice(about), one) for number, one in enumerate(schemas))
    return Conversation(items=tuple(item(chance, number) for number in range(chance.randint(0, 6))), tools=tools,
                        tool_choice=chance.choice(["auto", "auto", "none", "required"]), parallel=chance.random() < 0.7,
                        format=chance.choice([None, None, {}, legal(chance)]), today=date(2026, 11, 22))


def legal(chance: random.Random) -> dict:
    """A schema that the API lets through; the mind never sees another one."""
    while schema_problem(made := schema(chance), strict=False):
        pass
    return made


def dispatching(chance: random.Random) -> dict:
    """A schema of one parameter that names the function it is for; some lack the name."""
    def named(name):
        one = legal(chance)
        return {**one, "type": "object", "properties": {**one.get("properties", {}), **({"function": {"enum": [name]}} if chance.random() < 0.9 else {})}}
    wrapped = {"anyOf": [named(name) for name in ("find_city", "send_note", "x")[:chance.randint(1, 3)]]}
    made = {"type": "object", "properties": {"task": chance.choice([wrapped, {"oneOf": [wrapped, {"type": "null"}]}, {"$ref": "#/$defs/T"}])}, "required": ["task"], "$defs": {"T": wrapped}}
    return made if not schema_problem(made, strict=False) else legal(chance)


def test_every_legal_conversation_gets_an_answer(rounds):
    for seed in range(rounds(300, 5000)):
        asked = conversation(seed)
        answer = think(asked)
        assert isinstance(answer, Answer), seed
        assert isinstance(answer.text, str), seed
        assert {name for name, _ in answer.calls} <= {tool.name for tool in asked.tools}, seed


def test_the_same_conversation_gets_the_same_answer():
    for seed in range(20):
        assert think(conversation(seed)) == think(conversation(seed))
