"""The retriever: words, meaning, both fused, growing and forgetting."""

import numpy as np
import pytest

from workshop_utils.search import Retriever, terms

TEXTS = ["send_email: Send an email to a person", "get_weather: Current weather of a city", "cancel_event: Remove a meeting from the calendar", "pay_invoice: Pay a bill of a supplier"]
AXES = {"mail": 0, "email": 0, "weather": 1, "umbrella": 1, "calendar": 2, "appointment": 2, "bill": 3, "money": 3}


def embed(texts):
    """A toy embedding: one axis per topic, so that "umbrella" is near "weather" without a shared word."""
    rows = np.full((len(texts), 4), 0.01, np.float32)
    for row, text in zip(rows, texts):
        for word in terms(text):
            if word in AXES:
                row[AXES[word]] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_words_find_the_text_that_holds_them():
    assert [h.index for h in Retriever(TEXTS).search("email a person", k=1)] == [0]


def test_meaning_finds_what_shares_no_word():
    assert not Retriever(TEXTS).search("umbrella")
    assert Retriever(TEXTS, embed).search("umbrella", k=1)[0].index == 1


def test_a_text_found_both_ways_is_before_one_found_by_either():
    hits = Retriever([*TEXTS, "city of umbrellas"], embed).search("weather city umbrella", k=2)
    assert hits[0].index == 1


def test_what_was_added_is_found_and_what_was_removed_is_not():
    retriever = Retriever(TEXTS, embed)
    retriever.search("weather")
    assert retriever.add(["store_money: Put money aside"]) == [4]
    assert retriever.search("put money aside", k=1)[0].index == 4
    retriever.remove(4)
    assert 4 not in [h.index for h in retriever.search("put money aside")] and len(retriever) == 4


def test_it_names_the_words_that_matched_nothing():
    assert Retriever(TEXTS).unmatched("weather of Atlantis") == ["atlantis"]


@pytest.mark.parametrize("query", ["", "the of and", "???"])
def test_a_query_without_content_finds_nothing_by_words(query):
    assert Retriever(TEXTS).search(query) == []


def test_identifiers_are_opened_and_plurals_folded():
    assert terms("getUserNames of the_bills") == ["get", "user", "name", "bill"]


def test_equal_scores_keep_the_order_of_adding():
    assert [h.index for h in Retriever(["red box", "red box", "red box"]).search("red")] == [0, 1, 2]
