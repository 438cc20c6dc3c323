"""What is known by name when an answer must follow a schema: values of this turn's results, and a judgement that is asked for."""

from . import judge
from .recall import flat
from .turn import failed, value_of


def known(turn):
    """{field: value} for the fields of the conversation's format that need not be read from the text."""
    return {**_results(turn), **_verdicts(turn.text, turn.conversation.format)}


def _results(turn):
    return {key: value for _, output in turn.done if output is not None and not failed(output) for key, value in flat(value_of(output.text)) if key}


def _verdicts(text, schema):
    """The judgement on two statements in the text, for each field whose enum offers it."""
    pair = judge.statements(text)
    if not pair:
        return {}
    verdict = judge.judge(*pair)
    fields = {name: node["enum"] for name, node in (schema.get("properties") or {}).items() if isinstance(node, dict) and isinstance(node.get("enum"), list)}
    labels = {name: judge.labelled(verdict, options) for name, options in fields.items()}
    return {name: label for name, label in labels.items() if label is not None}
