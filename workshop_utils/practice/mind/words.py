"""Words of a text: tokens with their places, stems, function words, and the parts of an identifier."""

import re
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St)\.|(?<![^\W\d_])[A-Z](?:\.[A-Z])+\.?|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_+")
STOP = frozenset("""
a an the this that these those some any each every all both it its he him his she her hers they them their we us our you your i me my mine myself
is are was were be been being am do does did done have has had having can could will would shall should may might must need let lets
of in on at by to from for with without about as into onto over under between through during per than then so if but and or nor not no yes
what which who whom whose when where why how there here just also please kindly only very too more most much many
want like give tell show get got know see make help now up out off down again ok okay well hi hello hey thanks thank pls plz thx btw
same following respective respectively both each other another such given getting got
using via during since until while before after because against versus vs among within if
's 'm 're 've 'll 'd n't s t m re ve ll d im id ill whats hows wheres whos lets dont cant
""".split())
IRREGULAR = {
    "bought": "buy", "sent": "send", "went": "go", "paid": "pay", "told": "tell", "wrote": "write", "written": "write", "found": "find",
    "made": "make", "took": "take", "gave": "give", "got": "get", "people": "person", "children": "child", "men": "man", "women": "woman",
    "movies": "movie", "cookies": "cookie", "lost": "lose", "sold": "sell", "held": "hold", "drew": "draw", "flew": "fly", "flown": "fly",
    "ran": "run", "spoke": "speak", "spent": "spend", "slept": "sleep", "left": "leave", "met": "meet", "kept": "keep", "rose": "rise",
    "feet": "foot", "mice": "mouse", "news": "news", "indices": "index", "matrices": "matrix", "prices": "price", "taxes": "tax",
    "analyses": "analysis", "begun": "begin", "began": "begin", "chosen": "choose", "ate": "eat", "won": "win", "weighs": "weight", "weigh": "weight", "heavy": "weight", "tall": "height", "high": "height", "wide": "width", "long": "length", "deep": "depth",
    "cost": "price", "costs": "price", "aged": "age", "old": "age", "located": "location", "called": "name", "named": "name",
}
_ONE_WORD = """mean average; buy purchase; movie film; photo picture image; car automobile vehicle; start begin; delete remove erase; color colour; apartment flat; holiday vacation;
salary wage; email mail; doctor physician; song track; customer client; restart reboot; largest biggest greatest highest; weather conditions; forecast predict prediction; price fee"""
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ations", "at"), ("ation", "at"), ("ators", "at"),
            ("ator", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ate", "at"), ("ings", ""), ("ing", ""), ("ies", "y"),
            ("ied", "y"), ("ed", ""), ("ly", ""), ("ment", ""), ("s", ""))


@dataclass(frozen=True)
class Token:
    """One word, number or mark, with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def stem(self):
        return stem(self.text)


@lru_cache(maxsize=20000)
def stem(word):
    """A rough common form of a word: lower case, no plural, no -ing or -ed."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    bare = IRREGULAR[word] if word in IRREGULAR else _bare(word)
    return _SYNONYM.get(bare, bare)


def _bare(word):
    """The word without its endings."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsze":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_SYNONYM = {_bare(word): _bare(row.split()[0]) for row in _ONE_WORD.split(";") for word in row.split()[1:]}


def tokens(text):
    """All tokens of a text, in order."""
    return [Token(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


@lru_cache(maxsize=20000)
def is_stop(word):
    """Is this a function word, also with its clipped end ("what's", "I'd")?"""
    word = word.lower().replace("’", "'")
    return word in STOP or re.sub(r"'(?:s|re|ll|d|ve|m|t)$|n't$", "", word) in STOP and "'" in word


@lru_cache(maxsize=50000)
def alike(left, right):
    """Are two stems the same word, also with one letter wrong, missing, extra or swapped?"""
    if left == right:
        return True
    if min(len(left), len(right)) < 5 or abs(len(left) - len(right)) > 1 or left[0] != right[0]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@lru_cache(maxsize=5000)
def content(text):
    """Stems of the content words of a text, in order, repeats kept."""
    found = (t for t in TOKEN.findall(text))
    return tuple(stem(w) for w in found if w[0].isalpha() and len(w) > 1 and not is_stop(w))


@lru_cache(maxsize=5000)
def parts(identifier):
    """The words of an identifier: "getUserName_v2" gives get, user, name, v, 2."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", identifier)
    return tuple(w.lower() for w in re.findall(r"[^\W\d_]+|\d+", spaced))
