"""Code for a described function does what was described: every recipe is run, arithmetic is composed, and what is not known is not written."""

import ast

import pytest

from workshop_utils.practice.mind import code, writer

EXAMPLES = """
factorial | 5 | 120
fibonacci | 7 | 13
is_prime | 7 | True
primes_up_to | 10 | [2, 3, 5, 7]
prime_factors | 12 | [2, 2, 3]
greatest_common_divisor | 12, 18 | 6
least_common_multiple | 4, 6 | 12
is_even | 4 | True
is_odd | 4 | False
celsius_to_fahrenheit | 100 | 212
fahrenheit_to_celsius | 212 | 100
kilometers_to_miles | 1.609344 | 1
miles_to_kilometers | 1 | 1.609344
reverse_text | 'abc' | 'cba'
reverse_list | [1, 2] | [2, 1]
is_palindrome | 'Never odd or even' | True
count_words | 'a b c' | 3
count_vowels | 'Banana' | 3
count_letters | 'a-b c' | 3
word_frequencies | 'a b a' | {'a': 2, 'b': 1}
longest_word | 'a bcd ef' | 'bcd'
title_case | 'old mill' | 'Old Mill'
upper_case | 'ab' | 'AB'
lower_case | 'AB' | 'ab'
slug | 'Old Mill!' | 'old-mill'
initials | 'Ana Berg' | 'AB'
caesar | 'abz', 1 | 'bca'
is_anagram | 'listen', 'silent' | True
remove_duplicates | [1, 2, 1] | [1, 2]
flatten | [1, [2, [3]]] | [1, 2, 3]
chunks | [1, 2, 3], 2 | [[1, 2], [3]]
sort_numbers | [3, 1] | [1, 3]
sum_of_digits | 123 | 6
median | [3, 1, 2] | 2
mode | [1, 2, 2] | 2
standard_deviation | [1, 3] | 1
variance | [1, 3] | 1
average | [1, 3] | 2
sum_of_squares | [1, 2] | 5
sum_of_list | [1, 2] | 3
product_of_list | [2, 3] | 6
largest | [2, 3] | 3
smallest | [2, 3] | 2
circle_area | 1 | 3.141592653589793
circle_circumference | 1 | 6.283185307179586
rectangle_area | 2, 3 | 6
rectangle_perimeter | 2, 3 | 10
triangle_area | 2, 3 | 3
sphere_volume | 1 | 4.1887902047863905
cylinder_volume | 1, 2 | 6.283185307179586
hypotenuse | 3, 4 | 5
body_mass_index | 80, 2 | 20
compound_interest | 100, 10, 2 | 121.00000000000001
simple_interest | 100, 10, 2 | 20
tip | 50 | 5
discounted | 100, 20 | 80
with_tax | 100, 25 | 125
loan_payment | 1200, 0, 1 | 100
is_leap_year | 2000 | True
days_between | '2026-01-01', '2026-01-31' | 30
weekday_of | '2026-01-01' | 'Thursday'
seconds_to_time | 3661 | '01:01:01'
to_roman | 1994 | 'MCMXCIV'
to_binary | 5 | '101'
is_email | 'a@b.example' | True
fizzbuzz | 3 | ['1', '2', 'Fizz']
distance_between | 0, 0, 3, 4 | 5
square_root | 9 | 3
absolute | -2 | 2
word_counts | 'a b a' | {'a': 2, 'b': 1}
second_largest | [3, 9, 7] | 7
remove_spaces | 'a b c' | 'abc'
merge_sorted | [1, 3], [2] | [1, 2, 3]
merge_lists | [3], [1] | [3, 1]
is_positive | -1 | False
is_negative | -1 | True
even_numbers | [1, 2, 4] | [2, 4]
odd_numbers | [1, 2, 4] | [1]
last_characters | 'hello', 2 | 'lo'
first_characters | 'hello', 2 | 'he'
validate_email | 'ab' | False
validate_phone | '+47 22 33 44 55' | True
is_valid_iban | 'GB82 WEST 1234 5698 7654 32' | True
is_valid_card | '4539 1488 0343 6467' | True
mask_card | '1234567890' | '******7890'
transpose | [[1, 2], [3, 4]] | [[1, 3], [2, 4]]
kilograms_to_pounds | 10 | 22.046226218
pounds_to_kilograms | 22.046226218 | 10
minutes_to_hours | 90 | 1.5
hours_to_minutes | 2 | 120
meters_to_feet | 0.3048 | 1
feet_to_meters | 1 | 0.3048
inches_to_centimeters | 2 | 5.08
centimeters_to_inches | 2.54 | 1
degrees_to_radians | 180 | 3.141592653589793
add_days | '2026-01-30', 3 | '2026-02-02'
age_on | '2000-05-03', '2026-05-02' | 25
is_weekend | '2026-01-03' | True
replace_spaces | 'a b' | 'a_b'
swap_keys | {'a': 1} | {1: 'a'}
normalized | [0, 5, 10] | [0, 0.5, 1]
count_lines | 'a\\nb' | 2
running_total | [1, 2, 3] | [1, 3, 6]
clamp | 9, 0, 5 | 5
value_range | [2, 9] | 7
common_items | [1, 2], [2, 3] | [2]
sort_descending | [1, 3] | [3, 1]
snake_case | 'Old Mill' | 'old_mill'
count_value | [1, 2, 1], 1 | 2
"""
ROWS = [[part.strip() for part in line.split(" | ")] for line in EXAMPLES.strip().splitlines()]
ASKED = [
    ("Write a function multiply_add that multiplies x by 2 and adds 1", (5,), 11), ("Write a function that returns the price plus 25 percent VAT", (100,), 125), ("write a python function to convert celsius to fahrenheit", (100,), 212),
    ("Write a tool that counts how often each word occurs in a text", ("a b a",), {"a": 2, "b": 1}), ("Write a function that takes a and b and returns the difference of a and b", (5, 3), 2), ("Write a function that divides total by people", (10, 4), 2.5),
    ("Write a function that gives the second largest number of a list", ([3, 9, 7],), 7), ("Write a function that returns the even numbers of a list", ([1, 2, 4],), [2, 4]), ("Write a function area(width, height) that multiplies width by height", (2, 3), 6),
    ("Write a function that computes the percentage change from old to new", (80, 100), 25), ("Write a function net that subtracts 20 percent from an amount", (100,), 80), ("Write a function that returns x squared plus 3", (2,), 7),
    ("Write a function that computes the median of prices", ([3, 1, 2],), 2), ("Write a function that adds days to a date", ("2026-01-30", 3), "2026-02-02"), ("write code that divides the total by the number of guests", (9, 3), 3),
]
HELD_BACK = [
    ("Create a function is_pal that checks whether a word is a palindrome", ("otto",), True), ("I need a Python function that removes duplicates from a list", ([1, 1, 2],), [1, 2]), ("Implement a function which subtracts b from a and divides the result by 2", (9, 5), 2),
    ("Write a function that doubles a number and subtracts 3", (5,), 7), ("define a function gross(net) that adds 19 percent to net", (100,), 119), ("Write a function that returns the average of a and b", (2, 4), 3), ("Please write a function to reverse a string", ("ab",), "ba"),
    ("Write a function that tells if a year is a leap year", (2024,), True), ("Make a tool that converts miles to kilometers", (1,), 1.609344), ("Write a function that returns the larger of x and y", (2, 3), 3),
]
UNKNOWN = ["Write a function that books me a flight to Mars", "Write a function that trains a neural network", "Write a function that sorts my emails by importance", "Write a function that returns the average temperature of Oslo",
           "Write a function that gives the third largest number of a list", "Write a tool that sends an email", "Write a function that counts the words of a web page"]


