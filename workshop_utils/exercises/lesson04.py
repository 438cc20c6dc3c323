"""Exercises of lesson 04: answer parallel calls, survive a raising tool, stop at a limit without a dangling call."""

import json

from .. import harbor_bank as bank
from .engine import Lesson, Wrong, call, short

lesson = Lesson("04")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report


def _call(name: str, call_id: str, **arguments) -> dict:
    return {"type": "function_call", "name": name, "call_id": call_id, "arguments": json.dumps(arguments)}


def _dict(value, what: str) -> dict:
    if not isinstance(value, dict):
        raise Wrong(f"{what} must be a dictionary with type, call_id and output, got {short(value)}.")
    missing = [key for key in ("type", "call_id", "output") if key not in value]
    if missing:
        raise Wrong(f"{what} has no {missing[0]!r}. It needs type, call_id and output; got {short(value)}.")
    if value["type"] != "function_call_output":
        raise Wrong(f"The type of an output is \"function_call_output\", got {short(value['type'])}.")
    if not isinstance(value["output"], str):
        raise Wrong(f"output must be a string (json.dumps makes one), got {short(value['output'])}.")
    return value


@lesson.exercise("q1", prompt="The model made several calls at once. Run them, and give each its output.", solution='''
def answer_calls(calls, functions):
    """Return a list with the output of each call, as a dict like the one in step 4.

    A call is a dict with name, call_id and arguments, a JSON string.
    `functions` maps names to functions.
    """
    outputs = []
    for call in calls:
        result = functions[call["name"]](**json.loads(call["arguments"]))
        outputs.append({"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(result)})
    return outputs
''', hints=[
    "Each call waits for an output of its own. Loop over calls.",
    "How does the model know which output belongs to which call? Not by the order.",
    'Each output is {"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(result)}.',
])
def q1(answer_calls):
    functions = {"get_balance": bank.get_balance, "get_rate": lambda currency: {"rate": 1.5, "currency": currency}}
    calls = [_call("get_balance", "call_b7", account="savings"), _call("get_rate", "call_a2", currency="NOK"),
             _call("get_balance", "call_c9", account="joint")]
    wanted = {"call_b7": bank.get_balance("savings"), "call_a2": {"rate": 1.5, "currency": "NOK"},
              "call_c9": bank.get_balance("joint")}
    if isinstance(found := _try(answer_calls, calls, functions), Exception):
        raise Wrong(f"Your function raised {type(found).__name__}: the arguments of a call are a JSON string. "
                    'json.loads(call["arguments"]) makes a dictionary of them.')
    outputs = found
    if not isinstance(outputs, (list, tuple)):
        raise Wrong(f"One list with an output for each call is wanted, got {short(outputs)}. "
                    f"The model asked for {len(calls)} calls.")
    outputs = [_dict(output, "Each output") for output in outputs]
    if len(outputs) != len(calls):
        raise Wrong(f"The model asked for {len(calls)} calls and got {len(outputs)} output"
                    f"{'' if len(outputs) == 1 else 's'}. The API refuses a call that is left without its output.")
    for output in outputs:
        _right_id(output, wanted)
    if {output["call_id"] for output in outputs} != set(wanted):
        raise Wrong("Two outputs have the same call_id, so one call has two outputs and another has none.")
    return "Each call has its output, and the call_id says which is whose, in whatever order they come."


def _try(answer_calls, calls, functions):
    """What the function returns; a TypeError if it handed the JSON text on as if it were the arguments."""
    try:
        return call(answer_calls, [dict(c) for c in calls], dict(functions))
    except TypeError as error:
        if "must be a mapping, not str" in str(error):
            return error
        raise


def _right_id(output: dict, wanted: dict) -> None:
    """Does this output carry the result of the call whose id it has?"""
    if output["call_id"] not in wanted:
        raise Wrong(f"No call has the id {short(output['call_id'])}. Take call[\"call_id\"] of the call that you answer.")
    try:
        result = json.loads(output["output"])
    except json.JSONDecodeError:
        raise Wrong(f"The output {short(output['output'])} is not JSON. Write the result with json.dumps.") from None
    if result == wanted[output["call_id"]]:
        return
    owner = next((key for key, value in wanted.items() if value == result), None)
    if owner:
        raise Wrong(f"The ids are swapped: the result {short(result)} belongs to {owner} and was sent as "
                    f"{output['call_id']}. The model would tell Ana the wrong balance.")
    raise Wrong(f"For {output['call_id']}: expected {short(wanted[output['call_id']])}, got {short(result)}.")


@lesson.exercise("q2", prompt="Run one call so that it has its output whatever happens: a function may raise, and a model "
                              "may make mistakes.", solution='''
def run_call(call, functions):
    """Return the output of one call, a dict as above, whatever happens.

    If the function raises, the output says what was wrong.
    """
    try:
        output = json.dumps(functions[call["name"]](**json.loads(call["arguments"])))
    except Exception as error:
        output = f"{call['name']} failed: {type(error).__name__}: {error}"
    return {"type": "function_call_output", "call_id": call["call_id"], "output": output}
''', hints=[
    "What must exist for every call, also for one that failed?",
    "Catch the exception around the call of the function; what went wrong becomes the text of the output.",
    'output = f"{call[\'name\']} failed: {type(error).__name__}: {error}"',
])
def q2(run_call):
    functions = {"get_balance": lambda account: {"balance": 20}, "block_card": bank.block_card}
    good = _dict(call(run_call, _call("get_balance", "call_1", account="savings"), functions), "The output")
    if good["call_id"] != "call_1" or "20" not in good["output"]:
        raise Wrong(f"For a function that works, expected call_id call_1 and its result, got {short(good)}.")
    try:
        bad = call(run_call, _call("block_card", "call_2", last_four="4417"), functions)
    except bank.CardNotFound:
        raise Wrong("The tool's exception went through your function and ends the loop. The model never learns what "
                    "happened, and its call stays without an output. Catch it, and make it the output.") from None
    bad = _dict(bad, "The output of a failed call")
    if bad["call_id"] != "call_2":
        raise Wrong(f"The output of the failed call has the id {short(bad['call_id'])}, expected call_2.")
    if "Traceback" in bad["output"]:
        raise Wrong("A traceback is long, shows your files, and tells a model little. Send the type and the message.")
    if "no card ends with 4417" not in bad["output"]:
        raise Wrong(f"The output {short(bad['output'])} does not say what was wrong. The model can only mend what it is "
                    'told: send the message of the error, "no card ends with 4417 …".')
    _answers_any(run_call, functions)
    return "Every call has its output, and it says what was wrong: the model can tell Ana, or try another card."


