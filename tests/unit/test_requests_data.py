"""The bank requests: two sets apart from each other, balanced over the jobs, each value to be found in its text."""

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest

SETS = json.loads((Path(__file__).parents[2] / "data" / "requests" / "bank_requests.json").read_text("utf-8"))
REQUESTS = SETS["shown"] + SETS["hidden"]
TODAY = date(2026, 5, 11)
REQUIRED = {"balance": {"account"}, "transfer": {"account", "to", "amount"}, "stop_card": {"card"},
            "resume_card": {"card"}, "spending": {"account"}, "rate": {"currency"}, "travel": {"country", "start", "end"},
            None: set()}
OPTIONAL = {"stop_card": {"how_long"}, "spending": {"since", "until"}}
CARDS = {"4471": "debit", "9020": "credit"}
DURATIONS = {"a while": "a while|until|temporary", "for good": "for good|perman|never"}
CURRENCIES = {"CHF": "Swiss franc", "JPY": "Japanese yen", "GBP": "British pound", "NOK": "Norwegian krone",
              "CZK": "Czech koruna", "USD": "US dollar", "TRY": "Turkish lira", "DKK": "Danish krone"}

# The content words of the purposes in data/requests/README.md and of the jobs' names, in every form.
PURPOSES = set("""
    tell tells telling told money account accounts balance balances move moves moved moving person persons people transfer
    transfers transferred transferring stop stops stopped stopping card cards use uses used using usable while good let lets
    letting again resume resumes resumed resuming show shows showed shown showing pay pays paid paying payment payments
    recent recently period periods spend spends spent spending exchange exchanges exchanged exchanging rate rates euro euros
    currency currencies bank banks banking country countries day days another work works worked working travel travels
    travelled travelling traveled traveling
""".split())
FUNCTION_WORDS = set("""
    a about all an and any anyone anything are aren't as at back be been before between by can can't could did do does don't
    down for from get got had has have he her him his how i i'd i'll i'm i've if in into is it just like many me mine much
    must my no nobody not now of off on one or out over please plz she should so some somebody somewhere than thanks that
    the there they this through to under until up was we we've were what what's whats when where which who will with would
    you you're your
""".split())


def words(text):
    found = re.findall(r"[^\W_]+(?:['.,-][^\W_]+)*", text.lower())
    return {word.removesuffix("'s") if word != "what's" else word for word in found}


def content(request):
    return words(request["text"]) - FUNCTION_WORDS


def overlap(one, other):
    """Shared content words, as a share of the smaller text's."""
    return len(content(one) & content(other)) / min(len(content(one)), len(content(other)))


@pytest.mark.parametrize("name", ["shown", "hidden"])
def test_a_set_is_spread_over_the_jobs_and_the_misfits(name):
    jobs = Counter(request["job"] for request in SETS[name])
    assert sum(jobs.values()) == 40 and jobs.pop(None) == 8
    assert set(jobs) == set(REQUIRED) - {None} and set(jobs.values()) == {4, 5}
    plain = Counter(request["job"] is None for request in SETS[name] if request["plain"])
    assert plain == {False: 16, True: 3}


@pytest.mark.parametrize("name", ["shown", "hidden"])
def test_both_ways_of_asking_occur_for_every_job(name):
    asked = {(request["job"], request["plain"]) for request in SETS[name]}
    assert asked == set(product(REQUIRED, [True, False]))


def test_the_sets_are_apart():
    too_close = [(one["text"], other["text"]) for one, other in product(SETS["shown"], SETS["hidden"])
                 if overlap(one, other) > 0.6]
    assert not too_close


def test_the_sets_name_other_people_countries_and_currencies():
    for key in ["to", "country", "currency"]:
        shown, hidden = ({request["arguments"].get(key) for request in SETS[name]} - {None} for name in ["shown", "hidden"])
        assert shown and hidden and not shown & hidden


@pytest.mark.parametrize("name", ["shown", "hidden"])
def test_some_requests_of_a_set_differ_only_by_a_value(name):
    pairs = [(one, other) for one, other in combinations(SETS[name], 2)
             if one["job"] and one["job"] == other["job"] and overlap(one, other) > 0.6]
    assert len(pairs) >= 3
    assert all(one["text"] != other["text"] and one["arguments"] != other["arguments"] for one, other in pairs)


def test_ids_are_unique_and_say_the_set():
    assert [request["id"] for request in REQUESTS] == [f"{name}-{n:02}" for name in SETS for n in range(1, 41)]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request["id"])
def test_a_request_has_the_keys_of_its_job_and_no_others(request_):
    job, given = request_["job"], set(request_["arguments"])
    assert set(request_) == {"id", "text", "job", "arguments", "plain"}
    assert REQUIRED[job] <= given <= REQUIRED[job] | OPTIONAL.get(job, set())
    assert 4 <= len(request_["text"].split()) <= 25


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request["id"])
def test_plain_says_whether_a_word_of_the_purposes_occurs(request_):
    assert request_["plain"] is bool(words(request_["text"]) & PURPOSES)


def in_text(key, value, text):
    """Whether the text holds what the value says, in the text's own form."""
    if key == "card":
        return value in text or CARDS[value] in text
    if key == "how_long":
        return re.search(DURATIONS[value], text) is not None
    if key == "currency":
        return CURRENCIES[value] in text
    if key == "amount":
        return re.search(rf"(?<![\d.]){value:g}0?(?![\d.]*\d)", text) is not None
    return value in text


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request["id"])
def test_each_value_is_in_the_text(request_):
    dates = {"start", "end", "since", "until"}
    for key, value in request_["arguments"].items():
        assert key in dates or in_text(key, value, request_["text"]), key


def test_dates_are_in_order_and_on_the_right_side_of_today():
    for request in REQUESTS:
        found = {key: date.fromisoformat(value) for key, value in request["arguments"].items()
                 if key in ("start", "end", "since", "until")}
        assert found.get("since", TODAY) <= found.get("until", TODAY) <= TODAY
        assert TODAY <= found.get("start", TODAY) <= found.get("end", TODAY), request["id"]
