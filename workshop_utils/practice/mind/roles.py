"""What kind of thing a parameter wants: its role, its unit and the values that its description lists."""

import re

from .places import is_place
from .units import unit_of  # noqa: F401 (schema reads it here)

ROLE_WORDS = {
    "email": "email mail e-mail recipients cc bcc", "url": "url link website uri href", "phone": "phone telephone mobile", "path": "file path filename filepath directory folder dataset csv",
    "date": "date day birthday birthdate deadline checkin checkout departure_date due", "time": "clock", "year": "year",
    "expression": "function expression equation formula polynomial func", "money": "price budget cost salary income principal payment investment fee revenue deposit balance capital sales earnings turnover profit expenses assets equity liabilities debt",
    "percent": "rate percentage percent probability ratio yield discount interest", "duration": "duration period minutes hours days weeks months years nights term time_frame",
    "unit": "unit units metric scale", "currency": "currency", "language": "language lang locale",
    "place": "city location place country state region town destination origin address area departure arrival venue airport station where zone county pickup dropoff province jurisdiction court market",
    "person": "person author artist actor player recipient sender doctor employee customer user member guest singer director composer attendee patient contact payee scientist name_of assignee president politician athlete friend "
              "beneficiary lawyer judge plaintiff defendant",
    "organisation": "company team organization organisation bank brand ticker stock symbol league institution employer vendor store school university hotel restaurant",
    "id": "id number code reference key uuid isbn sku docket digits four version", "count": "count limit quantity num size top max min number_of copies servings guests people passengers adults children rooms level k n amount_of times rolls trials",
    "text": "text message body content note comment description summary instruction remark reason prompt sentence details feedback", "query": "query keyword keywords search term topic question subject phrase",
    "title": "title name song book movie film event album game playlist artwork painting label product item dish",
    "kind": "type kind category genre mode method style status format cuisine color colour model preference",
}
ASKS = {"who|whose|by whom|name of (?:the |a )?(?:person|user|customer|patient|employee|student|artist|author|player)": "person", "where": "place", "what (?:is|to|the)": "other", "how long": "duration"}
_ROLE = {word: role for role, words in ROLE_WORDS.items() for word in words.split()}
_QUOTED = re.compile(r"['\"‘“`]([\w][\w /-]{0,30})['\"’”`]")
_LISTING = re.compile(r"\b(?:options?|choices?|either|one of|can be|could be|supported|possible values?|available|allowed|values?)\b|\bor\b", re.IGNORECASE)
_LISTED = re.compile(r"\(([\w -]+(?:, ?[\w -]+)*(?:,? or [\w -]+)?)\)|(?:[Oo]ne of|[Ee]ither|[Oo]ptions?:|[Cc]hoices?:|can be)\s+([\w-]+(?:, [\w-]+)*,? (?:or|and) [\w-]+)")


def role_of(parts, description, kind, schema_format):
    """The role of a parameter: by its format, the last word of its name that says one, then its description's first."""
    if schema_format in ("date", "time", "email", "uri", "date-time"):
        return {"uri": "url", "date-time": "date"}.get(schema_format, schema_format)
    if kind == "boolean":
        return "flag"
    said = re.findall(r"[a-z]+", description.lower().replace("of interest", ""))
    if kind == "string" and re.search(r"YYYY|yyyy|\bdate\b", description) and not {"time", "query", "text"} & set(parts):
        return "date"
    if kind == "string" and re.search(r"HH:MM|hh:mm", description):
        return "time"
    if kind == "string" and re.search(r"\b(?:phone|mobile|telephone) number\b", description, re.IGNORECASE):
        return "phone"
    asks = next((role for word, role in ASKS.items() if kind in ("string", "array") and re.match(rf"{word}\b", description.strip(), re.IGNORECASE)), "")
    if parts and parts[-1] == "time":
        return "duration" if kind in ("integer", "number") and "hour" not in parts[:-1] else "time"
    for word in reversed(parts):
        role = _ROLE.get(word) or _ROLE.get(word.removesuffix("s"))
        if word == "key" and re.search(r"\b(?:music|chord|scale|song|tune|melody|harmon)", description, re.IGNORECASE):
            role = "kind"
        if role == "title" and word == "name":
            role = next((_ROLE[w] for w in [*parts, *said[:8]] if w != "name" and _ROLE.get(w) in ("person", "place", "organisation")), role)
        if role and not (kind in ("integer", "number") and (role in ("place", "person", "title", "text", "time", "kind", "organisation", "date", "query") or word == "number")):
            return role
    if asks:
        return asks
    for word in said[:10]:
        role = _ROLE.get(word) or _ROLE.get(word.removesuffix("s"))
        if role == "email" and not re.search(r"address|e-?mails? of|recipient", description, re.IGNORECASE):
            continue    # "Who sent the email" is no address
        if role and not (kind in ("integer", "number") and (role in ("place", "person", "title", "text", "kind", "path", "organisation", "date", "unit", "query", "id") or word == "quantity")):
            return role
    return "number" if kind in ("integer", "number") else "other"


def options_of(description):
    """Values that a description lists in quotes or brackets ("either 'real' or 'all'"): an enum in all but name."""
    quoted = tuple(dict.fromkeys(q.strip() for q in _QUOTED.findall(description)))
    if quoted and (len(quoted) > 1 or _LISTING.search(description)) and not re.search(r"e\.g\.|example|such as", description[: description.find(quoted[0])][-24:]):
        return tuple(q for q in quoted if not is_place(q))
    listed = _LISTED.search(description)
    if listed and not re.search(r"e\.g|for example|such as", listed.group()):
        values = re.split(r",\s*(?:or |and )?|\s+(?:or|and)\s+", listed.group(1) or listed.group(2))
        return tuple(v.strip() for v in values if v.strip()) if len(values) > 1 else ()
    return ()
