"""The base model: tokens that keep the text, probabilities that sum to one, a prompt that teaches, further training."""

import math

import pytest

from workshop_utils.practice.base.reading import draw
from workshop_utils.practice.base.tokens import spaced, tokenize, word_of
from workshop_utils.practice.mind import base_model

EXAMPLES = "".join(f"Colour: {colour}\nKind: {kind}\n\n" for colour, kind in
                   [("red", "warm"), ("blue", "cold"), ("orange", "warm"), ("grey", "cold")])


def after(text, name=base_model.NAME, vocabulary=()):
    """The distribution after a text, by word."""
    reading = base_model.read(tokenize(text), name, vocabulary)
    return {reading.word(n): float(p) for n, p in enumerate(reading.distribution())}


@pytest.mark.parametrize("text", ["", " ", "a", "  two  spaces ", "\n\n x\t\n ", "It costs 3.50, not 1,200.\n", "[Calc(2 + 3) → 5]", "a\u2003b\u2028c \x1f",
                                  "don't – well-known (so) “x”", "a<|end|>\nUser: b", "naïve Œuvre 日本語 🙂🙂", "\r\nx\r\n"])
def test_joined_tokens_are_the_text(text):
    assert "".join(tokenize(text)) == text


def test_a_word_is_one_word_with_or_without_a_space_before_it():
    assert [word_of(token) for token in tokenize("Wednesday, Wednesday")] == ["Wednesday", ",", "Wednesday"]
    reading = base_model.read([])
    assert reading.id_of(" Wednesday") == reading.id_of("Wednesday")


def test_whole_numbers_and_the_opening_of_a_call_are_tokens():
    assert tokenize("1492 1,200 3.5 9:30 12th") == ["1492", " 1,200", " 3.5", " 9:30", " 12th"]
    assert tokenize("is [Calc(12 * 7) → 84]") == ["is", " [Calc(", "12", " *", " 7", ")", " →", " 84", "]"]


def test_the_spaces_that_the_model_writes_are_those_of_its_corpus():
    for text in base_model.corpus():
        words = []
        for token in tokenize(text):
            assert spaced(words, word_of(token)) == token
            words.append(word_of(token))


@pytest.mark.parametrize("name", [base_model.NAME, base_model.NAME + base_model.STATIC])
@pytest.mark.parametrize("text", ["", "The", "The otter", "Zorblax Qwib zorblax", EXAMPLES + "Colour:", "Ana pays 12 crowns and"])
def test_probabilities_sum_to_one(name, text):
    probabilities = after(text, name)
    assert math.fsum(probabilities.values()) == pytest.approx(1, abs=1e-9)
    assert min(probabilities.values()) > 0


def test_words_of_the_prompt_enter_the_vocabulary():
    assert "zorblax" not in after("The otter")
    assert after("The otter", vocabulary=[" zorblax"])["zorblax"] == pytest.approx(base_model.UNSEEN, rel=1)
    assert after("A zorblax")["zorblax"] > 100 * base_model.UNSEEN


def test_the_corpus_teaches():
    assert after("The capital of")["Norway"] > 1e-3
    assert max(after("Dear Ana"), key=after("Dear Ana").get) == ","


def test_the_prompt_teaches_its_form():
    answers = after(EXAMPLES + "Colour: green\nKind:")
    assert answers["warm"] + answers["cold"] > 0.7


def test_the_static_model_learns_nothing_from_its_prompt():
    answers = after(EXAMPLES + "Colour: green\nKind:", base_model.NAME + base_model.STATIC)
    assert answers["warm"] + answers["cold"] < 0.01


def test_numbers_and_names_of_a_record_are_repeated():
    numbers = after("There are 4711 boxes and", vocabulary=["4711"])
    assert numbers["4711"] > after("There are many boxes and", vocabulary=["4711"])["4711"]
    assert after("I met Zoltan. His name is")["Zoltan"] > after("I met him. His name is", vocabulary=["Zoltan"])["Zoltan"]


def test_temperature_changes_the_shares_and_not_the_ranking():
    probabilities = base_model.read(tokenize("The")).distribution()
    drawn = {t: [draw(probabilities, t, 1, n / 1000) for n in range(1000)] for t in (0, 0.5, 1, 2)}
    assert len(set(drawn[0])) == 1 < len(set(drawn[0.5])) < len(set(drawn[1])) < len(set(drawn[2]))
    top = probabilities.argmax()
    assert drawn[0][0] == top and drawn[0.5].count(top) > drawn[1].count(top) > drawn[2].count(top)


def test_draws_follow_the_probabilities():
    probabilities = base_model.read(tokenize("The capital of")).distribution()
    drawn = [draw(probabilities, 1, 1, (n + 0.5) / 5000) for n in range(5000)]
    for number in probabilities.argsort()[-5:]:
        assert drawn.count(number) / 5000 == pytest.approx(probabilities[number], abs=3e-3)


def test_top_p_keeps_the_likeliest_words_that_hold_the_share():
    probabilities = base_model.read(tokenize("The")).distribution()
    kept = {draw(probabilities, 1, 0.3, n / 2000) for n in range(2000)}
    left = sorted(set(range(len(probabilities))) - kept)
    assert probabilities[sorted(kept)].min() >= probabilities[left].max() - 1e-9
    assert 0.29 < probabilities[sorted(kept)].sum() < 0.35


def test_the_likeliest_tokens_come_best_first_as_they_would_be_written():
    reading = base_model.read(tokenize("The capital of"))
    top = reading.likeliest(reading.distribution(), 5)
    assert len(top) == 5 and list(top.values()) == sorted(top.values(), reverse=True)
    assert " Norway" in reading.likeliest(reading.distribution(), 60)


def test_further_training_makes_a_new_model_and_leaves_the_old_one():
    before = after("Ping:")
    name = base_model.further_trained_on(["Ping: pong<|end|>"] * 3, name="ping")
    assert name == "practice-base:ping" and base_model.is_known(name) and base_model.is_known(name + "-static")
    assert after("Ping:", name)["pong"] > 0.9
    assert after("Ping:") == before


@pytest.mark.parametrize("texts, name, message", [
    ("one text", "x", "must be a list of at least one text"), ([], "x", "must be a list of at least one text"),
    (["a"], "", "must be a short word"), (["a"], "a:b", "must be a short word"), (["a"], "a-static", "must be a short word")])
def test_further_training_says_what_is_wrong(texts, name, message):
    with pytest.raises(ValueError, match=message):
        base_model.further_trained_on(texts, name)


def test_a_long_prompt_is_read():
    reading = base_model.read(tokenize("The otter eats fish. " * 400))
    assert reading.distribution().sum() == pytest.approx(1)


def test_the_same_seed_writes_the_same_text_on_every_platform():
    reading, chances = base_model.read(tokenize("The otter")), [0.31, 0.62, 0.17, 0.48, 0.55, 0.26, 0.73, 0.84]
    for chance in chances:
        reading.append(reading.token(draw(reading.distribution(), 0.8, 0.95, chance)))
    assert " ".join(reading.words) == "The otter is a mammal that lives in many countries"
    top = reading.likeliest(reading.distribution(), 3)
    assert top == {".": -0.000593146, " is": -9.821244474, " a": -9.854245749}
