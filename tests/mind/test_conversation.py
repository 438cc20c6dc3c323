"""The mind on conversations of many domains that are in no lesson; the reached rates are held here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judging  # noqa: E402  (the line above makes it importable from anywhere)
from toolsets import TOOLSETS  # noqa: E402

REACHED = {"conversation": 0.94, "held_back": 0.88}     # held_back was first run when the mind was done


@pytest.mark.parametrize("name", sorted(REACHED))
def test_the_reached_rate_is_held(name):
    wrong = judging.failures(name, TOOLSETS)
    rate = 1 - len(wrong) / len(judging.load(name))
    assert rate >= REACHED[name], "\n".join(f"{case['id']}: {case['say'][-1]!r} -> {answer}" for case, answer in wrong)


@pytest.mark.parametrize("name", sorted(REACHED))
def test_what_goes_wrong_is_mostly_a_question_and_not_a_call(name):
    wrong = judging.failures(name, TOOLSETS)
    assert sum(bool(answer.calls) for _, answer in wrong) <= 0.05 * len(judging.load(name))
