"""Follows simple instructions on form: case, length, layout, register, set lines, one of some answers, one topic only.

think() calls `off_topic(turn)` before anything is called, and `styled(text, turn)` on what is said; `apply(rules(messages), text)` is the same without a turn.
"""

import json
import re
from dataclasses import dataclass, replace

from . import classes, meaning, words
from .conversation import Message

FIGURES = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "single": 1, "twenty": 20, "fifteen": 15, "fifty": 50}
COUNT = r"(?P<count>\d+|" + "|".join(sorted(FIGURES, key=lambda w: (-len(w), w))) + ")"
SAY = r"(?:answer|reply|respond|response|say|write|speak|talk|use|keep|output|return|be|in|give|put|format|make|address|end|start|begin|close|finish|limit)"
QUOTED = r"[\"“'](?P<said>[^\"”\n]+?)[\"”'](?=[\s.,;!)]|$)"
LINE = rf"(?:\s+(?:the |this |these )?(?:words?|line|phrase|sentence|text|greeting|closing|signature|sign-off)s?)?\s*(?:{QUOTED}|:\s*(?P<rest>[^\"“\n]+)|(?P<token>[^\s\"“'.,]+)(?=[.!]?\s*$))"
TOPIC = re.compile(r"\b(?:only|exclusively|just|nothing but)\b (?:ever )?(?:talk|speak|answer|discuss|help|reply|respond)[^.\n]{0,30}?\b(?:about|on|with|to|regarding|concerning)\b (?:questions (?:about|on|concerning) )?(?P<topic>[^.\n;,]{3,60})"
                   r"|\b(?:talk|speak|answer|discuss|help)\b[^.\n]{0,30}?\bonly\b[^.\n]{0,20}?\b(?:about|on|with|regarding)\b (?P<topic2>[^.\n;,]{3,60})", re.IGNORECASE)
FORBIDDEN = re.compile(r"\b(?:never|do not|don't|must not|may not|refuse to)\b (?:ever )?(?:talk|speak|answer|discuss|help|reply|respond|give advice)[^.\n]{0,24}?\b(?:about|on|with|regarding)?\b ?(?:questions (?:about|on) )?(?P<topic>(?!only)[^.\n;,]{3,60})", re.IGNORECASE)
FORMAL = (("Hello! What can I do for you?", "Good day. How may I assist you?"), ("You are welcome.", "You are most welcome."), ("Goodbye!", "Good-bye."), ("Noted.", "I have taken note of it."), ("I'm", "I am"), ("don't", "do not"), ("can't", "cannot"))
CASUAL = (("Hello! What can I do for you?", "Hi! What's up?"), ("You are welcome.", "No problem!"), ("Noted.", "Got it!"), ("I do not know", "No idea, sorry"), ("I am", "I'm"), ("is not", "isn't"), ("do not", "don't"))
NEGATED = re.compile(r"\b(?:do not|don't|never|no|avoid|without|not)\b[^,;:]{0,30}$", re.IGNORECASE)
PLAIN = (   # kind, group of kinds that exclude each other, what says so
    ("upper", "case", r"\b(?:upper[ -]?case|all caps|capital letters|capitals|block letters)\b"), ("lower", "case", r"\b(?:lower[ -]?case|small letters)\b"),
    ("word", "length", r"\b(?:one|a single|1)[ -]word\b|\bwith (?:just|only) (?:the|a) word\b"), ("figure", "length", r"\b(?:only|just) (?:with )?(?:the|a) (?:number|figure|result|value)\b|\bthe (?:number|figure|result) (?:only|alone)\b"),
    ("brief", "length", r"\b(?:be brief|briefly|keep (?:it|your answers?|answers|replies) (?:very )?(?:brief|short)|short answers?|concise(?:ly)?|be terse|tersely)\b"),
    ("bullets", "layout", r"\b(?:bullet|bulleted|bullets|dashes|bullet[ -]points?)\b"), ("numbered", "layout", r"\bnumbered\b"),
    ("json", "layout", r"\b(?:as|in|with|valid|only|return|output) (?:a |an )?(?:valid )?json\b"),
    ("formal", "register", r"\b(?<!in)formal(?:ly)?\b|\bpolite(?:ly)?\b"), ("casual", "register", r"\b(?:informal|casual|friendly|relaxed|chatty)(?:ly)?\b"))
