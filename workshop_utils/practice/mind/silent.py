"""Keeps silent: calls the function that is for unfinished sentences or for words meant for others, where there is one."""

import re

from . import words

UNFINISHED_TOOL = re.compile(r"unfinished|(?:not|n't|hasn't|yet to) (?:yet )?(?:finish|complet|end)|incomplete|mid-?sentence|cut off|still (?:speaking|talking)|trail(?:s|ing) off|half a sentence", re.IGNORECASE)
OTHERS_TOOL = re.compile(r"(?:some|any)(?:body|one) else|not (?:addressed|meant|directed|intended)|other (?:person|people)|background|another person|not (?:for|to) (?:you|the assistant|me)|aside|third party", re.IGNORECASE)
DANGLING = frozenset("""a an the my your his her our their this that these those to of in on at by for from with about into and or but so because if when while as than
is are was were am be been will would could should can may might must do does did have has had i you he she we they um uh er hmm not very
maybe some any every""".split())
RELATIVES = frozenset("mom mum mommy mama dad daddy papa honey darling sweetheart kids guys mate buddy grandma grandpa sis bro dear love".split())
VOCATIVE = re.compile(r"^\s*(?:hey |hi |oh |no |yes |ok )?,?\s*(?P<who>[A-Za-z]+)\s*,\s*(?P<rest>.+)$", re.IGNORECASE)
ANSWERING = frozenset("yes no ok okay well so hello hi hey please sorry thanks great sure right good fine now first then also today tomorrow actually alright perfect cool wait".split())


def silence(turn):
    """The name of the function to call instead of speaking, or None."""
    for tool in turn.tools:
        if not (tool.parameters or {}).get("required") and (UNFINISHED_TOOL.search(tool.description) and unfinished(turn.text) or OTHERS_TOOL.search(tool.description) and for_others(turn.text)):
            return tool.name
    return None


def unfinished(text):
    """Does a sentence break off: on a word that needs another, on a comma, or on dots?"""
    text = text.strip()
    if not text or text.endswith(("...", "…", ",", "-", "–")):
        return True
    if text[-1] in ".!?\"'":
        return False
    last = re.findall(r"[\w']+", text)[-1:]
    return bool(last) and last[0].lower() in DANGLING and len(text.split()) > 1


def for_others(text):
    """Is somebody else spoken to by name or as family ("Mom, did you ...")?"""
    match = VOCATIVE.match(text)
    if not match:
        return bool(re.match(r"\s*\((?:to|aside|on the phone)", text, re.IGNORECASE))
    who, rest = match["who"], match["rest"].lower()
    if who.lower() in RELATIVES:
        return True
    named = who[0].isupper() and who.lower() not in ANSWERING and not words.is_stop(who)
    return named and bool(re.match(r"(?:did|can|could|would|will|have|are|do|were) you\b|you\b|come\b|pass\b|look\b|wait\b|stop\b|please\b|where are you|what are you|don't\b|hurry\b|dinner\b", rest))
