"""transcript(): who said, called and returned what, as a table. Calls stand beside their outputs, joined by call_id.

Everything shown may have been written by a model, so everything is escaped.
"""

import html
import json
from dataclasses import dataclass

from .lanes import shorten
from .picture import NO_MATH, Table

LIMIT = 160  # characters of a text that are shown before it is folded
WAITING = "no output yet"
NEWS = "news_"  # so begins the call_id of what a Chat put there: no model asked for it


@dataclass(frozen=True)
class Row:
    """One line of the table: who, what they said or called, and what came back (None: nothing is expected back)."""

    who: str
    what: str
    back: str | None = None


def transcript(source) -> Table:
    """A table of a conversation.

    Args:
        source: a list of Responses items (dicts or the SDK's objects), a Trace, or anything with `.items`
            (a Chat, a reply) or `.output` (a response of the SDK)

    Raises:
        TypeError: if `source` is none of these
    """
    if hasattr(source, "events"):
        rows = [_event_row(event) for event in source.events]
    else:
        rows = _rows(_items(source))
    return Table(_html(rows), _text(rows))


def _items(source) -> list[dict]:
    for name in ("items", "output"):
        found = getattr(source, name, None)
        if isinstance(found, (list, tuple)):
            source = found
            break
    if isinstance(source, dict):
        source = [source]
    if not isinstance(source, (list, tuple)):
        raise TypeError(f"transcript needs a list of items, or something with .items; got {type(source).__name__}.")
    return [item.model_dump() if hasattr(item, "model_dump") else item for item in source]


def _rows(items: list) -> list[Row]:
    outputs: dict[str, list[str]] = {}
    for item in items:
        if _is(item, "function_call_output"):
            outputs.setdefault(str(item.get("call_id")), []).append(_content(item.get("output")))
    calls = {str(item.get("call_id")) for item in items if _is(item, "function_call")}
    answered: set[str] = set()
    rows = []
    for item in items:
        if _is(item, "function_call"):
            call_id = str(item.get("call_id"))
            first = call_id not in answered
            waiting = outputs.get(call_id, [])
            who = "news" if call_id.startswith(NEWS) else "model calls"
            rows.append(Row(who, _call(item), waiting.pop(0) if first and waiting else WAITING))
            answered.add(call_id)
        elif _is(item, "function_call_output"):
            call_id = str(item.get("call_id"))
            if call_id not in calls:
                rows.append(Row("output", f"of {call_id}, a call that is not in this list", _content(item.get("output"))))
        else:
            rows.append(_said(item))
    # What is left over answered a call that had its output already.
    rows += [Row("output", f"a second one of {call_id}", text) for call_id in calls for text in outputs.get(call_id, [])]
    return rows


def _is(item, kind: str) -> bool:
    return isinstance(item, dict) and item.get("type") == kind


def _said(item) -> Row:
    if not isinstance(item, dict):
        return Row("?", _content(item))
    if item.get("type") == "reasoning":
        parts = item.get("summary") or item.get("content") or []
        return Row("model thinks", _content(parts) or "(not shown by the provider)")
    if "role" in item:
        who = "model" if item["role"] == "assistant" else str(item["role"])
        return Row(who, _content(item.get("content")))
    rest = {key: value for key, value in item.items() if key not in ("type", "id", "status") and value is not None}
    return Row(str(item.get("type", "?")), _content(rest))


def _call(item: dict) -> str:
    arguments = item.get("arguments")
    try:
        parsed = json.loads(arguments) if isinstance(arguments, str) else arguments
    except ValueError:  # the model wrote bad JSON: show it as it came
        parsed = arguments
    if isinstance(parsed, dict):
        shown = ", ".join(f"{name}={json.dumps(value, ensure_ascii=False, default=str)}" for name, value in parsed.items())
    else:
        shown = "" if parsed is None else str(parsed)
    return f"{item.get('name')}({shown})"


def _content(content) -> str:
    """Text of a content: a string, a list of parts, or any data as JSON."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, (list, tuple)) and all(isinstance(part, dict) and "type" in part for part in content):
        return " ".join(str(part.get("text") or part.get("refusal") or f"[{part['type']}]") for part in content)
    return json.dumps(content, ensure_ascii=False, default=str)


def _event_row(event) -> Row:
    detail = event.detail
    if event.kind == "tool":
        back = detail.get("error") or detail.get("output", detail.get("result"))
        return Row("model calls", _call({"name": event.name, "arguments": detail.get("arguments")}),
                   WAITING if event.end is None else _content(back))
    text = _content(detail.get("text") or detail.get("error"))
    if not text and detail.get("calls"):
        text = "calls " + ", ".join(map(str, detail["calls"]))
    if event.kind in ("user", "model"):
        return Row(event.kind, text or event.name)
    return Row(event.kind, f"{event.name}: {text}" if text else event.name)


# ── the two forms ────────────────────────────────────────────────────────────────────────────

def _text(rows: list[Row]) -> str:
    if not rows:
        return "(nothing was said yet)"
    wide = max(len(row.who) for row in rows)
    lines = []
    for number, row in enumerate(rows, 1):
        lines.append(f"{number:>3}  {row.who:<{wide}}  {shorten(row.what, LIMIT)}")
        if row.back is not None:
            lines.append(f"{'':>3}  {'':<{wide}}  -> {shorten(row.back, LIMIT)}")
    return "\n".join(lines)


def _html(rows: list[Row]) -> str:
    left = 'style="text-align:left"'
    head = "".join(f'<th scope="col" {left}>{name}</th>' for name in ("", "who", "says or calls", "gets back"))
    body = "".join(
        f'<tr><th scope="row" {left}>{number}</th><td {left}>{html.escape(row.who)}</td>'
        f'<td {left}>{_cell(row.what)}</td><td {left}>{_back(row.back)}</td></tr>'
        for number, row in enumerate(rows, 1)
    )
    return f'<table class="{NO_MATH}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _back(back: str | None) -> str:
    if back is None:
        return ""
    return f"<em>{WAITING}</em>" if back == WAITING else _cell(back)


def _cell(text: str) -> str:
    """A long text is folded: its beginning is the summary, the whole opens on click."""
    if len(text) <= LIMIT:
        return html.escape(text)
    return f"<details><summary>{html.escape(shorten(text, LIMIT))}</summary>{html.escape(text)}</details>"