LIMIT = re.compile(rf"\b(?:at most|no more than|not more than|a maximum of|maximum(?: of)?|max\.?|up to|under|fewer than|less than|in|within|exactly|with|to|use)\s+(?:only |just |exactly |at most )?{COUNT}\s+(?:short |simple |brief )?(?P<unit>word|sentence|line|character|bullet(?: point)?|point)s?\b", re.IGNORECASE)
OPTIONS = re.compile(r"\b(?:(?:only|just|strictly|exactly|simply)\b[^.\n:]{0,24}\b(?:with|by|as)\b|(?:with|as|by) (?:only |exactly |just )?one of(?: the following| these)?(?: words| labels| options| values| answers)?|(?:with|by) (?:only|just|either)|classify\b[^.\n]{0,40}\bas|\beither)\s*:?\s*"
                     r"(?P<row>[\"'“]?[\w-]+[\"'”]?(?:\s*,\s*(?:or |and )?[\"'“]?[\w-]+[\"'”]?)*\s*,?\s*(?:\bor\b|/|,|\band\b)\s*[\"'“]?[\w-]+[\"'”]?)(?=[\s.,;!:)]|$)", re.IGNORECASE)
EXACT = re.compile(rf"\b(?:reply|respond|answer|say|return|output|write|print)\b(?: (?:to me|back|always))?(?: (?:only|always))?(?: with)?\s+(?:exactly|precisely|only|just|nothing but)(?: (?:the|this|these))?(?: (?:words?|text|phrase|sentence|line|following))*\s*(?:{QUOTED}|:\s*(?P<rest>[^\"“\n]+))"
                   r"|\b(?:reply|respond|answer|say|return|output)\b(?: with)? (?:exactly|precisely)(?: the words?)? (?P<token>[^\s\"“':]+)[.!]?$", re.IGNORECASE)
NAMED = re.compile(r"\b(?i:address|call)\s+(?i:the user|the customer|the person|him|her|them|me|the caller)\s+(?:as |by the name |by the name of )?[\"“']?(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)[\"”']?")
OWN_NAME = re.compile(r"\b(?:the )?(?:user|customer|caller|person)(?:'s name)? is (?:called |named )?(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)")


@dataclass(frozen=True)
class Rule:
    """One instruction on form. `group` holds kinds that exclude each other; `value` is what the kind needs; the developer's are `high`."""

    kind: str
    group: str
    value: object = None
    high: bool = False


def rules(messages) -> list:
    """The rules that hold for the next answer: the developer's, and those of users that no rule of the developer excludes.

    Of the user, the last message counts whole, earlier ones only where they say "from now on", "always" or "call me".
    """
    messages = [m for m in messages if isinstance(m, Message)]
    asked = next((m.text for m in reversed(messages) if m.role == "user"), "")
    high = [replace(rule, high=True) for m in messages if m.role == "developer" for rule in _read(m.text, asked, True)]
    said = [m.text for m in messages if m.role == "user"]
    low = [rule for text in said[:-1] for sentence in _sentences(text) if re.search(r"\bfrom now on\b|\balways\b|\bcall me\b|\bfor the rest\b", sentence, re.IGNORECASE) for rule in _read(sentence, asked, False)]
    low += _read(said[-1], asked, False) if said else []
    kept = {}
    for rule in [*low, *high]:      # the later one replaces the earlier, the developer's all of the user's
        kept[rule.group] = rule
    return [kept[group] for group in kept]


def _sentences(text):
    return [m.group().strip() for m in re.finditer(r"(?:\"[^\"\n]*\"|“[^”\n]*”|(?<=\w)\.(?=\w)|(?<=Dr)\.|(?<=Mr)\.|(?<=Mrs)\.|[^.!?\n])+[.!?]*", text) if m.group().strip()]


def _read(text, asked, developer):
    found = []
    for sentence in _sentences(text):
        condition = re.match(r"(?:if|when|whenever)\s+(?P<when>[^,]+),\s*(?P<then>.+)", sentence, re.IGNORECASE)
        if condition and not _met(condition["when"], asked):
            continue
        sentence = condition["then"] if condition else sentence
        if developer or re.search(rf"\b{SAY}\b|\bcall me\b|\bonly\b|\bbriefly\b", sentence, re.IGNORECASE):
            found += _of_sentence(sentence, asked, developer)
    return found


def _met(condition, asked):
    """Does the request meet the condition of an instruction ("if someone asks about prices")?"""
    own = [w for w in words.content(condition) if w not in ("user", "ask", "someone", "somebody", "custom", "customer", "question", "answer", "reply", "say", "mention", "person")]
    stems = words.content(asked)
    return not own or sum(any(words.alike(w, s) for s in stems) for w in own) * 2 >= len(own)


