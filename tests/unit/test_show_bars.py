"""bars(): the numbers of the picture stand in its alt text and its text form."""

import pytest

from workshop_utils.show import bars


def test_alt_and_text_are_computed_from_the_numbers():
    picture = bars({"Paris": 0.62, "Rome": 0.2}, errors={"Paris": 0.05}, title="Next token", unit="probability")
    assert picture.alt == "Bar chart: Next token, in probability. Paris 0.62 ± 0.05; Rome 0.2."
    assert "Next token (probability)" in picture.text and "0.62 ± 0.05" in picture.text
    assert picture.png.startswith(b"\x89PNG") and len(picture.png) < 30_000


def test_an_uneven_error_is_said_as_a_range():
    assert "0.5 (0.4 to 0.7)" in bars({"a": 0.5}, errors={"a": (0.1, 0.2)}).alt


@pytest.mark.parametrize("horizontal", [True, False])
def test_several_series_are_drawn_and_named(horizontal):
    picture = bars({"with": {0: 0.1, 8: 0.9}, "without": {0: 0.1, 8: 0.1}}, errors={"with": {8: 0.1}, "without": {}},
                   horizontal=horizontal, limits=(0, 1), unit="rate")
    assert "with, 8 0.9 ± 0.1; without, 0 0.1" in picture.alt and picture.png


def test_negative_numbers_are_drawn():
    assert bars({"the": -0.3, "a": -2.1}, unit="log probability").png


def test_many_bars_have_a_bounded_alt_text():
    alt = bars({str(i): i for i in range(40)}).alt
    assert alt.endswith("23 23, and 16 more.")


@pytest.mark.parametrize(("values", "message"), [
    ({}, "at least one value"),
    ({"a": "x"}, "The value of 'a' must be a number, got 'x'"),
    ({str(i): {"a": 1} for i in range(5)}, "at most four series, got 5"),
])
def test_what_cannot_be_drawn_is_said(values, message):
    with pytest.raises(ValueError, match=message):
        bars(values)


def test_an_error_bar_without_its_value_is_said():
    with pytest.raises(ValueError, match="errors names 'b', for which there is no value"):
        bars({"a": 1}, errors={"b": 0.1})
