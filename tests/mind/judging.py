"""Whether an answer of the mind is what a conversation case expects; run as a program it lists the failures."""

import json
import re
import sys
from pathlib import Path

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output

HERE = Path(__file__).parent
HONEST = re.compile(r"\b(?:do not know|don't know|cannot|can't|practice model|none of|only a small)\b", re.IGNORECASE)


def load(name):
    """The cases of a file."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def conversation(case, tools):
    """The conversation of a case: strings are the user's, lists are [role, text], objects are a call with its output."""
    items = []
    for place, said in enumerate(case["say"]):
        if isinstance(said, dict):
            items += [Call(f"c{place}", said["call"], said["args"]), Output(f"c{place}", said["output"])]
        else:
            role, text = ("user", said) if isinstance(said, str) else said
            items.append(Message(role, text))
    return Conversation(items=tuple(items), tools=tuple(tools), format=case.get("format"))


def plain(value):
    return re.sub(r"[\s.,'\"’-]", "", value).lower() if isinstance(value, str) else value


def same(value, wanted):
    if isinstance(wanted, dict) and "any" in wanted:
        return any(same(value, option) for option in wanted["any"])
    if isinstance(value, dict) and isinstance(wanted, dict):
        return same_arguments(value, wanted)
    if isinstance(value, list) and isinstance(wanted, list):
        return len(value) == len(wanted) and all(map(same, value, wanted))
    return plain(value) == plain(wanted) and isinstance(value, bool) == isinstance(wanted, bool)


def same_arguments(arguments, wanted):
    return all(key in wanted for key in arguments) and all(same(arguments.get(key), value) for key, value in wanted.items())


def same_calls(calls, wanted):
    left = list(calls)
    for name, arguments in wanted:
        hit = next((c for c in left if c[0] == name and same_arguments(c[1], arguments)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def right(case, answer):
    """Is the answer the expected calls, or of the expected kind?"""
    if "calls" in case:
        return same_calls(answer.calls, case["calls"])
    if answer.calls:
        return False
    if case["kind"] == "ask":
        return answer.text.rstrip().endswith("?")
    if case["kind"] == "unknown":
        return bool(HONEST.search(answer.text))
    if case["kind"] == "json":
        return same_arguments(json.loads(answer.text), case["json"])
    return all(piece in answer.text for piece in case.get("has", ())) and (not case.get("upper") or answer.text == answer.text.upper())


def failures(name, toolsets):
    """(case, answer) of each case that went wrong."""
    answers = ((case, think(conversation(case, toolsets[case["tools"]]))) for case in load(name))
    return [(case, answer) for case, answer in answers if not right(case, answer)]


def calibration(name, toolsets):
    """(share of answers that are a question, share of the others that are wrong, share that are a wrong call)."""
    rows = [(case, think(conversation(case, toolsets[case["tools"]]))) for case in load(name)]
    asked = [answer.text.rstrip().endswith("?") and not answer.calls for _, answer in rows]
    wrong = [not right(case, answer) for case, answer in rows]
    sure = [bad for bad, question in zip(wrong, asked) if not question]
    return sum(asked) / len(rows), sum(sure) / (len(sure) or 1), sum(bad and bool(answer.calls) for bad, (_, answer) in zip(wrong, rows)) / len(rows)


if __name__ == "__main__":
    from toolsets import TOOLSETS
    from toolsets_more import MORE
    for file in sys.argv[1:]:
        wrong = failures(file, {**TOOLSETS, **MORE})
        print(file, "asks %.3f, wrong when it does not %.3f, wrong calls %.3f" % calibration(file, {**TOOLSETS, **MORE}))
        for case, answer in wrong:
            print(case["id"], json.dumps(case["say"], ensure_ascii=False)[-300:], "\n    got ", answer, "\n    want", case.get("calls", case.get("kind")))
        print(file, "right:", 1 - len(wrong) / len(load(file)), "wrong calls:", sum(bool(a.calls) for _, a in wrong))
