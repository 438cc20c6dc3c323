"""Classes: which of some options a text belongs to, and whether something holds of it. By words and their meaning, with negation."""

import re

import numpy as np

from . import meaning, words

GOOD = frozenset("""good great love loved loves like liked likes excellent happy wonderful best perfect amazing nice pleased fantastic enjoy enjoyed recommend
thank thanks awesome delicious brilliant superb glad helpful delighted delightful satisfied impressed beautiful friendly comfortable better outstanding smooth
flawless charming easy pleasant spotless cozy cosy tasty lovely reliable generous kind thrilled terrific favorite favourite bargain stunning quick""".split())
BAD = frozenset("""bad hate hated hates terrible awful broke broken worst poor slow slowly angry disappointed disappointing disappointment useless horrible late sad rude
dirty wrong fail failed fails crash crashes crashed problem problems annoying annoyed waste unhappy worse noisy cold stale boring unacceptable defective
damaged leaking leaks missing overpriced disgusting frustrating frustrated complaint complain furious upset unreliable dull cracked scratched faulty mess nightmare
regret lousy mediocre rotten tasteless ruined dreadful smelly scam cheated ripped""".split())
URGENT = re.compile(r"\b(?:urgent(?:ly)?|asap|immediately|right (?:now|away)|at once|emergency|critical(?:ly)?|outage|down for|everyone is blocked|cannot work|can't work|"
                    r"as soon as possible|today|deadline|stolen|lost|hacked|on fire|production is down|within the hour)\b", re.IGNORECASE)
CALM = re.compile(r"\b(?:no (?:hurry|rush)|whenever|when(?:ever)? you (?:have|get|find) (?:a |the )?(?:time|chance|moment)|sometime|some day|not urgent|low priority|minor|cosmetic|nice to have|typo|at your leisure|next month)\b", re.IGNORECASE)
SPAM = re.compile(r"\b(?:prize|winner|you(?:'ve| have) won|free money|click (?:here|now|this|the link)|act now|limited offer|lottery|guaranteed|claim (?:your|it)|congratulations|viagra|earn \$)\b", re.IGNORECASE)
NEGATOR = re.compile(r"\b(?:not|never|no|nothing|without|hardly|neither|nor|cannot|isn't|wasn't|don't|doesn't|didn't|won't|can't|couldn't|wouldn't|hasn't|haven't|aren't|far from|far too)\b|n't\b", re.IGNORECASE)
HEIGHTENED = re.compile(r"\bnever\b.*\b(?:so|more|such|this)\b")
REST = frozenset("other unknown none neutral general unrelated misc miscellaneous unspecified else unclear".split())
POSITIVE = frozenset("positive good happy satisfied favorable favourable pos".split())
NEGATIVE = frozenset("negative bad unhappy dissatisfied unfavorable unfavourable angry neg".split())
MIDDLE = frozenset("neutral mixed ok okay average".split())
SCALE = {"critical": 3, "urgent": 3, "highest": 3, "high": 2, "important": 2, "medium": 1, "normal": 1, "moderate": 1, "standard": 1, "low": 0, "lowest": 0, "minor": 0}
KINDRED = tuple(frozenset(row.split()) for row in (
    "bill invoice charge payment pay refund money price overcharge fee subscription debit receipt card billing finance",
    "technical bug crash error login password app website software screen install update broken server code page loading",
    "shipping deliver delivery parcel package courier arrive track ship shipment post late",
    "account profile password username login sign register email settings",
    "sport football match team goal tennis league player coach won cup race olympic stadium",
    "politic election minister parliament president government vote law senate policy party",
    "business market stock share profit company bank economy revenue trade quarter merger investor",
    "science research study scientist telescope planet physics biology experiment laboratory species cell vaccine",
    "technology computer phone software chip robot internet app device startup battery laptop",
    "health doctor hospital patient medicine pain sick flu disease nurse treatment fever",
    "food restaurant eat dish meal recipe cook lunch dinner soup bread bakery cafe cheese",
    "travel flight hotel trip holiday airport train luggage beach tourist passport",
    "weather rain snow storm sun cloud temperature wind forecast",
    "music song concert band guitar singer album piano choir", "film movie cinema actor director scene",
    "feature request wish add support suggestion would idea missing", "complaint complain unhappy rude unacceptable angry disappointed manager",
    "animal dog cat horse bird fish cow", "fruit apple pear banana cherry orange plum grape", "vegetable carrot potato onion cabbage pea bean leek",
    "sale buy order purchase quote offer pricing demo price", "cancel cancellation terminate quit unsubscribe stop close",
    "bug crash error broken fails failure freeze exception wrong", "question how what where when why can could"))
STEMMED = tuple(frozenset(words.stem(w) for w in row) | row for row in KINDRED)


def mood(text):
    """How a text feels, in whole steps: above 0 good, below 0 bad; negation turns a word round, what follows "but" weighs double."""
    total = 0
    for part, weight in _clauses(text):
        for found in re.finditer(r"[a-z']+", part.lower()):
            value = (found.group() in GOOD) - (found.group() in BAD)
            before = " ".join(part.lower()[: found.start()].split()[-4:])
            total += weight * (-value if NEGATOR.search(before) and not HEIGHTENED.search(before) else value)
    return total


def _clauses(text):
    halves = re.split(r"\b(?:but|however|although|yet)\b", text, flags=re.IGNORECASE)
    parts = [(piece, 1 if len(halves) == 1 or place == 0 else 2) for place, half in enumerate(halves) for piece in re.split(r"[.;!?,\n]", half)]
    return [(piece, weight) for piece, weight in parts if piece.strip()]


