"""The base model's corpus and the course's data: files are what their scripts write; sums, dates and places hold."""

import importlib.util
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from workshop_utils.practice.corpus import make
from workshop_utils.practice.mind import base_model

DATA = Path(__file__).parents[2] / "data"
ARTICLES = sorted((DATA / "articles").glob("*.md"))
QUESTIONS = json.loads((DATA / "articles" / "questions.json").read_text("utf-8"))
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


def script(name):
    spec = importlib.util.spec_from_file_location(f"make_{name}", DATA / name / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(rows):
    return "[\n" + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def test_the_corpus_is_what_its_generator_writes():
    for name, text in make.made().items():
        assert (make.HERE / "texts" / name).read_text("utf-8") == text, f"{name}: run python -m {make.__name__}"


def test_the_corpus_is_large_enough_and_in_one_plain_style():
    texts = base_model.corpus()
    assert sum(len(text.encode()) for text in texts) > 150_000
    assert not any('"' in text or "(" in text or "User:" in text for text in texts)


def test_no_form_of_a_lesson_is_in_the_corpus():
    everything = "\n".join(base_model.corpus())
    assert not re.search(r"Review:|Sentiment|Assistant|Calc|\[|<\|", everything)


def test_sums_and_weekdays_in_the_corpus_are_right():
    everything = "\n".join(base_model.corpus())
    for a, sign, b, result in re.findall(r"^(\d+) ([-+*]) (\d+) = (\d+)$", everything, re.M):
        assert {"+": int(a) + int(b), "-": int(a) - int(b), "*": int(a) * int(b)}[sign] == int(result)
    days = re.findall(r"(\w+day), (\d+) (\w+) (\d{4})", everything)
    assert len(days) > 50
    for weekday, day, month, year in days:
        assert f"{date(int(year), MONTHS.index(month) + 1, int(day)):%A}" == weekday


def test_two_hundred_dialogues_are_what_their_script_writes():
    dialogues = script("dialogues").dialogues()
    assert (DATA / "dialogues" / "dialogues.json").read_text("utf-8") == lines(dialogues)
    assert len(dialogues) == 200
    for dialogue in dialogues:
        assert [m["role"] for m in dialogue] == ["user", "assistant"] * (len(dialogue) // 2)


def test_the_openings_are_not_in_the_dialogues():
    openings = (DATA / "dialogues" / "openings.txt").read_text("utf-8").splitlines()
    assert len(set(openings)) == len(openings) >= 50
    said = {m["content"] for dialogue in json.loads((DATA / "dialogues" / "dialogues.json").read_text("utf-8"))
            for m in dialogue}
    assert not said & set(openings)


@pytest.mark.parametrize("kind, number", [("corpus", 200), ("fresh", 160)])
def test_toolformers_texts_are_what_their_script_writes(kind, number):
    texts = script("toolformer").texts(kind, number)
    assert (DATA / "toolformer" / f"{kind}.json").read_text("utf-8") == lines(texts)
    for text in texts:
        for call in text["calls"]:
            assert text["text"][call["at"]] == " "
            if call["kind"] == "useful":
                assert call["result"] in text["text"][call["at"]:][:40]


def test_a_call_to_the_calculator_or_the_calendar_has_its_right_result():
    for kind in ("corpus", "fresh"):
        for text in json.loads((DATA / "toolformer" / f"{kind}.json").read_text("utf-8")):
            for call in text["calls"]:
                if sums := re.fullmatch(r"Calc\((\d+) ([-+*]) (\d+)\)", call["call"]):
                    a, sign, b = int(sums[1]), sums[2], int(sums[3])
                    assert {"+": a + b, "-": a - b, "*": a * b}[sign] == int(call["result"])
                elif day := re.fullmatch(r"Calendar\((\d+) (\w+) (\d+)\)", call["call"]):
                    assert f"{date(int(day[3]), MONTHS.index(day[2]) + 1, int(day[1])):%A}" == call["result"]


def test_fresh_texts_share_no_country_and_no_word_with_the_corpus():
    for name in ("glossary", "capitals"):
        lists = json.loads((DATA / "toolformer" / f"{name}.json").read_text("utf-8"))
        assert not lists["corpus"].keys() & lists["fresh"].keys()


def test_reviews_are_balanced():
    reviews = json.loads((DATA / "reviews" / "reviews.json").read_text("utf-8"))
    assert Counter(review["label"] for review in reviews) == {"positive": 30, "negative": 30}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_short_titled_and_linked(path):
    text = path.read_text("utf-8")
    title = text.splitlines()[0]
    assert title.startswith("# ") and path.stem == title[2:].lower().replace(" ", "-")
    assert 80 <= len(re.sub(r"\]\([^)]*\)", "]", text).split()) <= 200
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links and all((path.parent / link).exists() for link in links)
    assert any(f"({path.name})" in other.read_text("utf-8") for other in ARTICLES if other != path)


def test_there_are_enough_articles_and_questions():
    assert len(ARTICLES) >= 40 and sum(question["answer"] is not None for question in QUESTIONS) >= 14
    assert sum(len(question["pages"]) == 2 for question in QUESTIONS) >= 2
    assert sum(question["answer"] is None for question in QUESTIONS) >= 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"][:40])
def test_the_sentences_of_an_answer_stand_on_their_pages(question):
    assert len(question["pages"]) == len(question["quotes"])
    for page, quote in zip(question["pages"], question["quotes"]):
        assert quote in (DATA / "articles" / f"{page}.md").read_text("utf-8")
