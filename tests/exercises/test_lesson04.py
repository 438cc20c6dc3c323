"""Lesson 04: typical wrong answers, and the words that help. What holds for every exercise is in test_every_exercise.py."""

ONE_OUTPUT = """
def answer_calls(calls, functions):
    call = calls[0]
    result = functions[call["name"]](**json.loads(call["arguments"]))
    return [{"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(result)}]
"""
SWAPPED_IDS = """
def answer_calls(calls, functions):
    results = [functions[c["name"]](**json.loads(c["arguments"])) for c in calls]
    return [{"type": "function_call_output", "call_id": c["call_id"], "output": json.dumps(r)}
            for c, r in zip(reversed(calls), results)]
"""
ONE_ID = """
def answer_calls(calls, functions):
    return [{"type": "function_call_output", "call_id": calls[0]["call_id"],
             "output": json.dumps(functions[calls[0]["name"]](**json.loads(calls[0]["arguments"])))} for c in calls]
"""
NO_JSON = """
def answer_calls(calls, functions):
    return [{"type": "function_call_output", "call_id": c["call_id"],
             "output": functions[c["name"]](**json.loads(c["arguments"]))} for c in calls]
"""
NOT_PARSED = """
def answer_calls(calls, functions):
    return [functions[c["name"]](**c["arguments"]) for c in calls]
"""
A_GENERATOR = """
def answer_calls(calls, functions):
    for c in calls:
        yield {"type": "function_call_output", "call_id": c["call_id"],
               "output": json.dumps(functions[c["name"]](**json.loads(c["arguments"])))}
"""
PARSES_OUTSIDE = """
def run_call(call, functions):
    arguments = json.loads(call["arguments"])
    try:
        output = json.dumps(functions[call["name"]](**arguments))
    except Exception as error:
        output = str(error)
    return {"type": "function_call_output", "call_id": call["call_id"], "output": output}
"""
LOOKS_UP_OUTSIDE = PARSES_OUTSIDE.replace("arguments = json.loads(call[\"arguments\"])", "function = functions[call[\"name\"]]").replace(
    "functions[call[\"name\"]](**arguments)", "function(**json.loads(call[\"arguments\"]))")
ENDS_THE_LOOP = """
def run_call(call, functions):
    result = functions[call["name"]](**json.loads(call["arguments"]))
    return {"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(result)}
"""
SAYS_NOTHING = """
def run_call(call, functions):
    try:
        output = json.dumps(functions[call["name"]](**json.loads(call["arguments"])))
    except Exception:
        output = "error"
    return {"type": "function_call_output", "call_id": call["call_id"], "output": output}
"""
RETURNS_NONE_ON_ERROR = """
def run_call(call, functions):
    try:
        return {"type": "function_call_output", "call_id": call["call_id"],
                "output": json.dumps(functions[call["name"]](**json.loads(call["arguments"])))}
    except Exception as error:
        print(error)
"""
TRACEBACK = SAYS_NOTHING.replace('output = "error"', "import traceback; output = traceback.format_exc()")
DANGLING = """
def run_turns(ask, run_call, items, max_turns):
    turn = 0
    while True:
        output = ask(items)
        items.extend(output)
        calls = [i for i in output if i["type"] == "function_call"]
        if not calls:
            return output[-1]["content"]
        turn += 1
        if turn == max_turns:
            return None
        items.extend(run_call(c) for c in calls)
"""
NEVER_STOPS = DANGLING.replace("        if turn == max_turns:\n            return None\n", "")
ONE_TOO_MANY = DANGLING.replace("if turn == max_turns", "if turn > max_turns")
FORGETS_THE_CALLS = """
def run_turns(ask, run_call, items, max_turns):
    for _ in range(max_turns):
        output = ask(items)
        calls = [i for i in output if i["type"] == "function_call"]
        if not calls:
            return output[-1]["content"]
        items.extend(run_call(c) for c in calls)
"""

WRONG = [
    ("q1", ONE_OUTPUT, "asked for 3 calls and got 1 output"),
    ("q1", SWAPPED_IDS, "The ids are swapped"),
    ("q1", ONE_ID, "Two outputs have the same call_id"),
    ("q1", NO_JSON, "output must be a string"),
    ("q1", NOT_PARSED, "the arguments of a call are a JSON string"),
    ("q1", A_GENERATOR, "One list with an output for each call is wanted"),
    ("q2", PARSES_OUTSIDE, "A call with broken JSON raised JSONDecodeError"),
    ("q2", LOOKS_UP_OUTSIDE, "A call with an unknown function raised KeyError"),
    ("q2", ENDS_THE_LOOP, "The tool's exception went through your function"),
    ("q2", SAYS_NOTHING, "does not say what was wrong"),
    ("q2", RETURNS_NONE_ON_ERROR, "must be a dictionary"),
    ("q2", TRACEBACK, "A traceback is long"),
    ("q3", DANGLING, "A dangling call"),
    ("q3", NEVER_STOPS, "asked more than 50 times"),
    ("q3", ONE_TOO_MANY, "asked 4 times; expected 3"),
    ("q3", FORGETS_THE_CALLS, "should leave 6 calls in items, found 0"),
]
