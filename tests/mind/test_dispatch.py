"""The mind with tools that dispatch many functions, and in talk about what was started; the reached rates are held here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judging  # noqa: E402  (the line above makes it importable from anywhere)
from toolsets_dispatch import DISPATCH  # noqa: E402

REACHED = {"dispatch": 0.98, "dispatch_held_back": 0.94}     # the held back file was right in 44 of 50 when it was first run


@pytest.mark.parametrize("name", sorted(REACHED))
def test_the_reached_rate_is_held(name):
    wrong = judging.failures(name, DISPATCH)
    rate = 1 - len(wrong) / len(judging.load(name))
    assert rate >= REACHED[name], "\n".join(f"{case['id']}: {case['say'][-1]!r} -> {answer}" for case, answer in wrong)
