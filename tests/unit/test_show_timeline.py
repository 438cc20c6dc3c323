"""The timeline: overlap can be seen in the picture's rows, read in its text form, and heard in its alt text."""

import html
import itertools
import re
import struct
import subprocess
import sys
import threading
import warnings

import pytest

from workshop_utils.show import timeline, timelines
from workshop_utils.show.lanes import lanes
from workshop_utils.trace import Event, Trace


def event(kind, name, start, end, ok=True, **detail):
    return Event(kind, name, start, end, detail=detail, ok=ok)


def trace_of(*events):
    trace = Trace()
    trace.events = list(events)
    return trace


TURN = (
    event("user", "user", 0, 0, text="Oslo or Paris?"),
    event("model", "practice-chat", 0, 0.4),
    event("tool", "get_weather", 0.4, 1.4, arguments='{"city": "Oslo"}'),
    event("tool", "get_weather", 0.4, 1.2, arguments={"city": "Paris"}),
    event("tool", "get_time", 0.5, 0.9),
    event("model", "practice-chat", 1.4, 1.8),
)


def bar_of(picture, word):
    """The columns that the bar of the line with this word covers in the text form."""
    line = next(line for line in picture.text.splitlines() if word in line.split("|")[-1])
    strip = line.split("|")[1]
    return {i for i, character in enumerate(strip) if character != " "}


def test_overlapping_calls_of_one_tool_are_stacked_in_rows_of_its_lane():
    by_name = {lane.name: lane for lane in lanes(trace_of(*TURN))}
    assert list(by_name) == ["user", "model", "get_weather", "get_time"]
    assert by_name["get_weather"].rows == 2 and by_name["model"].rows == 1
    assert [bar.row for bar in by_name["get_weather"].bars] == [0, 1]


def test_calls_one_after_the_other_share_a_row():
    (lane,) = lanes(trace_of(event("tool", "f", 0, 1), event("tool", "f", 1, 2), event("tool", "f", 2, 3)))
    assert lane.rows == 1


def test_the_text_form_shows_overlap_by_columns():
    together = timeline(trace_of(event("tool", "f", 0, 1, label="first"), event("tool", "f", 0.1, 1.1, label="second")))
    assert bar_of(together, "first") & bar_of(together, "second")
    apart = timeline(trace_of(event("tool", "f", 0, 1, label="first"), event("tool", "f", 1.1, 2, label="second")))
    assert not bar_of(apart, "first") & bar_of(apart, "second")


def test_the_text_form_has_times_arguments_and_what_was_said():
    text = timeline(trace_of(*TURN)).text
    for part in ("0.40-1.40 s  Oslo", "0.40-1.20 s  Paris", "at 0.00 s  Oslo or Paris?", "1.80 s, 6 events, at most 3 at once"):
        assert part in text


def test_a_trace_of_a_later_turn_starts_at_zero():
    assert "0.00-1.00 s" in timeline(trace_of(event("tool", "f", 41, 42))).text


def test_a_failed_event_is_marked_in_words_and_in_the_alt_text():
    picture = timeline(trace_of(event("tool", "block_card", 0, 1, ok=False, error="CardNotFound: no card ends with 4471")))
    assert "FAILED: CardNotFound: no card ends with 4471" in picture.text
    assert "1 failed" in picture.alt


def test_a_cancelled_task_is_no_failed_one():
    picture = timeline(trace_of(event("task", "audit", 0, 1, ok=False, output="cancelled"), event("task", "audit", 0, 1, ok=False)))
    assert "CANCELLED" in picture.text and "1 failed, 1 cancelled" in picture.alt


def test_a_failed_tool_says_what_the_model_was_told():
    failed = event("tool", "block_card", 0, 1, ok=False, output="block_card failed: no such card")
    assert "FAILED: block_card failed: no such card" in timeline(trace_of(failed)).text


def test_a_running_event_is_open_and_reaches_to_now():
    moments = itertools.chain([0, 0, 0], itertools.repeat(0.5))
    trace = Trace(lambda: next(moments))
    trace.add("user", "hello")
    with trace.span("task", "deep_research"):
        picture = timeline(trace)
    assert "0.00 s, still running" in picture.text and ">|" in picture.text and picture.png


