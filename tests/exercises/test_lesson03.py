"""Lesson 03: typical wrong answers and what is said of them (test_every_exercise.py asks)."""

from workshop_utils.exercises import lesson03 as ex

# ── q1 ──
FIRST_BRACKET = r"""
def parse_action(text):
    for line in text.splitlines():
        found = re.match(r"(Search|Open|Quote|Answer)\[(.*?)\]", line.strip())
        if found:
            return found.groups()
"""
NO_BRACKET_INSIDE = FIRST_BRACKET.replace(r"match(r", r"fullmatch(r").replace(r"(.*?)", r"([^\]]*)")
ANYWHERE = r"""
def parse_action(text):
    found = re.search(r"(\w+)\[(.*)\]", text, re.DOTALL)
    return found and found.groups()
"""
WHOLE_MESSAGE = r"""
def parse_action(text):
    found = re.fullmatch(r"(Search|Open|Quote|Answer)\[(.*)\]", text.strip(), re.DOTALL)
    return found and found.groups()
"""
LAST_LINE = WHOLE_MESSAGE.replace("text.strip()", "text.strip().splitlines()[-1]")
ANY_NAME = ex.q1.source.replace("Search|Open|Quote|Answer", r"\w+")
IN_A_SENTENCE = ex.q1.source.replace("fullmatch", "search")
FORGIVING = ex.q1.source.replace(r"\]\"", r"\]?\"").replace(r"(.*)\]", r"(.*?)\]?")
NOT_STRIPPED = ex.q1.source.replace("line.strip()", "line")
A_STRING = ex.q1.source.replace("found.groups()", "found[2]")
CRASHES_ON_NONE = r"""
def parse_action(text):
    for line in text.splitlines():
        return re.fullmatch(r"(Search|Open|Quote|Answer)\[(.*)\]", line.strip()).groups()
"""
# ── q2 ──
NO_CALL_ONLY = ex.q2.source.replace('min(loss(""), loss(f"[{call} →] "))', 'loss("")')
CALL_ALONE_ONLY = ex.q2.source.replace('min(loss(""), loss(f"[{call} →] "))', 'loss(f"[{call} →] ")')
THE_LARGER = ex.q2.source.replace("min(", "max(")
SIGN_TURNED = ex.q2.source.replace('without - loss(f"[{call} → {result}] ")', 'loss(f"[{call} → {result}] ") - without')
ABOVE_ONLY = ex.q2.source.replace(">=", ">")
NO_ARROW = ex.q2.source.replace("[{call} →] ", "[{call}] ")
CALLS_ONLY = ex.q2.source.replace("kept.append((call, result))", "kept.append(call)")
IGNORES_THRESHOLD = ex.q2.source.replace(">= threshold", ">= 1")
A_NUMBER = ex.q2.source.replace("return kept", "return len(kept)")
# ── q3 ──
THE_HIT = """
def cite(answer, steps):
    pages = []
    for name, argument, result in steps:
        if name == "Search":
            hit = result.split(":")[0]
        if name == "Quote" and result == "Kept." and hit not in pages:
            pages.append(hit)
    return " ".join([answer, *(f"[{page}]" for page in pages)])
"""
ALL_HITS = """
def cite(answer, steps):
    pages = [line.split(":")[0] for name, argument, result in steps if name == "Search" for line in result.splitlines()]
    return " ".join([answer, *(f"[{page}]" for page in pages)])
"""
ALL_OPENED = """
def cite(answer, steps):
    return " ".join([answer, *(f"[{argument}]" for name, argument, result in steps if name == "Open")])
"""
REFUSED_TOO = ex.q3.source.replace(' and result == "Kept."', "")
FAILED_OPEN_TOO = ex.q3.source.replace(' and not result.startswith("There is no page")', "")
TWICE = ex.q3.source.replace(" and page not in pages", "")
A_LIST = ex.q3.source.replace('return " ".join([answer, *(f"[{page}]" for page in pages)])', "return pages")
SORTED = ex.q3.source.replace("for page in pages)", "for page in sorted(pages))")


WRONG = [
    ("q1", FIRST_BRACKET, "A ] inside the quote ended it too early"),
    ("q1", NO_BRACKET_INSIDE, "A quote may hold brackets of its own"),
    ("q1", ANYWHERE, "a thought with brackets in it"),
    ("q1", WHOLE_MESSAGE, "Try each line by itself"),
    ("q1", LAST_LINE, "A command ends with its line"),
    ("q1", ANY_NAME, "Nobody offered a command of that name"),
    ("q1", IN_A_SENTENCE, "A command has a line of its own"),
    ("q1", FORGIVING, "half a command"),
    ("q1", NOT_STRIPPED, "strip them"),
    ("q1", A_STRING, "a pair of name and argument is wanted"),
    ("q2", NO_CALL_ONLY, "its result adds 0.25. Compare with the smaller of the two"),
    ("q2", CALL_ALONE_ONLY, "not by 1 better than no call at all"),
    ("q2", THE_LARGER, "Compare with the smaller of the two"),
    ("q2", SIGN_TURNED, "was dropped at a threshold of 1"),
    ("q2", ABOVE_ONLY, "A gain of the threshold itself counts"),
    ("q2", NO_ARROW, 'It knows "", "[call →] "'),
    ("q2", CALLS_ONLY, "pairs (call, result)"),
    ("q2", IGNORES_THRESHOLD, "a threshold of 2.5"),
    ("q2", A_NUMBER, "Return a list"),
    ("q3", THE_HIT, "It is the first hit of the search, and nobody opened it"),
    ("q3", ALL_HITS, "The hits of a search are no sources"),
    ("q3", ALL_OPENED, "it was opened, and nothing on it was quoted"),
    ("q3", REFUSED_TOO, "the quote from it was refused"),
    ("q3", FAILED_OPEN_TOO, "the one before it stayed open"),
    ("q3", TWICE, "Two quotes of one page are one source"),
    ("q3", A_LIST, "Return the answer with its sources"),
    ("q3", SORTED, "in the order in which they were quoted"),
    ("q1", CRASHES_ON_NONE, "line 4", "raised"),
    ("q1", "def parse_action(text):\n    return ('Open', 'longitude')", "For "),
    ("q2", "def keep_calls(calls, loss, threshold):\n    return calls", "was kept at a threshold of 1"),
    ("q3", "def cite(answer, steps):\n    return answer", "one search, one page, one quote"),
]
