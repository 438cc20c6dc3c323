"""Lesson 01: a form shown with two examples is right, an instruction is not; temperature moves no token past another."""

import json

import pytest

from workshop_utils import connect, data_path
from workshop_utils.exercises import lesson01 as ex

REVIEWS = json.loads((data_path("reviews") / "reviews.json").read_text("utf-8"))
END = "Review: {review}\nSentiment:"


def shown(*numbers, form="Review: {text}\nSentiment: {label}\n\n") -> str:
    """A prompt with these reviews as examples; in the file positive and negative ones alternate."""
    return "".join(form.format(**REVIEWS[number]) for number in numbers) + END


INSTRUCTION = "Say for each review whether it is positive or negative. Answer with one word.\n\n" + END
ONE_LABEL = shown(0, 2, 4, 6)
TOO_FEW = shown(0, 1)
TOO_MANY = shown(*range(8))
OTHER_FORM_AT_THE_END = shown(0, 1, 2, 3).replace("Sentiment:", "Label:", 3)
TRAILING_BREAK = shown(0, 1, 2, 3) + "\n"
CAPITALS = shown(0, 1, 2, 3).replace("positive", "Positive").replace("negative", "Negative")
NO_REVIEW = shown(0, 1, 2, 3).replace("{review}", "The lamp broke after two days.")
ANSWER_GIVEN = END + " positive\nSentiment: negative\nSentiment:"
PASTED_TWICE = END + "\n" + END


WRONG = [("q1", f"my_prompt = {prompt!r}", words) for prompt, words in [
    (INSTRUCTION, "A base model does not follow an instruction"),
    (END, "Show it examples"),
    ("Is this review positive or negative? {review}\nIt is", "A base model does not follow an instruction"),
    (CAPITALS, "in small letters"),
    (ONE_LABEL, "say positive. The model repeats the label that it has seen. Show both."),
    (TOO_FEW, "or show more (4 at most)"),
    (TOO_MANY, "names a label 8 times. It works with 4"),
    (OTHER_FORM_AT_THE_END, "Give the end of the prompt the very form of the examples"),
    (TRAILING_BREAK, "It ends in a space or a line break"),
    (NO_REVIEW, "your prompt has it 0 times"),
    (PASTED_TWICE, "your prompt has it 2 times"),
    (ANSWER_GIVEN, "the answer is already there"),
    (["positive", "negative"], "must be a text in quotes"),
]] + [("q2", f"at_zero = {at_zero!r}\nat_one = {at_one!r}", words) for at_zero, at_one, words in [
    ("I", "we", "Temperature changes how far apart the shares are, not their order"),
    ("we", "I", "At T = 0 the model takes the likeliest token, and that is 'I'; you said 'we'"),
    ("I", "the", "'the' came 0 times"),
    (0.63, "I", "at_zero must be one token"),
    ("I", ["I", "we"], "at_one must be one token"),
]] + [("q2", 'at_zero = "I"\nat_one = ...', "Replace the ... in the cell above with your answer at_one", "not attempted")]


def space() -> dict:
    return {"client": connect()}


# ── q1: a form shown by examples ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("numbers", [(0, 1, 2, 3), (12, 13, 14, 15), (21, 20, 23, 22)])
def test_four_examples_in_the_form_of_the_lesson_are_enough(numbers):
    found = ex.q1.check(shown(*numbers))
    assert found.kind == "right" and "with 4 examples. Two are enough in another form" in found.text


@pytest.mark.parametrize("numbers", [(0, 1), (4, 7), (19, 18), (30, 33), (58, 59)])
def test_two_examples_without_blank_lines_are_enough(numbers):
    found = ex.q1.check(shown(*numbers, form="Review: {text}\nSentiment: {label}\n"))
    assert found.kind == "right" and "Fewer can't be" in found.text


def test_no_unseen_review_is_in_the_data():
    assert not set(ex.UNSEEN) & {review["text"] for review in REVIEWS}


# ── q2: temperature and ranking ──────────────────────────────────────────────────────────────


def test_a_token_may_be_given_with_its_space_or_without():
    assert ex.q2.check("I", " I").kind == "right"


def test_who_thinks_that_temperature_reorders_sees_the_draws():
    assert "of 400 draws" in ex.q2.check("I", "we").picture.text
