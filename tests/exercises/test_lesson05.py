"""Lesson 05: typical wrong answers fail with the words that help; what counts calls and scores requests counts right."""

import asyncio
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

import jsonschema
import pytest

from workshop_utils import harbor_bank as bank
from workshop_utils import tool
from workshop_utils.exercises import lesson05 as ex
from workshop_utils.exercises import lesson05_desk as desk
from workshop_utils.exercises import lesson05_repair as repair
from workshop_utils.exercises.lesson05_scoring import Outcome, Score
from workshop_utils.exercises.lesson05_toolsets import KEYWORDS

AS_GIVEN = repair.STARTER.replace("my_tools = ...", "my_tools = [bal, xfer, blk, unblk, txns, fx, trvl]")
WORD_LISTS = re.sub(r"def (\w+)\(.*", lambda found: f'{found[0]}\n    """{KEYWORDS[found[1]]}"""', AS_GIVEN)
GIANT = '''
@tool
def do_banking(action: Literal["balance", "transfer", "stop_card", "resume_card", "spending", "rate", "travel"],
               account: str = "", to: str = "", amount: float = 0, card: str = "", how_long: str = "", currency: str = "",
               country: str = "", start: str = "", end: str = ""):
    """Do anything at the bank: balance, transfer, stop or resume a card, spending, exchange rate, travel."""
    values = {"balance": (account,), "transfer": (account, to, amount), "stop_card": (card, how_long), "resume_card": (card,),
              "spending": (account, start, end), "rate": (currency,), "travel": (country, start, end)}[action]
    return getattr(ex.desk, action)(*values)

my_tools = [do_banking]
'''
FORGETS_TO_RETURN = re.sub(r"return (ex\.desk)", r"\1", repair.SOLUTION)
ONE_FORGETS = repair.SOLUTION.replace("return ex.desk.rate", "ex.desk.rate")
STARRED = "def anything(*wishes):\n    return wishes\n\nmy_tools = [anything]"

SEND = '''
@tool
def send_card(card: Literal["4471", "9020"], {parameters}) -> str:
    """Send a new card to the customer.{more}"""
    return ex.deliver(card, {flags})

my_tool = send_card
'''
TWO = "by_courier: bool, to_branch: bool"
PROSE = SEND.format(parameters=TWO, more=" At most one of by_courier and to_branch may be true.", flags="by_courier, to_branch")
RENAMED = SEND.format(parameters="is_courier: bool, is_pickup: bool", more="", flags="is_courier, is_pickup")
DROPS_THE_POST = SEND.format(parameters="courier: bool", more="", flags="courier, not courier")
DROPS_THE_BRANCH = SEND.format(parameters='way: Literal["by post", "by courier"]', more="", flags='way == "by courier"')
FREE_TEXT = SEND.format(parameters="way: str", more=" way is post, courier or branch.", flags='way == "courier", way == "branch"')
ONE_TOO_MANY = SEND.format(parameters='way: Literal["post", "courier", "branch", "both"]', more="",
                           flags='way in ("courier", "both"), way in ("branch", "both")')
CROSSED = SEND.format(parameters='way: Literal["post", "courier", "branch"]', more="",
                      flags='way == "branch", way == "courier"')
SILENT = SEND.replace("return ex.deliver(card, {flags})", "return 'sent'").format(parameters='way: Literal["post"]', more="", flags="")

WRONG = [
    ("q1", AS_GIVEN, "The function for it is there"),
    ("q1", WORD_LISTS, "A description that collects words"),
    ("q1", GIANT, "You offer 1 function for seven jobs"),
    ("q1", FORGETS_TO_RETURN, "did not return what a function of ex.desk gave it"),
    ("q1", ONE_FORGETS, "exchange_rate did not return what a function of ex.desk gave it"),
    ("q1", "my_tools = 'bal, xfer'", "my_tools must be a list of functions"),
    ("q1", STARRED, "This set can't be offered to a model"),
    ("q2", PROSE, "A description may ask it not to; it forbids nothing"),
    ("q2", RENAMED, "two flags under other names"),
    ("q2", DROPS_THE_POST, "No call says \"card 4471 by post\" any more"),
    ("q2", DROPS_THE_BRANCH, "2 of 6 wishes are lost"),
    ("q2", FREE_TEXT, "way can hold endlessly many values"),
    ("q2", ONE_TOO_MANY, "Each value of your parameter should be one way"),
    ("q2", CROSSED, "returns \"card 4471 to a branch\""),
    ("q2", SILENT, "which deliver never returns"),
    ("q2", "my_tool = 'send_card'", "This set can't be offered to a model"),
    ("q3", 'reduces = "acd"', "A sentence in the description changes no schema"),
    ("q3", 'reduces = "bcd"', "one that may also be null"),
    ("q3", 'reduces = "d"', "A listed card can't be one that does not exist"),
    ("q3", 'reduces = "ce"', "There is no change 'e'"),
    ("q3", "reduces = 2", "a text with the letters of the changes"),
]


