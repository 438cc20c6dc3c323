"""Lesson 00: a city in a reply that was not edited, and seconds that were waited and not added up."""

from types import SimpleNamespace

from workshop_utils import Trace, connect
from workshop_utils.trace import Event

ASKED = 'reply_about_home = client.responses.create(model=models.chat, input="Where do I live?")'
WRONG = [
    ("q0", 'greeting = "Good morning"', 'a text with "Harbor Bank" in it, got'),
    ("q0", "greeting = 3", "greeting must be a text in quotes, got 3"),
    ("q0", "greeting = print('Hello, Harbor Bank')", "greeting is None. Was a value returned and assigned to it?"),
    ("q1", ASKED, "Change the input"),
    ("q1", ASKED + '\nreply_about_home.output[0].content[0].text = "You live in Lisbon."', "edited after it came"),
    ("q1", 'reply_about_home = "Lisbon"', "without .output_text"),
    ("q2", "waited = sum(event.seconds for event in reply.trace.events)", "is the sum of the bars"),
    ("q2", "waited = 0.3 + 0.6", "is the sum of the bars"),
    ("q2", "waited = 0.3", "is the shortest tool"),
    ("q2", "waited = 5", "from the start of the first bar to the end of the last"),
    ("q2", 'waited = "0.7"', "must be a number of seconds, got '0.7'"),
]


def space() -> dict:
    """A client, and the reply whose timeline is read: two tools that overlapped."""
    trace = Trace()
    trace.events = [Event("model", "practice", 0.0, 0.1), Event("tool", "weather", 0.1, 0.4),
                    Event("tool", "local_time", 0.1, 0.7), Event("model", "practice", 0.7, 0.75)]
    return {"client": connect(), "reply": SimpleNamespace(trace=trace)}
