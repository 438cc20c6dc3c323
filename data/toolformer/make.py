"""Writes corpus.json and fresh.json: texts with places where a call is useful, useless or wrong.

    python data/toolformer/make.py

A useful call gives what the next words say. A useless one is right, but stands where nothing follows from it. A wrong
one stands at the useful place and asks for something else. Fresh texts have nouns, countries and words of their own.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
GLOSSARY = json.loads((HERE / "glossary.json").read_text("utf-8"))
CAPITALS = json.loads((HERE / "capitals.json").read_text("utf-8"))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
NOUNS = {"corpus": ["boxes pens", "bags apples", "shelves books", "rows chairs", "trays eggs", "crates bottles",
                    "albums stamps", "boats sailors", "racks coats"],
         "fresh": ["buckets shells", "drawers spoons", "cages canaries", "folders letters", "baskets onions",
                   "carriages travellers", "beds tulips", "jars cookies", "tins sardines"]}
EVENTS = {"corpus": ["The concert", "The market", "The meeting", "The match", "The parade", "The exam"],
          "fresh": ["The wedding", "The auction", "The regatta", "The lecture", "The picnic", "The election"]}
PEOPLE = {"corpus": ["Ana", "Ben", "Clara", "David", "Emma", "Frank"],
          "fresh": ["Wanda", "Yusuf", "Ulrik", "Zoe", "Quinn"]}
SUMS = [
    ("{who} has {a} {holders} of {b} {things}, which makes | {r} {things} in all.", "*"),
    ("In the cellar stand {a} {holders} with {b} {things} each, which makes | {r} {things} for the winter.", "*"),
    ("There were {a} {things} in the morning and {b} more came at noon, so together | {r} {things} were there.", "+"),
    ("{who} counted {a} {things} and {other} counted {b}, so together | {r} were counted on that day.", "+"),
    ("Of {a} {things} they sold {b} at the fair, which leaves | {r} for the next day.", "-"),
    ("{who} wanted to sell {b} of the {a} {things}, which leaves | no more than {r} for the winter.", "-"),
]
SAID = [   # the text has the answer already, or does not need it: here even a right call is useless
    ("{who} says that {r} is right: {a} {holders} of {b} {things} are | {r} {things}, as everybody can see.", "*"),
    ("{a} {holders} of {b} {things} are | far too many {things} for a small shop.", "*"),
]
DATES = ["{event} is planned for {day}, which will be a | {weekday}, so bring a coat.",
         "{who} was born on {day}, and that was a | {weekday} with much snow.",
         "They will meet again on {day}, which will be a | {weekday}, if the weather is kind."]
PLACES = ["{who} wants to travel to {country}, whose capital is | {capital}, by train and by ship.",
          "A letter came from {country}, whose capital is | {capital}, and it had a blue stamp.",
          "{who} was asked for the capital of {country} and answered at once | {capital}, which was right."]
WORDS = ["On the door stood the word {foreign}, which means | {english} in our language.",
         "{who} learned that {foreign} is the French word for | {english} and wrote it down.",
         "The old card said {foreign}, which means | {english}, and nothing else."]
# sentences that only fresh texts have; the last of each list leads to the place in words that corpus texts do not have
NEW_SUMS = [("The captain ordered {a} {holders} with {b} {things} in each, which makes | {r} {things} on board.", "*"),
            ("First {a} {things} fell down and then {b} more, so all in all | {r} {things} lay on the floor.", "+"),
            ("Take {b} {things} away from {a}, and you are left with | {r} of them.", "-")]
NEW_DATES = ["{who} wrote {day} on the calendar, which will be a | {weekday}, and drew a red circle.",
             "{event} takes place on {day}, a | {weekday} in the school holidays."]
NEW_PLACES = ["{who} flew to {country}, whose capital is | {capital}, to see an old friend.",
              "The government of {country} sits in | {capital}, as the teacher told {who}."]
NEW_WORDS = ["The cook called for {foreign}, which means | {english}, and nobody moved.",
             "Say {foreign} and people there will think of | {english} at once."]


def texts(kind: str, number: int) -> list[dict]:
    """`number` texts of one kind, "corpus" or "fresh", the four tools in turn."""
    chance, makers, found = random.Random(f"toolformer {kind}"), [_sum, _date, _place, _word], []
    while len(found) < number:
        text = makers[len(found) % 4](chance, kind)
        if text["text"] not in [other["text"] for other in found]:
            found.append(text)
    return found


def _sum(chance, kind):
    sentence, sign = chance.choice(SUMS * 2 + SAID + (NEW_SUMS * 3 if kind == "fresh" else []))
    holders, things = chance.choice(NOUNS[kind]).split()
    a, b = chance.randint(11, 49) + (50 if sign == "-" else 0), chance.randint(3, 19) * 2 + (kind == "fresh")
    results = {"*": a * b, "+": a + b, "-": a - b}
    wrong = chance.choice([s for s in "*+-" if s != sign])
    who, other = chance.sample(PEOPLE[kind], 2)
    fills = {"who": who, "other": other, "holders": holders, "things": things, "a": a, "b": b, "r": results[sign]}
    first = "useless" if (sentence, sign) in SAID else "useful"
    return _text(sentence, fills, f"Calc({a} {sign} {b})", results[sign], f"Calc({a} {wrong} {b})", results[wrong],
                 first)


def _date(chance, kind):
    day = date(1950 if kind == "corpus" else 2031, 1, 1) + timedelta(days=chance.randrange(20000))
    other = day + timedelta(days=chance.choice([-3, -2, -1, 1, 2, 3]))
    fills = {"event": chance.choice(EVENTS[kind]), "who": chance.choice(PEOPLE[kind]), "day": _long(day),
             "weekday": WEEKDAYS[day.weekday()]}
    sentence = chance.choice(DATES + (NEW_DATES if kind == "fresh" else []))
    return _text(sentence, fills, f"Calendar({_long(day)})", fills["weekday"],
                 f"Calendar({_long(other)})", WEEKDAYS[other.weekday()])


def _place(chance, kind):
    country, other = chance.sample(sorted(CAPITALS[kind]), 2)
    fills = {"who": chance.choice(PEOPLE[kind]), "country": country, "capital": CAPITALS[kind][country]}
    sentence = chance.choice(PLACES + (NEW_PLACES if kind == "fresh" else []))
    return _text(sentence, fills, f"Lookup(capital of {country})", fills["capital"],
                 f"Lookup(capital of {other})", CAPITALS[kind][other])


def _word(chance, kind):
    foreign, other = chance.sample(sorted(GLOSSARY[kind]), 2)
    fills = {"who": chance.choice(PEOPLE[kind]), "foreign": foreign, "english": GLOSSARY[kind][foreign]}
    sentence = chance.choice(WORDS + (NEW_WORDS if kind == "fresh" else []))
    return _text(sentence, fills, f"Translate({foreign})", fills["english"], f"Translate({other})",
                 GLOSSARY[kind][other])


def _text(sentence, fills, call, result, wrong_call, wrong_result, first="useful"):
    before, after = sentence.format(**fills).split(" | ")
    early = before[:_word_ends(before)[2]]
    late = f"{before} {after}"[:_word_ends(f"{before} {after}")[-2]]
    return {"text": f"{before} {after}", "calls": [
        {"kind": first, "at": len(before), "call": call, "result": str(result)},
        {"kind": "useless", "at": len(early), "call": call, "result": str(result)},
        {"kind": "useless", "at": len(late), "call": call, "result": str(result)},
        {"kind": "wrong", "at": len(before), "call": wrong_call, "result": str(wrong_result)}]}


def _word_ends(text):
    return [place for place, letter in enumerate(text) if letter == " "]


def _long(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


if __name__ == "__main__":
    for kind, number in (("corpus", 200), ("fresh", 160)):
        rows = ",\n".join("  " + json.dumps(text, ensure_ascii=False) for text in texts(kind, number))
        (HERE / f"{kind}.json").write_text(f"[\n{rows}\n]\n", "utf-8", newline="\n")
