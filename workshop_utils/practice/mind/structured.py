"""Answers by JSON schema: extraction, classification into an enum, or the spoken answer in the field that wants it."""

import json
import re

import numpy as np

from . import fill, judge, meaning, schema, words
from .recall import flat
from .turn import failed, value_of

GOOD = frozenset("good great love like excellent happy wonderful best perfect amazing nice pleased fantastic enjoy recommend thank awesome delicious fast brilliant superb glad helpful".split())
BAD = frozenset("bad hate terrible awful broke broken worst poor slow angry disappointed disappointing useless horrible refund late sad never rude dirty wrong fail failed crash crashes problem annoying waste unhappy".split())
SPOKEN = frozenset("answer response reply text message output result summary final conclusion content".split())


def filled(turn, spoken):
    """JSON text that follows the conversation's format; `spoken` is what would be said in plain words."""
    wanted = turn.conversation.format
    if not wanted.get("properties"):
        return json.dumps({"answer": spoken} if wanted.get("type", "object") == "object" else spoken, ensure_ascii=False)
    view = _view(wanted)
    source = documents_of(turn)
    _, picks = fill.filling(view, (source, turn.today)).assign()
    values = {place: candidate.value for place, (_, candidate) in picks.items()}
    results = _results(turn)
    pair = judge.statements(turn.text)
    for place, leaf in enumerate(view.leaves):
        value = _better(leaf, values.get(place), results, pair, source, spoken, turn)
        values[place] = value if value is not None else _plain(leaf)
    kept = {place: value for place, value in values.items() if value is not None or view.leaves[place].required}
    return json.dumps(fill.tree(view, kept), ensure_ascii=False)


def documents_of(turn):
    """The text that is to be read: the request without its opening order ("Extract the order: ...")."""
    match = re.match(r"(?:please )?(?:extract|classify|read|parse|get|find|take|label|categori[sz]e|judge)\b[^:\n]{0,80}:\s*", turn.text, re.IGNORECASE)
    return turn.text[match.end():] if match and len(turn.text) > match.end() + 3 else turn.text


def _view(wanted):
    key = json.dumps(wanted, sort_keys=False)
    if key not in _VIEWS:
        parameters = schema.read_parameters(wanted)
        _VIEWS[key] = schema.ToolView("", "", (), (), (), parameters, schema.leaves(parameters))
    return _VIEWS[key]


_VIEWS = {}


def _results(turn):
    return {key: value for _, output in turn.done if output is not None and not failed(output) for key, value in flat(value_of(output.text))}


def _better(leaf, value, results, pair, source, spoken, turn):
    """The value of one leaf: from results by name, a judgement, a class, the text that was read, or the spoken answer."""
    if leaf.name in results and not leaf.enum:
        return results[leaf.name]
    if leaf.enum:
        verdict = judge.labelled(judge.judge(*pair), leaf.enum) if pair else None
        return verdict or value or classified(source, leaf, turn.instructions)
    if leaf.type == "string" and (SPOKEN & set(words.parts(leaf.name)) or leaf.role == "text" and value is None):
        return spoken
    if pair and {"reason", "explanation", "why"} & set(words.parts(leaf.name)):
        return f"The first says \"{pair[0]}\", the second \"{pair[1]}\"."
    if value is None and leaf.type == "boolean":
        return False
    return value


_CUES = """billing payment finance: invoice charge charged refund bill paid payment money price subscription; technical tech bug support: error crash crashes bug login log password app broken install update server fails freezes;
shipping delivery logistics: parcel package delivery arrived shipped courier tracking late; account profile: account username email address settings profile delete; sales order purchase: buy order price offer discount quote;
complaint: bad angry terrible worst unacceptable disappointed; praise compliment: great love thank excellent wonderful; sports sport: match team player goal won league game; politics: election government minister parliament vote president;
science: study researchers experiment planet cell physics; business economy: shares market company profit bank; travel: flight hotel trip beach holiday; health medical: doctor pain fever hospital medicine; urgent high critical: now immediately urgent down emergency asap;
low: whenever sometime minor small; spam: winner prize free click lottery; weather: rain sun snow storm; food: pizza dish restaurant cook recipe; music: song band album concert"""
CUES = {label: frozenset(words.stem(w) for w in row.split(":")[1].split()) for row in _CUES.split(";") for label in row.split(":")[0].split()}


def classified(text, leaf, instructions=""):
    """The enum value that is nearest to a text: by mood words where the values are moods, else by meaning."""
    low = re.findall(r"[a-z']+", text.lower())
    good, bad = sum(w in GOOD for w in low), sum(w in BAD for w in low)
    if re.search(r"\b(?:not|n't|never|no)\b|n't", text.lower()):
        good, bad = (good, bad) if bad else (0, good or bad)
    moods = {w: v for v in leaf.enum for w in words.parts(str(v))}
    if {"positive", "negative"} <= set(moods):
        return moods["positive"] if good > bad else moods["negative"] if bad > good else moods.get("neutral", moods.get("mixed", moods["negative"]))
    asked = tuple(dict.fromkeys(w for w in low if not words.is_stop(w)))
    scores = []
    for option in leaf.enum:
        own = tuple(dict.fromkeys(words.parts(str(option)) + _explained(option, f"{leaf.description}\n{instructions}")))
        near = meaning.nearness(asked, own)
        cues = frozenset().union(*(CUES.get(w, frozenset()) for w in words.parts(str(option))))
        hits = 1.5 * sum(words.stem(a) in cues for a in asked) + sum(any(words.alike(words.stem(a), words.stem(o)) for o in own) for a in asked)
        scores.append(round(hits + float(np.sort(near.max(axis=1))[-3:].sum()) if near.size else 0.0, 4))
    return leaf.enum[scores.index(max(scores))] if scores and max(scores) > 0 else _fallback(leaf.enum)


def _explained(option, text):
    """The content words with which a description explains an option ("billing: invoices and refunds")."""
    match = re.search(rf"[\"'`]?{re.escape(str(option))}[\"'`]?\s*(?::|=|-|\bfor\b|\bmeans\b|\bif\b|\bwhen\b)\s*([^\n;.]+)", text, re.IGNORECASE)
    return tuple(w.lower() for w in words.TOKEN.findall(match.group(1)) if w.isalpha() and not words.is_stop(w))[:8] if match else ()


def _fallback(options):
    return next((o for o in options if str(o).lower() in ("other", "unknown", "none", "neutral", "general", "unrelated")), options[0])


def _plain(leaf):
    """What stands for "not said": null where it is allowed, else an empty value of the type."""
    if leaf.nullable or not leaf.required:
        return None
    return {"string": "", "integer": 0, "number": 0, "boolean": False, "array": (), "object": {}}.get(leaf.type)