def made(source, earlier=""):
    space = {}
    exec(f"{earlier}\n{source}", space)     # the test runs what was written, as a lesson's sandbox does
    return space[ast.parse(source).body[0].name]


@pytest.mark.parametrize("name, arguments, result", ROWS, ids=[row[0] for row in ROWS])
def test_every_recipe_does_what_it_says(name, arguments, result):
    row = next(r for r in writer.ROWS if r[0] == name)
    body = "\n".join("    " + line for line in row[3])
    assert made(f"def {name}({row[2]}):\n{body}")(*ast.literal_eval(f"({arguments},)")) == pytest.approx(ast.literal_eval(result), nan_ok=True) \
        if not isinstance(ast.literal_eval(result), (str, bool, dict)) and "[[" not in result else made(f"def {name}({row[2]}):\n{body}")(*ast.literal_eval(f"({arguments},)")) == ast.literal_eval(result)


def test_no_recipe_is_without_an_example():
    assert {row[0] for row in writer.ROWS} == {row[0] for row in ROWS} and len(ROWS) > 100


@pytest.mark.parametrize("text, arguments, result", ASKED, ids=[text[:50] for text, _, _ in ASKED])
def test_a_described_function_is_written(text, arguments, result):
    assert made(writer.write(text))(*arguments) == result


def test_descriptions_that_no_rule_was_tuned_on():
    wrong = [text for text, arguments, result in HELD_BACK if not (source := writer.write(text)) or made(source)(*arguments) != pytest.approx(result)]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_it_cannot_write_it_does_not_write(text):
    assert writer.write(text) is None and "cannot" in code.answered(text)


def test_earlier_tools_are_called_by_name():
    earlier = "def double(x):\n    return 2 * x"
    assert made(writer.write("Write a function that returns the double of x plus 3", ["double"]), earlier)(5) == 13
    assert made(code.written("Write a function double_all that applies double to every value of a list", ["double"]), earlier)([1, 2]) == [2, 4]


def test_names_hints_and_docstring_come_from_the_request():
    source = writer.write("Write a tool net_price(price, discount) that subtracts discount percent from price")
    assert source.startswith('def net_price(price: float, discount: float) -> float:\n    """Subtracts discount percent from price."""')
