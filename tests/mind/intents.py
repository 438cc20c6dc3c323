"""Requests with several intents, followed to the last answer: right calls, wrong calls, and parts dropped without a word.

Run as a program it lists what goes wrong: python intents.py intents
"""

import sys
from dataclasses import replace

import judging
from toolsets_intents import INTENTS
from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Output

MOST_STEPS = 6


def followed(case):
    """(all calls, the last answer) of a case, each call answered with its output or with "done"."""
    talk, made, answer = judging.conversation(case, INTENTS[case["tools"]]), [], None
    for _ in range(MOST_STEPS):
        answer = think(talk)
        if not answer.calls:
            break
        for name, arguments in answer.calls:
            key = f"c{len(made)}"
            made.append((name, arguments))
            talk = replace(talk, items=(*talk.items, Call(key, name, arguments), Output(key, case.get("outputs", {}).get(name, "done"))))
    return made, answer


def judged(case):
    """(wrong calls, parts dropped without a word) of a case; a part may be called, asked about, or said to be undone."""
    made, answer = followed(case)
    left, wrong = [*case["calls"]], []
    for name, arguments in made:
        hit = next((w for w in left if w[0] == name and judging.same_arguments({k: v for k, v in arguments.items() if v is not None or k in w[1]}, w[1])), None)
        if hit is not None:
            left.remove(hit)
        else:
            wrong.append((name, arguments))
    spoken = answer.text.lower()
    unmet = [w for w in left if not _told(w, spoken)]
    undone = [part for part in case.get("unable", ()) if not ("could not" in spoken and part.lower() in spoken)]
    return wrong, unmet + undone, left


def _told(wanted, spoken):
    """Does the answer ask, or say that it could not do this part?"""
    undone = spoken.partition("could not")[2]
    return spoken.rstrip().endswith("?") or bool(undone) and (not wanted[1] or any(str(v).lower() in undone for v in wanted[1].values()))


def measured(name):
    """(share wholly right, cases with a wrong call, cases with a silent drop) of a file."""
    rows = [judged(case) for case in judging.load(name)]
    return sum(not any(row) for row in rows) / len(rows), sum(bool(wrong) for wrong, _, _ in rows), sum(bool(dropped) for _, dropped, _ in rows)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        for case in judging.load(file) if "-q" not in sys.argv else ():
            wrong, dropped, left = judged(case)
            if wrong or dropped or left:
                print(case["id"], case["say"][-1], "\n   wrong", wrong, "\n   dropped", dropped, "\n   said", followed(case)[1].text)
        if not file.startswith("-"):
            print(file, "right %.3f, wrong calls in %d, silent drops in %d" % measured(file))