def test_a_picture_is_of_the_moment_it_was_asked_for():
    trace = trace_of(event("tool", "f", 0, 1))
    early, same = timeline(trace), timeline(trace)
    trace.events.append(event("tool", "g", 1, 5))
    assert early.png == same.png and early.text == same.text and early.text != timeline(trace).text


def test_the_alt_text_names_lanes_counts_and_overlap():
    alt = timeline(trace_of(*TURN)).alt
    assert "get_weather 2 times, 0.40 to 1.40 s, up to 2 overlapping" in alt and alt.startswith("Timeline: 1.80 s")


def test_two_models_have_a_lane_each():
    names = [lane.name for lane in lanes(trace_of(event("model", "small", 0, 1), event("model", "large", 1, 2)))]
    assert names == ["small", "large"]


def test_an_empty_trace_says_so_and_still_draws():
    picture = timeline(Trace())
    assert picture.text == "Nothing has run yet" and picture.png.startswith(b"\x89PNG")


def test_a_reply_with_a_trace_can_be_given():
    class Reply:
        trace = trace_of(*TURN)
    assert "get_weather" in timeline(Reply()).text


def test_anything_else_is_refused_with_what_is_wanted():
    with pytest.raises(TypeError, match="timeline needs a Trace.*got str"):
        timeline("hello")


def test_the_rich_form_is_a_figure_with_alt_text_and_the_text_below():
    picture = timeline(trace_of(event("tool", "<b>", 0, 1, label='"quoted" & <script>')), title="A <title>")
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"} and bundle["text/plain"] == picture.text
    rich = bundle["text/html"]
    assert rich.startswith("<figure") and "<script>" not in rich and "<b>" not in rich
    assert html.unescape(re.search(r'alt="([^"]*)"', rich)[1]) == picture.alt
    assert "data:image/png;base64," in rich and "<details>" in rich


def test_it_is_shown_at_half_its_pixels_to_stay_crisp():
    picture = timeline(trace_of(*TURN))
    pixels = struct.unpack(">I", picture.png[16:20])[0]
    assert f'width="{pixels // 2}"' in picture.html and pixels == 1536


def test_sixty_events_stay_small_enough_for_a_notebook():
    many = [event("tool", f"tool_{i % 5}", i * 0.1, i * 0.1 + 0.5 + i % 3, arguments={"n": i}) for i in range(60)]
    assert len(timeline(trace_of(*many)).png) < 60_000
    assert len(timeline(trace_of(*TURN)).png) < 20_000


def test_odd_texts_are_drawn_without_a_warning():
    odd = [event("user", "user", 0, 0, text="日本 $x_ 5$ \n 🙂"), event("tool", "a_$b$", 0, 1, label="$\\frac$ 漢字")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert timeline(trace_of(*odd), title="$ 5 and $ 6").png


@pytest.mark.parametrize("moments", [(0, 0.35, 0.72), (0, 0.7, 0.72), (0, 0.1, 0.2, 0.3, 0.78), (0.8,), (0, 0.8)])
def test_labels_of_moments_do_not_run_into_each_other(moments):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    asked = [event("user", "user", at, at, text="Which travel notices are there?") for at in moments]
    figure = timelines._draw(lanes(trace_of(*asked, event("model", "m", 0, 0.81))), "A talk")
    drawn = FigureCanvasAgg(figure)
    labels = sorted((text.get_window_extent(drawn.get_renderer()) for text in figure.axes[0].texts if text.get_text().startswith("Whi")),
                    key=lambda box: box.x0)
    assert labels and all(one.x1 <= next_one.x0 for one, next_one in zip(labels, labels[1:]))


def test_many_lanes_are_drawn():
    assert timeline(trace_of(*(event("tool", f"tool_{i}", i, i + 1) for i in range(60)))).png


def test_it_saves_to_a_path(tmp_path):
    path = timeline(trace_of(*TURN)).save(tmp_path / "turn.png")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_pictures_can_be_drawn_on_threads():
    done = []
    threads = [threading.Thread(target=lambda: done.append(timeline(trace_of(*TURN)).png)) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(set(done)) == 1 and len(done) == 3


def test_nothing_loads_pyplot_and_the_import_loads_no_matplotlib():
    code = (
        "import sys; from workshop_utils.show import timeline; assert 'matplotlib' not in sys.modules;"
        "from workshop_utils.trace import Trace; t = Trace(); t.add('user', 'x'); timeline(t).png;"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
