"""What is said when no call is made: greetings, what it is, values of results, and that it does not know."""

import json
import re

WHAT_I_AM = "I am a small rule-based practice model, not an LLM. I read your sentence, choose among the functions I am given, and answer from their results."
GREETING = re.compile(r"^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[\s!.,]*(?:there|all|everyone)?[\s!.]*$", re.IGNORECASE)
IDENTITY = re.compile(r"\b(?:what|who) are you\b|\bare you (?:an? )?(?:llm|ai|gpt|language model|human|robot|real|chatgpt)\b|what model (?:are|is)", re.IGNORECASE)
THANKS = re.compile(r"^\s*(?:thanks|thank you|thx|cheers|great|perfect)\b", re.IGNORECASE)


def without_tools(text, tools):
    """An honest answer where nothing is to be called."""
    if IDENTITY.search(text):
        return WHAT_I_AM
    if GREETING.search(text):
        return "Hello! What can I do for you?"
    if THANKS.search(text):
        return "You are welcome."
    if tools:
        return "None of the functions I have fits this, and I am only a small practice model: I do not know."
    return "I do not know: I am only a small rule-based practice model, and I was given no function that could find out."


def question(parameter):
    """One short question for a missing argument."""
    name = parameter.name.replace("_", " ")
    hint = f" ({', '.join(map(str, parameter.enum))})" if parameter.enum else ""
    return f"Which {name} do you mean{hint}?"


def results(pairs):
    """Plain sentences that name the values of (call, output) pairs."""
    return " ".join(_result(call, output) for call, output in pairs)


def _result(call, output):
    try:
        value = json.loads(output.text)
    except ValueError:      # a tool may answer in plain words
        value = output.text
    about = ", ".join(str(v) for v in call.arguments.values() if isinstance(v, (str, int, float)))
    return f"{call.name.replace('_', ' ').capitalize()}{f' ({about})' if about else ''}: {plain(value)}."


def plain(value):
    """A JSON value as words."""
    if isinstance(value, dict):
        return ", ".join(f"{str(k).replace('_', ' ')} {plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(plain(v) for v in value) or "nothing"
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return str(value).rstrip(".")
