"""Dates and times in words: ordinals, counts, "from now", minutes past and to; and what only looks like them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_utils.practice.mind.dates import dates, times
from workshop_utils.practice.mind.read import read

TODAY = date(2026, 1, 1)    # a Thursday


@pytest.mark.parametrize(("text", "value"), [
    ("on the ninth of April", "2026-04-09"), ("on October twelfth", "2026-10-12"), ("August the thirty-first, 2027", "2027-08-31"), ("Tuesday, 10 February 2026", "2026-02-10"), ("on Friday the sixth of March", "2026-03-06"),
    ("in twelve days", "2026-01-13"), ("in a fortnight", "2026-01-15"), ("four weeks from now", "2026-01-29"), ("seven days ago", "2025-12-25"), ("the day before yesterday", "2025-12-30"), ("May the fourth be with you at noon", None)])
def test_dates_in_words(text, value):
    assert [s.value for s in dates(text, TODAY)] == ([value] if value else [])


@pytest.mark.parametrize("text", ["You may second the motion", "In May the second team won", "they march first", "a scale of 1:25,000"])
def test_what_only_looks_like_a_date_or_a_time(text):
    assert not dates(text, TODAY) and not times(text)


@pytest.mark.parametrize(("text", "value"), [
    ("twenty past eight", "08:20"), ("at five to three", "02:55"), ("ten minutes to one", "00:50"), ("at six forty-five", "06:45"), ("nine thirty in the evening", "21:30"), ("8.15 pm", "20:15"), ("twenty-five past ten at night", "22:25")])
def test_times_in_words(text, value):
    assert [s.value for s in times(text)] == [value]


@pytest.mark.parametrize("text", ["from ten to six guests", "after two ten-minute breaks", "we won four ten times"])
def test_counts_are_no_times(text):
    assert not times(text)


def test_the_count_of_days_stays_a_number():
    assert 12 in [s.value for s in read("remind me in twelve days", TODAY).spans if s.kind == "number"]


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)), st.sampled_from(["{0.day} {1} {0.year}", "{1} {0.day}, {0.year}", "{0.year}-{0.month:02d}-{0.day:02d}", "the {0.day}th of {1} {0.year}"]))
def test_a_written_date_is_read_as_that_day(moment, form):
    text = f"it was on {form.format(moment, moment.strftime('%B'))} I think"
    assert [s.value for s in dates(text, TODAY)] == [moment.date().isoformat()]


@given(st.integers(1, 19))
def test_days_ahead_are_counted(count):
    assert [s.value for s in dates(f"in {count} days", TODAY)] == [(TODAY + timedelta(count)).isoformat()]
