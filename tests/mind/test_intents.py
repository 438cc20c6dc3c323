"""Requests with several intents: every part is called, asked about, or said to be undone; the reached rates are held here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import intents  # noqa: E402  (the line above makes it importable from anywhere)
import judging  # noqa: E402

# share right, most cases with a wrong call, most with a part dropped; the held back file was first run when the mind was done: 0.54, 1, 3
REACHED = {"intents": (0.96, 1, 1), "intents_held_back": (0.76, 0, 0)}


@pytest.mark.parametrize("name", sorted(REACHED))
def test_no_part_of_a_request_is_dropped_without_a_word(name):
    right, wrong, dropped = intents.measured(name)
    least, most_wrong, most_dropped = REACHED[name]
    assert right >= least and wrong <= most_wrong and dropped <= most_dropped, "\n".join(
        f"{case['say'][-1]} -> {intents.judged(case)}" for case in judging.load(name) if any(intents.judged(case)))
