"""Arithmetic in a sentence is worked out; figures that merely occur are left alone."""

import pytest

from workshop_utils.practice.mind import sums

ASKED = {
    "What is 17 times 23?": "391", "12 * 7": "84", "add 5 and 9.5": "14.5", "20 percent of 80": "16", "half of 90": "45", "square root of 144": "12",
    "7 plus 8 minus 3": "12", "the average of 3, 4 and 8": "5", "how many minutes are 3 hours": "180", "What's 15% of 240?": "36",
    "Please calculate (3 + 4) * 2.": "14", "How much is one hundred minus forty-two?": "58", "Divide 81 by 9": "9", "subtract 14 from 50": "36",
    "What is 2 to the power of 10?": "1024", "What is the sum of 4, 9 and 12?": "25", "twice 21": "42", "What is a third of 99?": "33",
    "multiply 6 by 7 and then add 8": "50", "What do you get if you multiply 12 by 12?": "144", "9 squared": "81", "What is 80 plus 25%?": "100",
    "80 minus 10 percent": "72", "30 is what percent of 120?": "25", "Convert 68 fahrenheit to celsius": "20", "How many seconds are in an hour?": "3600",
    "How many days are there in 2 weeks?": "14", "What is 5 km in meters?": "5000", "the largest of 3, 19 and 7": "19", "the product of 3, 4 and 5": "60",
    "Hi, could you tell me what is 6 x 7?": "42", "I am at the market. How much is 3 times 2.50?": "7.5", "What is 10 divided by 4?": "2.5", "2^8": "256",
}
HELD_BACK = {
    "compute nineteen plus six": "25", "What's 1,200 / 8?": "150", "what is 12.5 percent of 64": "8", "the median of 9, 2 and 4": "4", "three quarters of 60": "45",
    "raise 3 to the power of 4": "81", "What is the remainder of 17 divided by 5?": "2", "how many hours are 90 minutes?": "1.5", "reduce 200 by 15%": "170",
    "What is the difference between 100 and 37?": "63", "How much is 20% off 45 euros?": "36 EUR", "double 3.5": "7", "100 - 7 - 3": "90", "How many grams are in 2.5 kg?": "2500",
}
NOT_ASKED = ["I have 3 cats and 2 dogs.", "Call me at 555-1234", "My card ends in 4471", "What happened in 1999?", "Book room 12-14", "Meet me on 2026-01-05", "What is 2026-01-05?",
             "Transfer 50 euros from savings to checking", "What is 5G?", "How many people live in Oslo?", "Remind me in 20 minutes", "hello", "", "What is love?", "Open 24/7",
             "What is 5 divided by 0?", "the square root of -4", "Add milk and eggs to the list", "Find flights for 2 people", "How many minutes does it take?", "9" * 300 + " + 1"]


@pytest.mark.parametrize("text", ASKED)
def test_sums_in_figures_and_words(text):
    assert sums.answered(text).endswith(f"= {ASKED[text]}.") or f"= {ASKED[text]} " in sums.answered(text)


def test_sums_that_no_rule_was_tuned_on():
    wrong = [t for t, result in HELD_BACK.items() if f"= {result}" not in sums.answered(t)]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("text", NOT_ASKED, ids=lambda t: t[:30])
def test_figures_that_merely_occur_are_no_sum(text):
    assert not sums.answered(text)


def test_a_sum_of_money_keeps_its_currency():
    assert sums.answered("What is 20 percent of 80 euros?") == "20 percent of 80 euros = 16 EUR."


def test_no_sum_takes_long():
    assert not sums.answered("what is 9**9**9**9")
    assert not sums.answered("what is " + "9 * " * 40 + "9")