@pytest.mark.parametrize("answer", ['"dc"', '["c", "d"]', '"C, D"', '{"c", "d"}', '"c and d"', '"c/d"'])
def test_the_letters_may_be_given_in_any_form(answer):
    assert ex.q3.check_source(f"reduces = {answer}").kind == "right"


ENUM_CLASSES = '''
from enum import Enum
Account = Enum("Account", {name: name for name in ex.desk.ACCOUNTS})
class Card(str, Enum):
    debit = "4471"
    credit = "9020"
''' + re.sub(r"^(Account|Card) = .*", "", repair.SOLUTION, flags=re.M)


def test_a_good_set_may_use_enum_classes():
    assert ex.q1.check_source(ENUM_CLASSES, {"ex": ex, "tool": tool, "Literal": Literal, "date": date}).kind == "right"


def test_the_example_of_a_verdict_is_one_that_can_be_got_right():
    said = ex.q1.check_source(AS_GIVEN, {"ex": ex, "tool": tool, "Literal": Literal, "date": date}).text
    assert said.endswith("The reference gets it right.")


@pytest.mark.parametrize("flags", ['way == "by courier", way == "to a branch"',
                                   'to_branch="branch" in way, by_courier="courier" in way'])
def test_the_ways_may_be_named_and_passed_as_you_like(flags):
    code = SEND.format(parameters='way: Literal["by post", "by courier", "to a branch"] = "by post"', more="", flags=flags)
    assert ex.q2.check_source(code, {"ex": ex, "tool": tool, "Literal": Literal}).kind == "right"


def test_a_verdict_shows_no_hidden_request():
    space = {"ex": ex, "tool": tool, "Literal": Literal, "date": date}
    hidden = [request["text"] for request in ex.requests("hidden")]
    for code in (AS_GIVEN, WORD_LISTS, GIANT, repair.SOLUTION):
        said = ex.q1.check_source(code, space).text
        assert said and not any(text in said for text in hidden)


# ── counting what a schema permits ───────────────────────────────────────────────────────────

@dataclass
class Temporary:
    kind: Literal["temporary"]
    until: date | None


@dataclass
class Permanent:
    kind: Literal["permanent"]


WRITTEN = {"card": ["4471", "9020", "debit"], "until": ["2026-05-20", "soon", "2026-02-30"]}


def flags(card: str, temporary: bool, permanent: bool): ...
def dated(card: Literal["4471"], until: date | None = None): ...
def nested(card: Literal["4471", "9020"], how: Temporary | Permanent): ...
def listed(cards: list[str]): ...
def keyed(limits: dict[str, int]): ...


@pytest.mark.parametrize("function, count", [(flags, 3 * 2 * 2), (dated, 2), (nested, 2 * (2 + 1))])
def test_the_permitted_calls_are_all_that_the_strict_schema_takes(function, count):
    calls = ex.permitted(function, WRITTEN)
    assert len(calls) == count and len({str(call) for call in calls}) == count
    schema = tool(function).tool.definition["parameters"]
    for call in calls:
        jsonschema.validate(call, schema, format_checker=jsonschema.FormatChecker())


def test_what_has_no_end_is_not_counted():
    with pytest.raises(ValueError, match=r"card can hold endlessly many values \(any string\)"):
        ex.permitted(flags)
    with pytest.raises(ValueError, match=r"cards can hold endlessly many values \(any array\)"):
        ex.permitted(listed)
    with pytest.raises(ValueError, match="keyed can't be sent in strict mode"):
        ex.permitted(keyed)


def test_a_refusal_is_what_the_function_says():
    assert ex.refusal(ex.deliver, {"card": "4471", "by_courier": True, "to_branch": True}) == "by courier or to a branch, not both"
    assert ex.refusal(ex.deliver, {"card": "4471", "by_courier": True}) == ""


# ── what a call would effect ─────────────────────────────────────────────────────────────────

REQUEST = {"text": "Stop 4471 for good", "job": "stop_card", "arguments": {"card": "4471", "how_long": "for good"}}


@pytest.mark.parametrize("card, how_long", [("4471", "permanent"), (4471, True), ("my debit card", "for good")])
def test_a_wish_is_the_same_in_every_form(card, how_long):
    assert desk.same(desk.stop_card(card, how_long), REQUEST)


def test_another_value_or_job_is_another_wish():
    assert not desk.same(desk.stop_card("9020", True), REQUEST)
    assert not desk.same(desk.stop_card("4471", False), REQUEST)
    assert not desk.same(desk.resume_card("4471"), REQUEST)


@pytest.mark.parametrize("wish, arguments", [
    (desk.rate("Swiss francs"), {"currency": "CHF"}), (desk.rate("nok"), {"currency": "NOK"}),
    (desk.transfer("my savings account", "my sister Petra", 5), {"account": "savings", "to": "Petra", "amount": 5}),
    (desk.travel("Iceland", date(2027, 8, 8), "2027-08-22"), {"start": "2026-08-08", "end": "2026-08-22"})])
def test_values_are_read_as_a_clerk_would(wish, arguments):
    assert desk.same(wish, {"text": "from 8 to 22 August", "job": wish["job"], "arguments": arguments})


