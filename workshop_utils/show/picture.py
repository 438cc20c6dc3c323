"""Picture and Table: what show/ returns. Each has a rich form for the notebook and a text form for everywhere else.

A picture is drawn only when somebody looks at it, with Agg and without pyplot, so no figure stays open.
"""

import base64
import html
import io
from functools import cached_property
from pathlib import Path

# JupyterLab typesets $…$ in HTML outputs as formulas; amounts of money are none.
NO_MATH = "mathjax_ignore tex2jax_ignore"
DPI = 192  # twice what is shown, so that it stays crisp on a hidpi screen


class Table:
    """A table with an HTML form and a text form (`.html`, `.text`)."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self):
        return self.text

    __str__ = __repr__


class Picture:
    """A drawing (`.png`), what it says (`.text`) and one sentence for who can't see it (`.alt`).

    Args:
        draw: returns a matplotlib Figure; called at most once, when the PNG is first needed
        text: the text form
        alt: alternative text of the image
    """

    def __init__(self, draw, text: str, alt: str):
        self._draw, self.text, self.alt = draw, text, alt

    @cached_property
    def png(self) -> bytes:
        """The PNG, at twice the size it is shown at."""
        return _png(self._draw())

    def save(self, path) -> Path:
        """Write the PNG to `path` and return the path."""
        path = Path(path)
        path.write_bytes(self.png)
        return path

    @property
    def html(self) -> str:
        """The image with its alt text, and the text form folded below it."""
        width = int.from_bytes(self.png[16:20], "big") * 96 // DPI  # PNG header: width in pixels
        data = base64.b64encode(self.png).decode()
        return (
            f'<figure class="{NO_MATH}" style="margin:0">'
            f'<img alt="{html.escape(self.alt)}" width="{width}" src="data:image/png;base64,{data}">'
            f"<details><summary>As text</summary><pre>{html.escape(self.text)}</pre></details></figure>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self):
        return self.text

    __str__ = __repr__


def _png(figure) -> bytes:
    """Render with Agg, then reduce to a palette: a third of the bytes, no visible loss on flat drawings."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(DPI)
    canvas.draw()
    image = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
    out = io.BytesIO()
    image.convert("RGB").quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
