"""Quiz: one question with an explanation for each choice, clickable by jupyterquiz, and as text where no script runs."""

import html
import string

from .verdict import Note

# Where JupyterLab's MathJax is there but has no typeset of its own, jupyterquiz would fetch another one from the internet.
NO_DOWNLOAD = "if (window.MathJax && !Object.hasOwn(window.MathJax, 'typeset')) { window.MathJax.typeset = () => {}; }"

# Both can be read on white and on black; jupyterquiz's own red is too dark for a dark theme.
COLOURS = {"--jq-incorrect-color": "#d8461b", "--jq-correct-color": "#068a3c"}


class Quiz:
    """One multiple-choice question.

    Args:
        question: the question; `$`, backticks and `<` stay as they are
        choices: (text, is it right, explanation) for each choice
        code: a piece of code shown below the question

    Raises:
        ValueError: if no choice is right, or a choice has no explanation
    """

    def __init__(self, question: str, choices: list[tuple[str, bool, str]], code: str = ""):
        if not any(right for _, right, _ in choices):
            raise ValueError(f"No choice of {question!r} is right.")
        if not all(why.strip() for _, _, why in choices):
            raise ValueError(f"Every choice of {question!r} needs an explanation.")
        self.question, self.choices, self.code = question, list(choices), code

    @property
    def data(self) -> list[dict]:
        """The question in jupyterquiz's format. It takes HTML, so the text is escaped."""
        many = sum(right for _, right, _ in self.choices) > 1
        question = {
            "question": _literal(self.question),
            "type": "many_choice" if many else "multiple_choice",
            "answers": [
                {"answer": _literal(text), "correct": bool(right), "feedback": _literal(f"{'Right' if right else 'Wrong'}. {why}")}
                for text, right, why in self.choices
            ],
        }
        return [question | ({"code": html.escape(self.code)} if self.code else {})]

    @property
    def text(self) -> str:
        """Question and choices by letter, and below them the explanations."""
        lettered = list(zip(string.ascii_lowercase, self.choices))
        asked = [self.question] + self.code.splitlines() + [f"  {letter}) {text}" for letter, (text, _, _) in lettered]
        why = [f"  {letter}) {'right' if right else 'wrong'}: {why}" for letter, (_, right, why) in lettered]
        return "\n".join(asked + ["Explanations:"] + why)

    @property
    def asked(self) -> str:
        """Question and choices, without the explanations: for a terminal, where nothing can be folded."""
        return f'{self.text.partition("Explanations:")[0]}Answer with .answer("a"), or another letter.'

    def answer(self, letter: str) -> Note:
        """Is the choice with this letter right, and why? For where no button can be clicked."""
        letters = string.ascii_lowercase[: len(self.choices)]
        if not isinstance(letter, str) or letter.strip().lower() not in tuple(letters):
            return Note("No choice", f"{letter!r} is none. The choices are {', '.join(letters)}.")
        _, right, why = self.choices[letters.index(letter.strip().lower())]
        return Note(f"{letter.strip().lower()}) is {'right' if right else 'wrong'}", why)

    def __repr__(self):
        return self.asked

    __str__ = __repr__

    def _ipython_display_(self):
        from IPython.display import Javascript, display

        from .card import has_kernel
        if not has_kernel():
            display({"text/plain": self.asked}, raw=True)
            return
        from jupyterquiz import display_quiz
        display(Javascript(NO_DOWNLOAD))
        display_quiz(self.data, shuffle_answers=False, colors=COLOURS)
        folded = (f'<details class="mathjax_ignore tex2jax_ignore"><summary>The question as text, with explanations</summary>'
                  f"<pre>{html.escape(self.text)}</pre></details>")
        display({"text/html": folded, "text/plain": self.text}, raw=True)


def _literal(text: str) -> str:
    """HTML that shows the text as it is: jupyterquiz would turn `$` into a formula and `[a](b)` into a link."""
    plain = html.escape(text).replace("$", "&#36;").replace("[", "&#91;")
    return f'<span class="mathjax_ignore tex2jax_ignore">{plain}</span>'
