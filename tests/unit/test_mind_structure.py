"""Structured answers: what a text says for each field, valid by the schema, and nothing that it does not say."""

import json
import random
from datetime import date

import pytest

from workshop_utils.practice.mind import classes, structure

jsonschema = pytest.importorskip("jsonschema")
TODAY = date(2026, 1, 1)
S, I, N, B = ({"type": kind} for kind in ("string", "integer", "number", "boolean"))


def obj(required=None, **properties):
    return {"type": "object", "properties": properties, "required": list(properties) if required is None else required, "additionalProperties": False}


def many(item):
    return {"type": "array", "items": item}


def one_of(*options):
    return {"type": "string", "enum": list(options)}


def maybe(node):
    return {"anyOf": [node, {"type": "null"}]}


def read(schema, text, **more):
    found = json.loads(structure.answer(schema, text, TODAY, **more))
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


FELT = one_of("positive", "negative", "neutral")
DESK = one_of("billing", "technical", "shipping", "other")
PERSON = obj(name=S, age=I)
CASES = [
    (PERSON, "Jonas is 25 years old", {"name": "Jonas", "age": 25}),
    (obj(name=S, date=S, participants=many(S)), "Extract the event information.\n\nRuth and Bob are going to a book fair on Friday.",
     {"name": "book fair", "date": "2026-01-02", "participants": ["Ruth", "Bob"]}),
    (obj(number=I, supplier=S, date=S, total=N, currency=S, email=maybe(S)), "Invoice 4711 from Brook Ltd, dated 3 March 2026, total 249.90 euros.",
     {"number": 4711, "supplier": "Brook Ltd", "date": "2026-03-03", "total": 249.9, "currency": "EUR", "email": None}),
    (obj(customer=S, items=many(obj(product=S, quantity=I)), total=maybe(N)), "Order for Mia Stone: 2 notebooks, 3 blue pens and a ruler, total 15.50 euros.",
     {"customer": "Mia Stone", "total": 15.5,
      "items": [{"product": "notebooks", "quantity": 2}, {"product": "blue pens", "quantity": 3}, {"product": "ruler", "quantity": 1}]}),
    (obj(origin=S, destination=S, date=S, passengers=I), "I need a flight from Oslo to Porto on 12 May 2026 for two people.",
     {"origin": "Oslo", "destination": "Porto", "date": "2026-05-12", "passengers": 2}),
    (obj(person=obj(name=S, email=S), company=obj(name=S, city=maybe(S))), "Contact Lena Holt at lena@quayside.example; she works at Quayside Systems in Bergen.",
     {"person": {"name": "Lena Holt", "email": "lena@quayside.example"}, "company": {"name": "Quayside Systems", "city": "Bergen"}}),
    (obj(people=many(PERSON)), "Ana is 31, Ben is 28 and Carla is 40 years old.",
     {"people": [{"name": "Ana", "age": 31}, {"name": "Ben", "age": 28}, {"name": "Carla", "age": 40}]}),
    (obj(people=many(obj(name=S, age=I, city=S))), "Ana is 31 and lives in Oslo. Ben is 28 and lives in Turin.",
     {"people": [{"name": "Ana", "age": 31, "city": "Oslo"}, {"name": "Ben", "age": 28, "city": "Turin"}]}),
    (obj(title=S, author=S, year=I), 'The book "Quiet Harbors" was written by Nora Vale in 1987.', {"title": "Quiet Harbors", "author": "Nora Vale", "year": 1987}),
    (obj(servings=I, ingredients=many(obj(name=S, amount=N))), "Mix 200 g flour, 3 eggs and 50 ml milk. Serves 4.",
     {"servings": 4, "ingredients": [{"name": "flour", "amount": 200}, {"name": "eggs", "amount": 3}, {"name": "milk", "amount": 50}]}),
    ({}, "Return JSON with keys name and city: Ola lives in Bergen", {"name": "Ola", "city": "Bergen"}),
    ({"type": "object", "additionalProperties": I}, "Scores: Ana: 3, Ben: 4", {"Ana": 3, "Ben": 4}),
    (obj(city=S, country=S), "Where were the winter games held in 2012?", {"city": "", "country": ""}),
    (obj(sentiment=FELT), "The room was clean but the staff were rude and the food was cold.", {"sentiment": "negative"}),
    (obj(sentiment=FELT), "Not bad at all, I would come again.", {"sentiment": "positive"}),
    (obj(category=DESK, urgent=B), "I was charged twice for my subscription, please fix it asap", {"category": "billing", "urgent": True}),
    (obj(category=DESK, priority=one_of("low", "medium", "high")), "My parcel has not arrived. No hurry.", {"category": "shipping", "priority": "low"}),
    (obj(is_spam=B), "You have won a free prize! Click here.", {"is_spam": True}),
    (obj(has_allergy=B, allergies=many(S)), "I have no allergies.", {"has_allergy": False, "allergies": []}),
]
HELD_BACK = [     # written before the rules were tuned, looked at once
    (obj(name=S, age=maybe(I)), "My neighbour is called Petra Lind.", {"name": "Petra Lind", "age": None}),
    (obj(emails=many(S)), "Write to kim@a.example and lou@b.example please.", {"emails": ["kim@a.example", "lou@b.example"]}),
    (obj(weight_kg=N, height_cm=N), "He weighs 82 kg and is 179 cm tall.", {"weight_kg": 82, "height_cm": 179}),
    (obj(product=S, price=N, currency=S), "The red kettle costs $34.50.", {"product": "red kettle", "price": 34.5, "currency": "USD"}),
    (obj(sentiment=FELT), "The box arrived on Tuesday.", {"sentiment": "neutral"}),
    (obj(sentiment=FELT), "I have never been so disappointed.", {"sentiment": "negative"}),
    (obj(topic=one_of("sports", "politics", "science")), "The home team scored twice in the last minutes of the match.", {"topic": "sports"}),
    (obj(topic=one_of("sports", "politics", "science")), "Parliament will vote on the new law next week.", {"topic": "politics"}),
    (obj(sender=S, recipient=S, amount=N), "Send 120 euros from Ida to Marek.", {"sender": "Ida", "recipient": "Marek", "amount": 120}),
    (obj(date=S, time=S, place=S), "We meet on 4 April 2026 at 14:30 in Graz.", {"date": "2026-04-04", "time": "14:30", "place": "Graz"}),
    (obj(skills=many(S), years=maybe(I)), "Her skills are Python, SQL and Go.", {"skills": ["Python", "SQL", "Go"], "years": None}),
    (obj(tasks=many(obj(task=S, owner=S))), "- task: write report, owner: Sven\n- task: book room, owner: Pia",
     {"tasks": [{"task": "write report", "owner": "Sven"}, {"task": "book room", "owner": "Pia"}]}),
    (obj(order_id=S, problem=one_of("damaged", "late", "missing")), "Order A-1182 came with a damaged lid.", {"order_id": "A-1182", "problem": "damaged"}),
    (obj(wants_refund=B), "I do not want a refund, only a new lamp.", {"wants_refund": False}),
    (obj(wants_refund=B), "Please refund me.", {"wants_refund": True}),
]


