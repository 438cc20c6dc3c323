"""Sums in sentences and dates in sentences: every number and every weekday is right."""

from datetime import date, timedelta

_GOODS = ["boxes pens", "bags apples", "shelves books", "rows chairs", "packets seeds", "trays eggs", "crates bottles",
          "albums photographs", "tables guests", "boats sailors", "baskets pears", "cartons cups"]
_EVENTS = ["the market", "the concert", "the meeting", "the match", "the course", "the journey", "the school play",
           "the town festival", "the dinner", "the flower show", "the exam", "the parade"]


def numbers(chance) -> list[str]:
    """Short stories of sums and rows of sums."""
    texts = [_story(chance) for _ in range(90)]
    return texts + [_rows(chance) for _ in range(30)]


def _story(chance):
    holder, thing = chance.choice(_GOODS).split()
    a, b, c = chance.randint(3, 40), chance.randint(2, 30), chance.randint(2, 20)
    day = chance.choice(["On Monday", "In the morning", "At noon", "Last week", "On Saturday"])
    return chance.choice([
        f"{day} the shop counts {a} {holder}. Each of them holds {b} {thing}. Together they hold {a * b} {thing}.",
        f"{day} there were {a + c} {thing} on the table. Then {c} were sold. At the end {a} {thing} were left.",
        f"{day} Ana pays {a} crowns and Ben pays {b} crowns. "
        f"Together they pay {a + b} crowns, and nobody owes anything.",
        f"A ticket costs {a} crowns. A family of {b} pays {a * b} crowns. {day} the same tickets cost {c} crowns less.",
        f"{day} the teacher shares {a * b} {thing} among {a} children. Each child gets {b}.",
    ])


def _rows(chance):
    lines = []
    for _ in range(chance.randint(5, 8)):
        a, b = chance.randint(2, 12), chance.randint(2, 12)
        lines.append(chance.choice([f"{a} + {b} = {a + b}", f"{a + b} - {b} = {a}", f"{a} * {b} = {a * b}"]))
    return "\n".join(lines)


def dates(chance) -> list[str]:
    """Notes with a date and its weekday."""
    texts = []
    for _ in range(110):
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(730))
        later = day + timedelta(days=chance.choice([1, 2, 7, 14]))
        event = chance.choice(_EVENTS)
        texts.append(chance.choice([
            f"{event.capitalize()} is on {_weekday(day)}, {_long(day)}. It begins at {chance.randint(8, 19)}:30.",
            f"In {day.year} the {day.day} of {_month(day)} falls on a {_weekday(day)}, and {event} falls on the same "
            "day.",
            f"{_long(day)} is a {_weekday(day)}. {event.capitalize()} follows on {_weekday(later)}, {_long(later)}.",
            f"Note for {_long(day)}: {event} starts at {chance.randint(8, 19)}:00. Bring a coat and be early.",
            f"Because {event} was moved, it is now on {_weekday(later)}, {_long(later)}, and no longer on "
            f"{_long(day)}.",
        ]))
    return texts


def _weekday(day) -> str:
    return ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day.weekday()]


def _long(day) -> str:
    return f"{day.day} {_month(day)} {day.year}"


def _month(day) -> str:
    return ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"][day.month - 1]