def _answers_any(run_call, functions) -> None:
    """A name that does not exist and arguments that are no JSON are errors of the model, and results like any other."""
    broken = {"type": "function_call", "name": "get_balance", "call_id": "call_4", "arguments": '{"account": "sav'}
    for what, one in (("an unknown function", _call("get_blance", "call_3", account="savings")), ("broken JSON", broken)):
        try:
            output = call(run_call, one, functions)
        except Exception as error:
            raise Wrong(f"A call with {what} raised {type(error).__name__} and has no output. Models write such calls, too: "
                        "take json.loads and the look-up of the function into the try.") from None
        if _dict(output, f"The output for {what}")["call_id"] != one["call_id"]:
            raise Wrong(f"The output for {what} has the id {short(output['call_id'])}, expected {one['call_id']}.")


@lesson.exercise("q3", prompt="Ask the model until it answers, but not for ever, and leave `items` whole.", solution='''
def run_turns(ask, run_call, items, max_turns):
    """Ask the model until it answers, at most `max_turns` times; return the answer's content, or None.

    `ask(items)` returns the model's new items, `run_call(call)` the output of a call.
    Add both to `items`.
    """
    for turn in range(max_turns):
        output = ask(items)
        items.extend(output)
        calls = [item for item in output if item["type"] == "function_call"]
        if not calls:
            return output[-1]["content"]
        items.extend(run_call(call) for call in calls)
    return None
''', hints=[
    "Count the requests to the model: for turn in range(max_turns).",
    "When the last turn ends in calls: which items must be in the list before you leave?",
    "Run the calls and add their outputs in every turn, the last one too; return None after the loop.",
])
def q3(run_turns):
    _stops(run_turns)
    _answers(run_turns)
    return "It stops after max_turns, returns an answer that comes in time, and leaves no call without its output."


def _run(one: dict) -> dict:
    return {"type": "function_call_output", "call_id": one["call_id"], "output": "still closed"}


def _asker(answers_at: int | None):
    """Stands for a model: asks for two calls each time, or answers at the given request."""
    asked = []

    def ask(items):
        asked.append(len(items))
        if len(asked) > 50:
            raise Wrong("The model was asked more than 50 times. Does the loop look at max_turns?")
        if len(asked) == answers_at:
            return [{"type": "message", "role": "assistant", "content": "The vault opens at nine."}]
        return [_call("try_door", f"call_{len(asked)}{side}", side=side) for side in ("a", "b")]
    return ask, asked


def _stops(run_turns) -> None:
    ask, asked = _asker(answers_at=None)
    items = [{"role": "user", "content": "Is the vault open?"}]
    answer = call(run_turns, ask, _run, items, 3)
    if len(asked) != 3:
        raise Wrong(f"With max_turns=3 and a model that never stops, the model was asked {len(asked)} "
                    f"time{'' if len(asked) == 1 else 's'}; expected 3.")
    called = [item["call_id"] for item in items if item.get("type") == "function_call"]
    answered = [item["call_id"] for item in items if item.get("type") == "function_call_output"]
    dangling = [call_id for call_id in called if call_id not in answered]
    if len(called) < 6:
        raise Wrong(f"Three turns with two calls each should leave 6 calls in items, found {len(called)}. "
                    "Add what the model said to items.")
    if dangling:
        raise Wrong(f"A dangling call: {dangling[0]} stands in items without an output. The next request with this list "
                    "is refused. Run the calls of the last turn, too, before you leave.")
    if answer is not None:
        raise Wrong(f"There was no answer after max_turns; expected None, got {short(answer)}.")


def _answers(run_turns) -> None:
    ask, asked = _asker(answers_at=3)
    items = [{"role": "user", "content": "Is the vault open?"}]
    answer = call(run_turns, ask, _run, items, 3)
    if answer != "The vault opens at nine.":
        raise Wrong("The model answered in its third turn, within max_turns=3: expected \"The vault opens at nine.\", "
                    f"got {short(answer)}.")
    ask, asked = _asker(answers_at=2)
    call(run_turns, ask, _run, [{"role": "user", "content": "Is the vault open?"}], 5)
    if len(asked) != 2:
        raise Wrong(f"The model answered at its second request and was asked {len(asked)} times. Stop when no call comes.")


lesson.ask("who runs it", "The model answers with a function_call for get_balance. Who runs the function?", [
    ("The model, inside the provider's data centre", False,
     "The model only writes text: a name and JSON arguments. It has no access to your functions."),
    ("The openai package, when the response arrives", False,
     "The package hands you the call as data and does nothing with it. Chat is our own loop around it."),
    ("Your code, if and when it decides to", True,
     "You hold the function and the decision: you may check the arguments, ask a person, or refuse."),
])