@pytest.mark.parametrize("schema, text, wanted", CASES, ids=[text[:40] for _, text, _ in CASES])
def test_it_reads_what_the_text_says(schema, text, wanted):
    assert read(schema, text) == wanted


def test_texts_that_no_rule_was_tuned_on():
    assert sum(read(schema, text) == wanted for schema, text, wanted in HELD_BACK) >= 0.8 * len(HELD_BACK)


def test_the_order_before_the_material_is_not_read():
    assert structure.material("Extract the person: Ana is 31") == "Ana is 31"
    assert structure.material("Ana is 31") == "Ana is 31"


def test_spoken_words_fill_the_field_that_wants_them():
    assert read(obj(answer=S), "What is dark matter?", spoken="I do not know.") == {"answer": "I do not know."}


def test_results_win_over_the_text():
    assert read(obj(city=S, temperature=N), "How warm is it in Oslo?", known={"temperature": 4.5}) == {"city": "Oslo", "temperature": 4.5}


def test_classes_that_the_developer_explains():
    schema = obj(team=one_of("red", "blue"))
    explained = "red: invoices and refunds\nblue: broken screens and passwords"
    assert read(schema, "I forgot my password", instructions=explained) == {"team": "blue"}
    assert read(schema, "Where is my refund?", instructions=explained) == {"team": "red"}