def _of_sentence(sentence, asked, developer):
    exact = EXACT.search(sentence)
    options = OPTIONS.search(sentence)
    row = [p.strip(" \"'“”") for p in re.split(r"\s*(?:,|/|\bor\b|\band\b)\s*", options["row"]) if p.strip(" \"'“”")] if options else []
    found = []
    if exact and not NEGATED.search(sentence[: exact.start()]) and not row:
        found.append(Rule("exactly", "exactly", (exact["said"] or exact["rest"] or exact["token"]).strip()))
    if len(row) > 1 and re.search(r"\b(?:answer|reply|respond|classify|say|return|output|label|with)\b", sentence, re.IGNORECASE) and not {"json", "markdown"} & {r.lower() for r in row}:
        found.append(Rule("options", "exactly", (tuple(row), asked)))
    for kind, word in (("begin", "start|begin|open"), ("end", "end|finish|close|conclude|sign off")):
        match = re.search(rf"\b(?:{word})\b[^.\n\"“:]{{0,50}}?\bwith{LINE}", sentence, re.IGNORECASE)
        if match and not NEGATED.search(sentence[: match.start()]):
            found.append(Rule(kind, kind, (match["said"] or match["rest"] or match["token"]).strip()))
    for kind, group, pattern in PLAIN:
        match = re.search(pattern, sentence, re.IGNORECASE)
        if match and not NEGATED.search(sentence[: match.start()]) and (developer or _is_order(sentence, match)):
            found.append(Rule(kind, group))
    limit = LIMIT.search(sentence)
    if limit and not re.search(r"(?:\b1|one|a|single) word", limit.group(), re.IGNORECASE) and not re.search(r"\b(?:summar|sum up|explain)", sentence[: limit.start()], re.IGNORECASE):
        found.append(Rule("limit", "length" if limit["unit"].lower() != "bullet" else "layout", (FIGURES.get(limit["count"].lower()) or int(limit["count"]), limit["unit"].lower().split()[0])))
    name = NAMED.search(sentence) or (OWN_NAME.search(sentence) if re.search(r"\bby (?:his |her |their )?(?:first )?name\b|\buse (?:his|her|their|the) name\b", sentence, re.IGNORECASE) else None)
    return found + ([Rule("name", "name", name["name"])] if name else [])


def _is_order(sentence, match):
    """Is a user's word about form an order for the answer, and not what the request is about?"""
    return bool(re.search(rf"\b{SAY}\b", sentence[: match.end()], re.IGNORECASE) or match.start() < 3) and not re.search(r"\b(?:what|who|why|how|is|are|does|convert|tool|function|code)\b", sentence[: match.start()], re.IGNORECASE)


def apply(rules, text) -> str:
    """The text in the form that the rules ask for. What is not known stays unsaid: "I do not know" is not cut down to yes or no."""
    exact = next((rule for rule in rules if rule.kind == "exactly"), None)
    if exact and text:
        return exact.value if exact.high else apply([rule for rule in rules if rule.high], exact.value)
    held = {rule.kind: rule.value for rule in rules}
    if not text:
        return text
    if "options" in held:
        text = _option(text, *held["options"])
    text = _register(text, held)
    if "name" in held:
        text = _addressed(text, held["name"])
    text = _layout(_length(text, held), held)
    text = text.upper() if "upper" in held else text.lower() if "lower" in held else text
    return _framed(text, held.get("begin", ""), held.get("end", ""))


FORM = re.compile(r"^(?:and |but |please |then |also |now )*(?:answer|reply|respond|be brief|keep (?:it|your)|use (?:only |at most |no more )|write (?:it|your answer|the answer))\b[^:?]*$", re.IGNORECASE)


def without_orders(text):
    """A request without its sentences that only order a form ("Answer in lower case."); the whole text where nothing else is said."""
    pieces = _sentences(text)
    kept = [piece for piece in pieces if not (FORM.match(piece) and _read(piece, text, False))]
    return text if len(kept) == len(pieces) or not kept else " ".join(kept)


def wants_json(rules):
    """Do the rules ask for JSON in words? Then structure.answer({}, ...) writes it."""
    return any(rule.kind == "json" for rule in rules)


def styled(text, turn):
    """What is said, in the form that the conversation's instructions ask for; a polite refusal where the topic is not allowed."""
    return apply(rules(turn.conversation.items), off_topic(turn) or text)


