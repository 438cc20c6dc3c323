"""Texts read whole by their shape: formulas, reactions, hosts, files, phone numbers, and names with hyphens, particles and kings' numbers."""

import time
from datetime import date

import pytest

from workshop_utils.practice.mind import shapes
from workshop_utils.practice.mind.read import read

TODAY = date(2026, 1, 1)    # a Thursday


def values(text, *kinds):
    return [s.text for s in read(text, TODAY).spans if s.kind in kinds]


@pytest.mark.parametrize(("text", "formula"), [
    ("simplify (a^2 - b^2)/(a + b), please", "(a^2 - b^2)/(a + b)"), ("what is the limit of (exp(x) - 1)/x at 0?", "(exp(x) - 1)/x"), ("the slope of g(u) = u^2 + 5u at u = 1", "u^2 + 5u"),
    ("solve 4x + y = 10.", "4x + y = 10"), ("solve y^2 - 4 = 0", "y^2 - 4"), ("balance Al + O2 -> Al2O3", "Al + O2 -> Al2O3"), ("2 Na + Cl2 → 2 NaCl happens", "2 Na + Cl2 → 2 NaCl")])
def test_a_formula_is_read_whole(text, formula):
    assert formula in values(text, "expression")


@pytest.mark.parametrize("text", ["open 5 - 7 pm", "a book (signed) for 5 days", "12 * (3 + 4)", "room a (2 beds) / b", "trains A → B", "the points (5, 3) and (2, -1)"])
def test_what_only_looks_like_a_formula_is_none(text):
    assert not [s for s in shapes.loose(text) if s.kind == "expression"]


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("is mail2.fjord.example.net up?", "url", "mail2.fjord.example.net"), ("register smallboat.io now.", "url", "smallboat.io"), ("scan 10.4.0.0/16, then stop", "id", "10.4.0.0/16"), ("the mass of Mg(NO3)2?", "id", "Mg(NO3)2"),
    ("sort birds.parquet", "path", "birds.parquet"), ("tail logs/app-2.log", "path", "logs/app-2.log"), ("delete *.bak here", "path", "*.bak"), ("call 0131 496 0123 today", "phone", "0131 496 0123"), ("it's EH1 2NG in Edinburgh", "id", "EH1 2NG"),
    ("decode aGVsbG8gZA==", "id", "aGVsbG8gZA=="), ("translate GGCUAAGC", "id", "GGCUAAGC"), ("a rook on h8 moves", "id", "h8"), ("the season 2021/22", "id", "2021/22"), ("a mailbox petra.olsen now", "id", "petra.olsen"), ("the plate M-AB 123", "id", "M-AB 123"), ("card 4000 1234 5678 9010", "id", "4000 1234 5678 9010")])
def test_a_code_is_read_whole(text, kind, value):
    assert value in values(text, kind)


@pytest.mark.parametrize(("text", "name"), [
    ("Trains Aix-en-Provence → Nice Saint-Augustin", "Nice Saint-Augustin"), ("skiing at Alpe d'Huez", "Alpe d'Huez"), ("when George V and Mary met", "George V"), ("the reign of Charles I.", "Charles I"), ("Whenever Ingrid calls", "Ingrid"),
    ("flights Trondheim–Oslo", "Oslo"), ("a rule of the US", "US"), ("Kingston upon Hull", "Kingston upon Hull"), ("I met Rosa and then Tim B.", "Tim B"), ("letters of von Humboldt", "von Humboldt"), ("poems by de la Mare", "de la Mare")])
def test_a_name_is_read_whole_and_alone(text, name):
    assert name in values(text, "name")


def test_the_speaker_is_no_part_of_a_name():
    assert values("It's 7 Mill Close, I live there", "name") == ["7 Mill Close"]
    assert "Anna I" not in values("As for Anna I think she is ill", "name")


@pytest.mark.parametrize(("text", "linked"), [
    ("a print of the boy with a straw hat", "boy with a straw hat"), ("the dramatic siege of Vienna", "siege of Vienna"), ("Newton's law of cooling", "law of cooling"), ("a pastel on paper", "pastel on paper"),
    ("a poem about a sailor who cannot swim", "sailor who cannot swim"), ("a jar of jam with berries", "jar of jam with berries"), ("order a 32 inch screen", "32 inch screen")])
def test_words_that_belong_together_are_one_text(text, linked):
    assert linked in values(text, "linked")


@pytest.mark.parametrize("text", ["(" * 60 + "x" * 60, "1 " * 1500, "x + " * 800, "((x+" * 200, "A1" * 500 + "=", "a.b." * 400, "0 12 " * 300, "x*" * 500, "2x3y" * 300, "a-" * 800, "*a" * 500])
def test_no_text_takes_long(text):
    assert min(_seconds(text) for _ in range(3)) < 0.5


def _seconds(text):
    start = time.perf_counter()
    shapes.exact(text), shapes.loose(text)
    return time.perf_counter() - start
