"""Tools that hand the talk over to somebody else ("transfer_to_billing"): taken for their subject when nothing else fits."""

import re

from . import classes, meaning, speak, sums, words

HANDS_OVER = re.compile(r"\b(?:transfer(?:s|red)?|hand(?:s|ed)?[ -]?(?:off|over)|handoff|handover|rout(?:e|es)|escalat(?:e|es|ed)|delegat(?:e|es)|forward(?:s)?)\b", re.IGNORECASE)
WISH = re.compile(r"\b(?:transfer|hand (?:me )?over|connect|put me through|forward|escalate|speak|talk)\b.*\b(?:to|with)\b", re.IGNORECASE)
PLAIN = frozenset(words.stem(w) for w in """transfer hand handoff handover route escalate delegate forward agent assistant specialist expert team department desk handle request requests
question questions user users customer customers help helps answer answers conversation call chat about issue issues anything general who deal deals with related topic task tasks
the to a an for of and or in on our their all any other take care support service talk person when needs need wants want""".split())
# kindred words that are no classes of their own: what people say of a subject without naming it
SPOKEN = tuple(frozenset(words.stem(w) for w in row.split()) | frozenset(row.split()) for row in (
    "weather temperature forecast climate cold hot warm chilly freezing sunny rainy cloudy windy degree umbrella coat",
    "refund return money charge charged charges pay billing invoice", "appointment schedule calendar booking reserve reschedule", "order delivery parcel shipping tracking package"))
NEAR = 0.36     # nearness in meaning from which a word of the request is about a subject
WORDS = 1.0     # what a word of the subject that is said counts, beside nearness


def is_handoff(tool):
    """Does a tool without required parameters say that it passes the talk on?"""
    parameters = tool.parameters or {}
    return not parameters.get("required") and bool(HANDS_OVER.search(f"{' '.join(words.parts(tool.name))} {tool.description}"))


def handed(turn, tools):
    """The name of the handing-over tool whose subject the request is about, or None."""
    made = {call.name for call, _ in turn.done}
    offers = [t for t in tools if is_handoff(t)]
    if not offers or made & {t.name for t in offers} or speak.small_talk(turn.text) or sums.answered(turn.text):
        return None
    scored = [(_about(turn.text, tool), -place, tool.name) for place, tool in enumerate(offers)]
    score, _, name = max(scored)
    return name if score >= NEAR else None


def wished(text):
    """Does the user himself ask to be passed on?"""
    return bool(WISH.search(text))


def _about(text, tool):
    """How near the request is to the tool's subject: a word of it said, a kindred one, or one near in meaning."""
    asked = tuple(dict.fromkeys(w.lower() for w in words.TOKEN.findall(text) if w.isalpha() and len(w) > 2 and not words.is_stop(w) and w[0].islower() or w in text.split()[:1]))
    subject = tuple(dict.fromkeys(w.lower() for w in (*words.parts(tool.name), *words.TOKEN.findall(tool.description)) if w.isalpha() and not words.is_stop(w) and words.stem(w.lower()) not in PLAIN))
    if not asked or not subject:
        return 0.0
    stems, own = {words.stem(w) for w in asked}, {words.stem(w) for w in subject}
    kindred = any(stems & row and own & row for row in (*classes.STEMMED, *SPOKEN))
    near = float(meaning.nearness(asked, subject).max())
    return round(WORDS * len(stems & own) + 0.5 * kindred + near, 3)
