"""ChatBox: talk to a chat in the notebook, beside its board. The cell returns at once; several messages wait their turn."""

import asyncio
import html
import threading
from collections import deque
from functools import cache, cached_property
from pathlib import Path

from .. import bridge
from .board import Foldable, show_with_text
from .lanes import shorten
from .transcripts import transcript

STATIC = Path(__file__).parent / "static"


class ChatBox:
    """An input line and what was said, word by word as it comes; with the board beside it, if there is one.

    Messages that wait for their turn stand last, so that each answer comes below its question.

    Args:
        chat: the Chat to talk to
        board: its TaskBoard
    """

    def __init__(self, chat, board=None):
        self.chat, self.board = chat, board
        self.entries: list[dict] = []             # what is shown: {"who", "text", "state"}
        self._waiting, self._busy, self._lock = deque(), False, threading.RLock()
        self._answering = self._shown = None
        self._told = len(chat.trace.of("alert"))

    def say(self, text: str) -> None:
        """Say something as if it had been typed; the answer is shown when it comes."""
        if not text.strip():
            return
        with self._lock:
            self._waiting.append(text.strip())
            self._add("you", text.strip(), "waiting")
            idle, self._busy = not self._busy, True
        if idle:
            self._answering = _on_a_loop(self._answer_all())

    async def settled(self) -> None:
        """Wait until every message is answered."""
        while self._answering is not None and not self._answering.done():
            await asyncio.wait({asyncio.wrap_future(self._answering)})

    @cached_property
    def widget(self):
        """The live widget; the same one however often it is displayed."""
        import ipywidgets
        self._box = _box_class()(entries=list(self.entries))
        self._box.on_msg(lambda box, content, buffers: self.say(str(content.get("say", ""))))
        beside = [self.board.show().widget] if self.board is not None else []
        return ipywidgets.HBox([self._box, *beside], layout={"flex_flow": "row wrap", "grid_gap": "8px 16px"})

    @property
    def table(self) -> Foldable:
        """What was said so far, as a transcript."""
        said = transcript(self.chat)
        head = f"Chat box: {sum(item.get('role') == 'user' for item in self.chat.items)} messages. Run the cell to talk."
        return Foldable(html.escape(head), said.html, f"{head}\n{said.text}")

    def _ipython_display_(self):
        self._shown = show_with_text(self)

    def __repr__(self):
        return self.table.text

    # ── one answer after the other ────────────────────────────────────────────────────────────────────────

    async def _answer_all(self) -> None:
        while text := self._next():
            try:
                await self._answer(text)
            except Exception as error:            # said in the box: nobody awaits this
                self._add("problem", f"{error}" or type(error).__name__)
            if self._shown is not None:
                self._shown.update(self.table.folded)

    def _next(self) -> str | None:
        """The message whose turn it is: the first of those that stand last."""
        with self._lock:
            self._busy = bool(self._waiting)
            if not self._waiting:
                return None
            self._change(len(self.entries) - len(self._waiting), state="")
            return self._waiting.popleft()

    async def _answer(self, text: str) -> None:
        """Show the pieces of one answer as they come."""
        saying, calls = None, {}
        async for piece in self.chat.stream(text):
            self._show_news()
            if piece.kind == "text":
                saying = self._add("model", "", "streaming") if saying is None else saying
                self._grow(saying, piece.text)
            elif saying is not None:
                self._change(saying, state="")
                saying = None
            if piece.kind == "call":
                calls[piece.call_id] = self._add("tool", f"{piece.name} {shorten(piece.text, 120)}", "streaming")
            elif piece.kind == "result":
                known = self.entries[calls[piece.call_id]]["text"]
                self._change(calls[piece.call_id], text=f"{known} → {shorten(piece.text, 160)}", state="")

    def _show_news(self) -> None:
        """What the model was told unasked: a moment of the chat's trace."""
        alerts = self.chat.trace.of("alert")
        for event in alerts[self._told:]:
            self._add("news", str(event.detail.get("text", event.name)).removeprefix("news of "))
        self._told = len(alerts)

    # ── what is shown: kept here, and sent to the widget ──────────────────────────────────────────────────

    def _add(self, who: str, text: str, state: str = "") -> int:
        """A new entry, before the messages that wait, and its number, which is its own from then on."""
        with self._lock:
            number = len(self.entries) - (0 if state == "waiting" else len(self._waiting))
            self.entries.insert(number, {"who": who, "text": text, "state": state})
            self._send(number, new=True)
            return number

    def _change(self, number: int, **fields) -> None:
        self.entries[number] |= fields
        self._send(number)

    def _send(self, number: int, **more) -> None:
        if "widget" in self.__dict__:
            self._box.send({"number": number, "entry": self.entries[number], **more})
            self._box.entries = [dict(entry) for entry in self.entries]      # for a view that opens later

    def _grow(self, number: int, more: str) -> None:
        """A piece of text: only the piece is sent, and custom messages are not held back."""
        self.entries[number]["text"] += more
        if "widget" in self.__dict__:
            self._box.send({"number": number, "more": more})


def _on_a_loop(coroutine):
    """A future for a coroutine, on this loop or else on the background loop; both can be waited for by wrap_future."""
    loop = bridge.running_loop() or bridge.background_loop()
    return asyncio.run_coroutine_threadsafe(coroutine, loop)


@cache
def _box_class():
    import anywidget
    import traitlets

    class Box(anywidget.AnyWidget):
        """The part in the browser: an input line and a log."""

        _esm = (STATIC / "chat_box.js").read_text("utf-8")
        _css = (STATIC / "chat_box.css").read_text("utf-8")
        entries = traitlets.List().tag(sync=True)

    return Box
