"""Follows simple instructions on form: case, length, register, language of set phrases, closing lines, one topic only."""

import json
import re

from . import meaning, words

END = re.compile(r"\b(?:end|finish|close|conclude)\b[^.\n]{0,60}?\bwith\b[^\"'“\n]{0,40}[\"'“](?P<said>[^\"”\n]+?)[\"'”](?=[\s.,;!]|$)", re.IGNORECASE)
BEGIN = re.compile(r"\b(?:start|begin|open)\b[^.\n]{0,60}?\bwith\b[^\"'“\n]{0,40}[\"'“](?P<said>[^\"”\n]+?)[\"'”](?=[\s.,;!]|$)", re.IGNORECASE)
TOPIC = re.compile(r"\b(?:only|exclusively|just|nothing but)\b (?:ever )?(?:talk|speak|answer|discuss|help|reply|respond)[^.\n]{0,30}?\b(?:about|on|with|to|regarding)\b (?:questions (?:about|on) )?(?P<topic>[^.\n;,]{3,60})"
                   r"|\b(?:talk|speak|answer|discuss|help)\b[^.\n]{0,30}?\bonly\b[^.\n]{0,20}?\b(?:about|on|with|regarding)\b (?P<topic2>[^.\n;,]{3,60})", re.IGNORECASE)
LIMIT = re.compile(r"\b(?:at most|no more than|maximum(?: of)?|max\.?|up to|under|fewer than|in|within)\s+(?P<count>\d+|one|two|three|five|ten|twenty)\s+(?P<unit>word|sentence|line|character)s?\b", re.IGNORECASE)
COUNTS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "twenty": 20}
FORMAL = (("Hello! What can I do for you?", "Good day. How may I assist you?"), ("You are welcome.", "You are most welcome."), ("Goodbye!", "Good-bye."), ("Noted.", "I have taken note of it."), ("I'm", "I am"))
CASUAL = (("Hello! What can I do for you?", "Hi! What's up?"), ("You are welcome.", "No problem!"), ("Noted.", "Got it!"), ("I do not know", "No idea, sorry"), ("I am", "I'm"))


def styled(text, turn):
    """The text in the form that instructions ask for; the developer's are applied last, so that they win."""
    orders = [o for o in (_form_of_request(turn.text), turn.instructions) if o]
    if not text or not orders:
        return text
    refusal = off_topic(turn)
    text = refusal or text
    for order in orders:
        text = _register(text, order)
        text = _length(text, order)
        text = _layout(text, order)
    for order in orders:
        text = _case(text, order)
    return _frame(text, turn.instructions)


def _form_of_request(text):
    """The sentence of a request that speaks of form ("Answer in one word."), else ""."""
    return " ".join(s for s in re.split(r"(?<=[.!?])\s+", text) if re.search(r"\b(?:upper ?case|lower ?case|capital letters|one word|words|sentences?|bullet|numbered|as json|briefly|short)\b", s, re.IGNORECASE)
                    and re.search(r"\b(?:answer|reply|respond|in|as|use|write|keep)\b", s, re.IGNORECASE))


def off_topic(turn):
    """A refusal where the developer allows one topic and the request has no word of it, else ""."""
    match = TOPIC.search(turn.instructions)
    if not match or turn.done:
        return ""
    topic = (match["topic"] or match["topic2"]).strip()
    asked = tuple(dict.fromkeys(w.lower() for w in words.TOKEN.findall(turn.text) if w.isalpha() and not words.is_stop(w)))
    own = tuple(w.lower() for w in words.TOKEN.findall(topic) if w.isalpha() and not words.is_stop(w))
    near = meaning.nearness(asked, own)
    if near.size and float(near.max()) >= 0.4 or re.match(r"\W*(?:hi|hello|hey|thanks|thank)\b", turn.text, re.IGNORECASE):
        return ""
    return f"I may only talk about {topic}."


def _case(text, order):
    if re.search(r"\b(?:upper ?case|all caps|capital letters|capitals|block letters)\b", order, re.IGNORECASE):
        return text.upper()
    return text.lower() if re.search(r"\b(?:lower ?case|small letters)\b", order, re.IGNORECASE) else text


def _register(text, order):
    pairs = FORMAL if re.search(r"\bformal(?:ly)?\b|\bpolite(?:ly)?\b", order, re.IGNORECASE) and not re.search(r"\binformal", order, re.IGNORECASE) else \
        CASUAL if re.search(r"\b(?:informal|casual|friendly|relaxed|buddy)\w*\b", order, re.IGNORECASE) else ()
    for plain, instead in pairs:
        text = text.replace(plain, instead)
    return text


def _length(text, order):
    if re.search(r"\b(?:one|a single) word\b", order, re.IGNORECASE):
        return one_word(text)
    sentences = re.split(r"(?<=[.!?])\s+", text)
    if re.search(r"\b(?:be brief|briefly|short(?:ly)?|concise(?:ly)?|one sentence|a single sentence)\b", order, re.IGNORECASE):
        return sentences[0]
    match = LIMIT.search(order)
    if not match:
        return text
    count = COUNTS.get(match["count"].lower()) or int(match["count"])
    if match["unit"].lower() == "word":
        return " ".join(text.split()[:count])
    if match["unit"].lower() == "character":
        return text[:count]
    return " ".join(sentences[:count])


def one_word(text):
    """The word that carries an answer: a figure, else a name, else the last word."""
    body = re.sub(r"^.* = ", "", text)
    found = re.findall(r"-?\d+(?:[.,]\d+)*%?", body) or re.findall(r"(?<!^)(?<![.!?] )\b[A-Z][\w-]+", body)
    if re.search(r"\bdo not know\b|\bpractice model\b", text):
        return "Unknown"
    return (found or re.findall(r"[\w'-]+", body) or [text])[-1]


def _layout(text, order):
    parts = [p.strip() for p in re.split(r"(?<=[.!?])\s+", text) if p.strip()]
    if re.search(r"\b(?:bullet|bulleted|bullet points?|dashes)\b", order, re.IGNORECASE):
        return "\n".join(f"- {p}" for p in parts)
    if re.search(r"\bnumbered\b", order, re.IGNORECASE):
        return "\n".join(f"{i}. {p}" for i, p in enumerate(parts, 1))
    if re.search(r"\b(?:as|in|with|valid|only) json\b", order, re.IGNORECASE) and not text.startswith(("{", "[")):
        return json.dumps({"answer": text}, ensure_ascii=False)
    return text


def _frame(text, order):
    begin, end = BEGIN.search(order), END.search(order)
    if begin and not text.startswith(begin["said"]):
        text = f"{begin['said']} {text}"
    if end and not text.rstrip().endswith(end["said"]):
        text = f"{text}\n{end['said']}"
    return text
