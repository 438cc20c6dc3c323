"""Writes texts/ from tables/ and the templates beside it: the same bytes on every machine.

    python -m workshop_utils.practice.corpus.make
"""

import random
from pathlib import Path

from . import encyclopedia, letters, numbers, reviews, scenes

HERE = Path(__file__).parent
KINDS = {"encyclopedia": encyclopedia.entries, "questions": encyclopedia.questions, "tasks": encyclopedia.tasks,
         "letters": letters.letters,
         "recipes": letters.recipes, "scenes": scenes.scenes, "reviews": reviews.reviews, "numbers": numbers.numbers,
         "dates": numbers.dates}


def made() -> dict[str, str]:
    """The text of each generated file, by its name."""
    return {f"{kind}.txt": "\n\n\n".join(write(random.Random(kind))) + "\n" for kind, write in KINDS.items()}


def main() -> None:
    """Write the files."""
    for name, text in made().items():
        (HERE / "texts" / name).write_text(text, "utf-8", newline="\n")
        print(f"{name:20} {len(text.encode()):8,} bytes")


if __name__ == "__main__":
    main()
