"""What a candidate means and looks like beside a parameter, and what a way of asking implies."""

import pytest

from workshop_utils.practice.mind import choose, sense
from workshop_utils.practice.mind.implied import implied
from workshop_utils.practice.mind.words import stem


@pytest.mark.parametrize(("description", "given"), [
    ("Grid square, e.g. K7", ("K7",)), ("Kind of cheese (such as \"brie\" or \"gouda\")", ("brie", "gouda")),
    ("Colour, for example teal, ochre or mauve", ("teal", "ochre", "mauve")), ("Name of the ship", ())])
def test_examples_are_read_out_of_a_description(description, given):
    assert sense.examples(description) == given


@pytest.mark.parametrize(("one", "other", "alike"), [("K7", "M12", True), ("7c", "11d", True), ("K7", "7K", False), ("AB-12", "XY-90", True), ("brie", "K7", False)])
def test_texts_of_one_shape_are_alike(one, other, alike):
    assert (sense.shape(one) == sense.shape(other)) is alike


@pytest.mark.parametrize(("asked", "word"), [
    ("How likely is a draw?", "probability"), ("how far is it to Tromso", "distance"), ("Who won in 1974?", "winner"), ("How tall is the tower?", "height"),
    ("How much does a stamp cost?", "price"), ("Is it colder in Bergen?", "temperature"), ("How long do hares live?", "lifespan"), ("How much is in my account?", "balance")])
def test_a_way_of_asking_implies_a_word(asked, word):
    assert any(stem(word) in group for group in implied(asked))


def test_a_plain_order_implies_nothing():
    assert implied("Water the ferns") == ()


def test_money_in_an_account_is_no_price():
    assert not any(stem("price") in group for group in implied("How much is in my account?"))


def test_the_tool_that_answers_a_way_of_asking_is_likelier():
    from datetime import date

    from workshop_utils.practice.mind import schema
    from workshop_utils.practice.mind.conversation import ToolSpec
    from workshop_utils.practice.mind.read import read

    def odds(about):
        view = schema.view(ToolSpec("f", about, {"type": "object", "properties": {}}))
        return choose.log_odds(choose.features(ask, view, {}, []))
    ask = choose.Ask(read("How tall is the lighthouse of Lindau?", date(2026, 1, 1)))
    assert odds("Height of a building.") > odds("Owner of a building.")