def chosen(text, options, about="", instructions=""):
    """The option that fits a text; None where nothing speaks for any of them and none of them means "other".

    Args:
        options: the values of an enum
        about: name and description of the field
        instructions: where options may be explained ("billing: invoices and refunds")
    """
    named = {option: frozenset(words.parts(str(option))) for option in options if isinstance(option, (str, int, float))}
    said = [option for option, own in named.items() if len(own) and _said(text, str(option))]
    feeling = _by_mood(text, named)
    if feeling is not None:
        return feeling
    if said and len(said) == 1:
        return said[0]
    scale = _by_urgency(text, named, about)
    if scale is not None:
        return scale
    yes = next((o for o, own in named.items() if own & {"yes", "true"}), None)
    no = next((o for o, own in named.items() if own & {"no", "false"}), None)
    if yes is not None and no is not None:
        return yes if holds(text, about, "") else no
    return _by_words(text, said or list(named), f"{about}\n{instructions}") or next((o for o, own in named.items() if own & REST), None)


def _said(text, option):
    """Is the option itself said in the text, and not denied?"""
    own = [words.stem(w) for w in words.parts(option)]
    if not own:
        return False
    found = [t for t in words.tokens(text) if t.text[0].isalnum()]
    for first in range(len(found) - len(own) + 1):
        if all(words.alike(t.stem, w) or t.text.lower() == w for t, w in zip(found[first:], own)):
            return not NEGATOR.search(" ".join(text[: found[first].start].split()[-3:]))
    return False


def _by_mood(text, named):
    good = next((o for o, own in named.items() if own & POSITIVE), None)
    bad = next((o for o, own in named.items() if own & NEGATIVE), None)
    if good is None or bad is None:
        return None
    middle = next((o for o, own in named.items() if own & MIDDLE), None)
    total = mood(text)
    return good if total > 0 else bad if total < 0 else middle if middle is not None else bad if NEGATOR.search(text) else good


def _by_urgency(text, named, about):
    """A place on a scale of importance ("low", "medium", "high", "urgent")."""
    steps = sorted({min(SCALE[w] for w in own & set(SCALE)): o for o, own in named.items() if own & set(SCALE)}.items())
    if len(steps) < 2 or len(steps) < len(named) - 1:
        return None
    if CALM.search(text):
        return steps[0][1]
    if URGENT.search(text):
        return steps[-1][1]
    place = len(steps) // 2 if len(steps) > 2 or mood(text) < 0 else 0
    return steps[min(place, len(steps) - 1)][1]


def _by_words(text, options, explained):
    """The option whose words, explanation and kindred words are nearest to a text, or None where nothing is near."""
    asked = tuple(dict.fromkeys(w.lower() for w in words.TOKEN.findall(text) if w.isalpha() and not words.is_stop(w)))
    stems = [words.stem(w) for w in asked]
    scores = []
    for option in options:
        own = tuple(dict.fromkeys(words.parts(str(option)) + _explanation(option, explained)))
        kin = frozenset().union(*(row for row in STEMMED if {words.stem(w) for w in words.parts(str(option))} & row)) - {words.stem(w) for w in own}
        hits = sum(any(words.alike(a, words.stem(o)) for o in own) for a in stems)
        related = sum(a in kin or b in kin for a, b in zip(stems, asked))
        near = meaning.nearness(asked, own)
        best = float(np.sort(near.max(axis=1))[-2:].sum()) if near.size else 0.0
        scores.append(round(2 * hits + related + (best if best > 0.6 else 0.0), 3))
    top = max(scores, default=0)
    return options[scores.index(top)] if top > 0 else None


def _explanation(option, text):
    """The content words with which a text explains an option."""
    match = re.search(rf"(?<!\w)[\"'`]?{re.escape(str(option))}[\"'`]?\s*(?:\(|:|=|-|–|\bis\b|\bfor\b|\bmeans\b|\bif\b|\bwhen\b)\s*([^\n;.)]+)", text, re.IGNORECASE)
    return tuple(w.lower() for w in words.TOKEN.findall(match.group(1)) if w.isalpha() and not words.is_stop(w))[:10] if match else ()


FILLER = frozenset("is are was has have had does do did should needs need wants want can be flag contains contain mentions mention included include user customer text message true false whether if".split())


def holds(text, name, description=""):
    """Does a text say what a yes-or-no field asks for? False where it does not say."""
    own = [w for w in words.parts(name) if w not in FILLER and not words.is_stop(w)] or [w for w in words.parts(description) if w not in FILLER and not words.is_stop(w)][:3]
    for words_of, test in ((POSITIVE, mood(text) > 0), (NEGATIVE | {"complaint", "complaining"}, mood(text) < 0), ({"urgent", "emergency", "urgency"}, bool(URGENT.search(text)) and not CALM.search(text)),
                           ({"question"}, "?" in text), ({"spam", "scam", "phishing"}, bool(SPAM.search(text)))):
        if words_of & set(own):
            return test
    for part, _ in _clauses(text):
        stems = [words.stem(w) for w in words.TOKEN.findall(part) if w[0].isalpha()]
        hit = [w for w in own if any(words.alike(words.stem(w), s) or s.startswith(words.stem(w)[:5]) and len(words.stem(w)) >= 5 for s in stems)]
        if own and len(hit) * 2 >= len(own) and hit:
            return not NEGATOR.search(part)
    return False
