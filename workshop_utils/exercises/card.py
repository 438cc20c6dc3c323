"""The card of an exercise: prompt, state, and the buttons Check, Hint and Solution. Beside it stands a text form, which shows
wherever the buttons are not alive: a terminal, GitHub, an exported page, a notebook that was opened again.
"""

import contextvars
import html
import re
import sys
import threading
from dataclasses import replace

from .verdict import KINDS, framed

WIDGET = "application/vnd.jupyter.widget-view+json"
BUSY = ("…", "#4a5568")
# The text form hides where the live card is; a widget whose kernel has gone hides, and with it JupyterLab's "model not found".
STYLE = """<style>
.jp-OutputArea:has(.workshop-card) .workshop-card-text { display: none }
.jp-OutputArea:has(.workshop-card-text) .lm-Panel.jp-OutputArea-output:not(:has(*)) { display: none }
.workshop-card { border-left: 4px solid var(--jp-brand-color1, #2a5d9c); padding: 2px 10px; overflow: visible }
.workshop-card .widget-html-content, .workshop-card .widget-html { line-height: 1.45; white-space: normal; height: auto }
.workshop-card .widget-box { overflow: visible; gap: 4px }
.workshop-card button { min-width: 7em; width: auto; overflow: visible }
.workshop-card button:focus-visible { outline: 3px solid var(--jp-brand-color1, #2a5d9c); outline-offset: 2px }
</style>"""


def show(exercise) -> None:
    """Display the live card, if this is a kernel that can have one, and the text form."""
    from IPython.display import display
    if has_kernel():
        display({WIDGET: {"version_major": 2, "version_minor": 0, "model_id": _card(exercise).box.model_id}}, raw=True)
    display({"text/html": STYLE + html_of(exercise), "text/plain": text_of(exercise)}, raw=True)


def has_kernel() -> bool:
    """Is this a notebook's kernel?"""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None


def text_of(exercise) -> str:
    """Prompt, state and how to ask, in three lines."""
    lines = [f"{exercise.name}: {_icon(exercise.state)} {exercise.state}", re.sub(r"`([^`]*)`", r"\1", exercise.prompt),
             f"check: {exercise.asked_by} · hint: {exercise.name}.hint() · solution: {exercise.name}.solution()",
             f"the cell to begin with: print({exercise.name}.starter)"]
    return "\n".join(filter(None, lines))


def html_of(exercise) -> str:
    """The text form for the web: no script, no button; the starter cell folded below."""
    asked = " · ".join(f"{what}: <code>{html.escape(code)}</code>" for what, code in (
        ("check", exercise.asked_by), ("hint", f"{exercise.name}.hint()"), ("solution", f"{exercise.name}.solution()")))
    starter = f"<details><summary>The cell to begin with</summary><pre>{html.escape(exercise.starter)}</pre></details>"
    return (f'<div class="workshop-card-text mathjax_ignore tex2jax_ignore" style="border-left:4px solid #2a5d9c;padding:4px 10px">'
            f"{heading(exercise, exercise.state)}<div>{asked}</div>{starter}</div>")


def heading(exercise, state: str) -> str:
    """Name, state as icon and word, and the prompt."""
    icon, colour = KINDS.get(state, (_icon(state), "#00654a")) if state != "checking" else BUSY
    badge = (f'<span style="background-color:{colour};color:#ffffff;font-weight:bold;padding:1px 8px;border-radius:8px">'
             f"{icon} {html.escape(state)}</span>")
    return f"<div><strong>{html.escape(exercise.name)}</strong> {badge}</div><div>{marked(exercise.prompt)}</div>"


def marked(text: str) -> str:
    """HTML of a text with `code` in backticks."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))


def _icon(state: str) -> str:
    return KINDS.get(state, "→")[0]


def _card(exercise) -> "Card":
    """One card for each exercise and kernel, shown in as many places as one likes."""
    if exercise not in _cards or _cards[exercise].box.comm is None:
        _cards[exercise] = Card(exercise)
    return _cards[exercise]


_cards: dict = {}


class Card:
    """The live card. A click starts the check on a thread and returns, so the kernel is never held up by it."""

    def __init__(self, exercise):
        from ipywidgets import HTML, Button, HBox, VBox
        self.exercise, self._hints, self._busy = exercise, [], threading.Lock()
        self.head, self.verdict, self.help = HTML(STYLE + heading(exercise, exercise.state)), HTML(), HTML()
        self.check = Button(description="Check", icon="check", tooltip=f"Check what this notebook holds now: {exercise.asked_by}")
        self.hint = Button(description=self._next_hint(0), icon="lightbulb-o", tooltip="Show one more hint",
                           disabled=not exercise.hints)
        self.solution = Button(description="Solution", icon="eye", tooltip="Show or hide the solution")
        self._solution = ""
        for button, action in ((self.check, self._check), (self.hint, self._hint), (self.solution, self._toggle)):
            button.on_click(lambda _, action=action: action())
            _heard_at_once(button)
        self.box = VBox([self.head, HBox([self.check, self.hint, self.solution]), self.verdict, self.help])
        self.box.add_class("workshop-card")

    def _check(self) -> None:
        if not self._busy.acquire(blocking=False):
            return
        self.check.disabled, self.check.description = True, "Checking …"
        self.head.value = STYLE + heading(self.exercise, "checking")
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._judge, namespace()), name="card", daemon=True).start()

    def _judge(self, space: dict) -> None:
        try:
            found = self.exercise.check_names(space)
            self.verdict.value = replace(found, text=_beside_a_button(found.text)).html
            self.head.value = STYLE + heading(self.exercise, found.kind)
        except Exception as error:          # a fault of ours: said, and the button stays usable
            self.verdict.value = framed("#9b2c00", "! the check failed", f"{type(error).__name__}: {error}")
        finally:
            self.check.disabled, self.check.description = False, "Check"
            self._busy.release()

    def _hint(self) -> None:
        self._hints.append(self.exercise.hint().html)
        shown = self.exercise.hinted
        self.hint.description, self.hint.disabled = self._next_hint(shown), shown == len(self.exercise.hints)
        self._show_help()

    def _next_hint(self, shown: int) -> str:
        many = len(self.exercise.hints)
        return f"Hint {shown + 1} of {many}" if shown < many else "No more hints"

    def _toggle(self) -> None:
        self._solution = "" if self._solution else self.exercise.solution().html
        self.solution.description = "Hide solution" if self._solution else "Solution"
        self._show_help()

    def _show_help(self) -> None:
        self.help.value = "".join([*self._hints, self._solution])


def _beside_a_button(text: str) -> str:
    """A verdict's words speak of the cell with the check; a card has none."""
    return text.replace("in the cell above ", "").replace("then run it and this cell.", "run its cell, and press Check.")


def _heard_at_once(button) -> None:
    """Let JupyterLab choose where its clicks are handled: beside the cells, so that a cell that blocks delays no button.

    ipykernel 7.4 sends them to where the widget was made, behind the running cell. Older ones know no such choice.
    """
    if hasattr(button.comm, "_reply_subshell_for"):
        button.comm._reply_subshell_for = lambda data, chosen: chosen


def namespace() -> dict:
    """What the notebook holds at this moment."""
    return sys.modules["__main__"].__dict__