def test_a_year_that_the_text_names_counts():
    wish = desk.spending("joint", "2025-08-08")
    assert not desk.same(wish, {"text": "since 8 August 2026", "job": "spending", "arguments": {"since": "2026-08-08"}})


@pytest.mark.parametrize("bad", [lambda: desk.balance("chequing"), lambda: desk.stop_card("1234"), lambda: desk.rate("shells"),
                                 lambda: desk.spending("joint", "April"), lambda: desk.stop_card("4471", "maybe")])
def test_what_the_bank_does_not_know_is_refused(bad):
    with pytest.raises(ValueError, match="no account|no card|no currency|is no day|temporary"):
        bad()


def test_each_set_has_the_same_functions_behind():
    said = {"names": {"no": "4471", "perm": True}, "+ descriptions": {"no": "4471", "perm": True},
            "+ enums": {"no": "4471", "how": "permanent"}, "+ objects": {"no": "4471", "how": {"kind": "permanent"}}}
    for name, tools in ex.RUNGS.items():
        assert [one.name for one in tools] == [one.name for one in ex.RUNGS["names"]]
        blk = next(one for one in tools if one.name == "blk")
        assert blk.strict and blk.function(**blk.read(said[name])) == desk.stop_card("4471", True)


# ── scoring ──────────────────────────────────────────────────────────────────────────────────

def score(pattern: str) -> Score:
    return Score(Outcome({"job": "balance"}, "right call" if one == "+" else "wrong call", "") for one in pattern)


@pytest.mark.parametrize("before, after, found", [
    ("--------+", "+++++++--", {"gained": 7, "lost": 1, "same": 1, "p": 0.0703125}),
    ("+-+", "+-+", {"gained": 0, "lost": 0, "same": 3, "p": 1.0}),
    ("+", "-", {"gained": 0, "lost": 1, "same": 0, "p": 1.0})])
def test_two_scores_are_compared_request_by_request(before, after, found):
    assert ex.compare(score(before), score(after)) == found


@pytest.fixture(scope="module")
def measured():
    async def all_sets():
        shown = ex.requests("shown")
        found = {name: await ex.measure(tools, shown) for name, tools in ex.RUNGS.items()}
        return found | {"words": await ex.measure(ex.stuffed(), shown)}
    return asyncio.run(all_sets())


def test_what_the_lesson_says_of_the_ladder_holds(measured):
    assert measured["+ objects"].right > measured["names"].right
    assert measured["words"].counts["wrong call"] > measured["+ descriptions"].counts["wrong call"]
    for found in measured.values():
        assert sum(found.counts.values()) == len(found) == 40
        assert found.right == found.counts["right call"] + found.counts["rightly none"]
        assert found.swallowed == 8 - found.counts["rightly none"]


def test_an_unknown_kind_of_outcome_is_named(measured):
    with pytest.raises(ValueError, match="There is no kind 'wrong'. Kinds: right call"):
        measured["names"].of("wrong")


def test_a_desk_without_payments_moves_no_money():
    reading = [one for one in ex.RUNGS["+ objects"] if one.name in ("bal", "txns", "fx")]
    payments = [request for request in ex.requests("shown") if request["job"] == "transfer"]
    found = asyncio.run(ex.measure(reading, payments))
    assert found.counts["right call"] == 0 and "xfer(" not in str(found)


def test_the_banks_default_hides_rows_as_the_lesson_says():
    bank.reset()
    assert (len(bank.list_transactions("checking")), len(bank.list_transactions("checking", limit=100))) == (20, 100)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────

def test_stacked_bars_say_their_numbers():
    picture = ex.stacked({"before": {"taken": 6, "refused": 58}, "after": {"taken": 6, "refused": 0}}, title="Calls", unit="of 64")
    assert picture.png[:4] == b"\x89PNG"
    assert picture.alt == "Stacked bars: Calls (of 64). before: 6 taken, 58 refused; after: 6 taken, 0 refused."
    assert picture.text.splitlines()[1] == "before: 6 taken, 58 refused"


def test_a_tool_stands_beside_itself_in_every_set():
    table = ex.side_by_side(ex.RUNGS, "blk")
    assert "perm (true or false)" in table.text and 'how ("temporary" or "permanent")' in table.text
    assert 'how ({kind: "temporary", until: a date (YYYY-MM-DD) or null} or {kind: "permanent"})' in table.text
    assert table.html.count("<tr>") == 4 and "&quot;4471&quot;" in table.html


def test_pairs_are_a_table():
    text = ex.pairs({"a → b": {"gained": 9, "lost": 0, "same": 31, "p": 0.0039}, "a → c": {"gained": 20, "lost": 0, "same": 20, "p": 2e-6}}).text
    assert [line.split()[-5:] for line in text.splitlines()[1:]] == [["b", "9", "0", "31", "0.004"], ["20", "0", "20", "<", "0.001"]]


def test_a_misspelt_name_is_told_what_there_is():
    with pytest.raises(ValueError, match="There is no tool 'block'. There are: bal, xfer, blk"):
        ex.side_by_side(ex.RUNGS, "block")
    with pytest.raises(ValueError, match="There are no requests 'hiden'. There are: shown, hidden"):
        ex.requests("hiden")