def test_what_is_not_said_is_null_or_empty_and_optional_fields_are_left_out():
    schema = obj(["name", "phone", "age"], name=S, phone=maybe(S), age=I, email=S, tags=many(S))
    assert read(schema, "hello there") == {"name": "", "phone": None, "age": 0}


def test_limits_of_the_schema_are_kept_also_by_what_is_not_said():
    schema = obj(stars={"type": "integer", "minimum": 1, "maximum": 5}, code={"type": "string", "minLength": 3}, when={"type": "string", "format": "date"},
                 notes={"type": "array", "items": S, "minItems": 2})
    assert read(schema, "nothing")["stars"] == 1
    assert read(schema, "I give it 9 stars")["stars"] == 1


def test_unions_of_objects_are_told_apart_by_what_the_text_says():
    mail = obj(kind={"const": "mail"}, address=S | {"format": "email"})
    call = obj(kind={"const": "call"}, phone=S)
    schema = obj(contact={"anyOf": [{"$ref": "#/$defs/Mail"}, {"$ref": "#/$defs/Call"}]}) | {"$defs": {"Mail": mail, "Call": call}}
    assert read(schema, "Reach me at uma@x.example")["contact"] == {"kind": "mail", "address": "uma@x.example"}
    assert read(schema, "Reach me at 555-201-3344")["contact"] == {"kind": "call", "phone": "555-201-3344"}


def test_recursive_schemas_end():
    node = obj(label=S, children=many({"$ref": "#/$defs/Node"}), next=maybe({"$ref": "#/$defs/Node"}))
    assert read({"$ref": "#/$defs/Node", "$defs": {"Node": node}}, "label: root, children: a and b")["label"] == "root"


def test_moods_turn_round_after_a_negation():
    assert classes.mood("not good") < 0 < classes.mood("not bad")
    assert classes.chosen("A fine idea, isn't it", ["alpha", "beta"]) is None


def _random_schema(random_, depth=0):
    kinds = ["string", "integer", "number", "boolean", "enum", "const", "maybe"] + ["object", "array", "union", "map"] * (depth < 3)
    kind = random_.choice(kinds)
    if kind in ("string", "integer", "number", "boolean"):
        return {"type": kind} | (random_.choice([{}, {"minimum": 3}, {"maximum": -2}, {"exclusiveMinimum": 0}]) if kind in ("integer", "number") else {})
    if kind == "object":
        names = random_.sample("name age city email total date items price is_new code notes color summary".split(), random_.randint(1, 4))
        return obj(random_.sample(names, random_.randint(0, len(names))), **{n: _random_schema(random_, depth + 1) for n in names})
    more = {"enum": {"enum": random_.choice([["a", "b", None], [1, 2], ["x"]])}, "const": {"const": random_.choice(["k", 3, None, True])}}
    inner = _random_schema(random_, depth + 1) if kind not in more else None
    return more.get(kind) or {"maybe": maybe(inner), "array": many(inner) | random_.choice([{}, {"minItems": 2}, {"maxItems": 1}]),
                              "union": {"oneOf": [inner, {"type": "null"}]} if inner.get("type") != "null" else S, "map": {"type": "object", "additionalProperties": inner}}[kind]


TEXTS = ["", "Ana is 31, lives in Oslo and paid 25.50 euros on 3 May 2026 for 2 red lamps; write to ana@x.example.", "- a: 1\n- b: 2\n\nname: Zoe; age: 4"]


@pytest.mark.parametrize("seed", range(150))
def test_any_answer_is_valid_by_its_schema(seed):
    random_ = random.Random(seed)
    schema = obj(a=_random_schema(random_), b=_random_schema(random_))
    for text in TEXTS:
        found = json.loads(structure.answer(schema, text, TODAY, spoken="Yes."))
        problems = [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(found) if "is valid under each of" not in e.message]
        assert not problems, (schema, found)