def off_topic(turn):
    """A refusal where the developer allows one topic, or forbids one, and the request is on the wrong side of it; else ""."""
    only, never = TOPIC.search(turn.instructions), FORBIDDEN.search(turn.instructions)
    if turn.done or re.match(r"\W*(?:hi|hello|hey|thanks|thank|bye|goodbye|yes|no|ok|okay)\b[^?]*$", turn.text, re.IGNORECASE):
        return ""
    if only:
        topic = (only["topic"] or only["topic2"]).strip()
        return "" if _near(turn.text, topic, 0.4, True) else f"I may only talk about {topic}."
    if never and _near(turn.text, never["topic"], 0.7, False):
        return f"I may not talk about {never['topic'].strip()}."
    return ""


def _near(text, topic, enough, otherwise):
    """Has a text a word that is near a topic, by itself or by kindred words? `otherwise` where the text has no word of its own."""
    asked = tuple(dict.fromkeys(w.lower() for w in words.TOKEN.findall(text) if w.isalpha() and not words.is_stop(w)))
    own = tuple(w.lower() for w in words.TOKEN.findall(topic) if w.isalpha() and not words.is_stop(w))
    if not asked or not own:
        return otherwise
    stems, wanted = {words.stem(w) for w in asked}, {words.stem(w) for w in own}
    if stems & wanted or any(stems & row and wanted & row for row in classes.STEMMED):
        return True
    near = meaning.nearness(asked, own)
    return bool(near.size) and float(near.max()) >= enough


def _option(text, options, asked):
    """The one of some allowed answers that a text means; the text itself where it does not know."""
    yes = next((o for o in options if o.lower() == "yes"), None)
    no = next((o for o in options if o.lower() == "no"), None)
    if re.search(r"\b(?:do not know|don't know|do not say|does not say|no idea)\b", text) and yes:
        return next((o for o in options if o.lower() in ("unknown", "unsure", "maybe")), text)
    if yes and no:
        return no if classes.NEGATOR.search(text) and not re.match(r"yes\b", text, re.IGNORECASE) else yes
    said = [o for o in options if classes._said(text, o)]
    return said[0] if len(said) == 1 else classes.chosen(asked, options) or text


def _register(text, held):
    for plain, instead in FORMAL if "formal" in held else CASUAL if "casual" in held else ():
        text = text.replace(plain, instead)
    return text


def _addressed(text, name):
    """The text said to somebody by name."""
    if name.lower() in text.lower():
        return text
    greeting = re.match(r"(Hello|Hi|Good day|Goodbye|Good-bye)([!.,])", text)
    if greeting:
        return f"{greeting[1]}, {name}{text[greeting.end(1):]}"
    first = text.split(None, 1)[0]
    lowered = first.lower() in ("the", "it", "you", "your", "there", "this", "these", "a", "an", "in", "all", "how", "what", "noted.", "so", "which", "my")
    return f"{name}, {text[0].lower() + text[1:] if lowered else text}"


def _parts(text):
    return [p.strip() for p in re.split(r"(?<=[.!?])\s+|\n+", text) if p.strip()]


def _length(text, held):
    if "word" in held:
        return one_word(text)
    if "figure" in held:
        found = re.findall(r"-?\d+(?:[.,]\d+)*%?", re.sub(r"^.* = ", "", text))
        return found[-1] if found else text
    if "brief" in held:
        return _parts(text)[0]
    if "limit" not in held:
        return text
    count, unit = held["limit"]
    if unit == "word":
        kept = text.split()
        return text if len(kept) <= count else " ".join(kept[:count]).rstrip(",;:-")
    return text[:count] if unit == "character" else "\n".join(_parts(text)[:count]) if unit == "line" else " ".join(_parts(text)[:count])


def one_word(text):
    """The word that carries an answer: a figure, else a name, else the last word."""
    body = re.sub(r"^.* = ", "", text)
    found = re.findall(r"-?\d+(?:[.,:]\d+)*%?", body) or re.findall(r"(?<!^)(?<![.!?] )\b[A-Z][\w-]+", body)
    if re.search(r"\bdo not know\b|\bpractice model\b", text):
        return "Unknown"
    return (found or re.findall(r"[\w'-]+", body) or [text])[-1]


def _layout(text, held):
    if "bullets" in held or held.get("limit", (0, ""))[1] in ("bullet", "point"):
        return "\n".join(f"- {part}" for part in _parts(text))
    if "numbered" in held:
        return "\n".join(f"{place}. {part}" for place, part in enumerate(_parts(text), 1))
    return json.dumps({"answer": text}, ensure_ascii=False) if "json" in held and not text.startswith(("{", "[")) else text


def _framed(text, begin, end):
    if begin and not text.startswith(begin):
        text = f"{begin} {text}"
    return f"{text}\n{end}" if end and not text.rstrip().endswith(end) else text
