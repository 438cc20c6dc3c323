"""The mind on conversations of many domains that are in no lesson; the reached rates are held here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judging  # noqa: E402  (the line above makes it importable from anywhere)
from toolsets import TOOLSETS  # noqa: E402
from toolsets_more import MORE  # noqa: E402

REACHED = {"conversation": 0.94, "held_back": 0.88, "more": 0.94, "more_held_back": 0.88}     # a held back file was first run when the mind was done
ALL = {**TOOLSETS, **MORE}
ASKS, WRONG = 0.25, 0.13        # how often it asks at most, and how often it is wrong at most when it does not


@pytest.mark.parametrize("name", sorted(REACHED))
def test_the_reached_rate_is_held(name):
    wrong = judging.failures(name, ALL)
    rate = 1 - len(wrong) / len(judging.load(name))
    assert rate >= REACHED[name], "\n".join(f"{case['id']}: {case['say'][-1]!r} -> {answer}" for case, answer in wrong)


@pytest.mark.parametrize("name", sorted(REACHED))
def test_what_goes_wrong_is_mostly_a_question_and_not_a_call(name):
    wrong = judging.failures(name, ALL)
    assert sum(bool(answer.calls) for _, answer in wrong) <= 0.05 * len(judging.load(name))


@pytest.mark.parametrize("name", sorted(REACHED))
def test_it_asks_seldom_and_is_seldom_wrong_when_it_does_not(name):
    asks, wrong, _ = judging.calibration(name, ALL)
    assert asks <= ASKS and wrong <= WRONG, f"{name}: asks {asks:.3f}, wrong when it does not {wrong:.3f}"
