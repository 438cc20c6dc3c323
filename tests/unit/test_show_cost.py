"""cost(): tokens times prices, and an unknown price said as such."""

import pytest

from workshop_utils import connection
from workshop_utils.settings import Settings
from workshop_utils.show import cost
from workshop_utils.trace import Event, Trace


@pytest.fixture(autouse=True)
def prices(monkeypatch):
    monkeypatch.setattr(connection, "current", lambda: Settings(provider="openai", prices={"small": (1.0, 4.0), "<b>": (1.0, 1.0)}))


def trace_of(*used):
    trace = Trace()
    trace.events = [Event("model", name, 0, 1, tokens=tokens, model=name) for name, tokens in used]
    trace.add("tool", "f")
    return trace


def test_tokens_and_dollars_are_summed_by_model():
    assert cost(trace_of(("small", (1_000_000, 0)), ("small", (500_000, 250_000)))).text == (
        "model  requests  input tokens  output tokens     US$\n"
        "small         2     1,500,000        250,000  2.5000")


def test_an_unknown_price_is_said_and_makes_the_sum_unknown():
    text = cost(trace_of(("small", (1000, 0))), trace_of(("big", (10, 5)))).text
    assert "big           1            10              5  unknown" in text
    assert text.splitlines()[-2].split() == ["all", "2", "1,010", "5", "unknown"]
    assert text.splitlines()[-1] == "No price under [prices] in workshop.toml: big."


def test_nothing_answered_yet_is_said():
    assert cost(Trace()).text == "No request has been answered yet." and cost().text == cost(Trace()).text


def test_html_is_escaped_and_numbers_are_flush_right():
    html = cost(trace_of(("<b>", (1, 1)))).html
    assert "&lt;b&gt;" in html and "<b>" not in html and 'text-align:right">1</td>' in html and "mathjax_ignore" in html


def test_anything_else_is_refused():
    with pytest.raises(TypeError, match="cost needs a Trace.*got int"):
        cost(5)
