"""The policy desk: the bank's rules, as short articles that can be searched."""

import functools

from ..settings import data_path
from .errors import PolicyNotFound


def find_policies(query: str) -> list[dict]:
    """Search the bank's policies, that is its rules: fees, limits, lost cards, disputes, foreign currency, transfers,
    opening hours and so on.

    Args:
        query: what it is about, in a few words

    Returns:
        up to three policies, best first, each with policy_id, title and how its text begins
    """
    ids, index = _index()
    return [{"policy_id": ids[hit.index], "title": _policies()[ids[hit.index]]["title"],
             "begins": _policies()[ids[hit.index]]["text"].split(". ")[0] + "."} for hit in index.search(query, k=3)]


def read_policy(policy_id: str) -> dict:
    """Read one of the bank's policies.

    Args:
        policy_id: such as "lost-card"; find_policies gives the ids
    """
    found = _policies().get(policy_id.strip().lower())
    if found is None:
        raise PolicyNotFound(f"no policy has the id {policy_id!r}. find_policies finds them by their subject; "
                             f"ids look like {next(iter(_policies()))}.")
    return dict(found)


@functools.cache
def _policies() -> dict[str, dict]:
    """All policies by id, from data/harbor_bank/policies: a title, the day of the last change, the text."""
    found = {}
    for path in sorted(data_path("harbor_bank").joinpath("policies").glob("*.md"), key=lambda path: path.name):
        title, updated, text = path.read_text("utf-8").split("\n\n", 2)
        found[path.stem] = {"policy_id": path.stem, "title": title.removeprefix("# "),
                            "updated": updated.removeprefix("Updated "), "text": text.strip()}
    return found


@functools.cache
def _index():
    from ..search import Retriever      # numpy comes with it: not before somebody searches
    ids = list(_policies())
    return ids, Retriever([f"{one['policy_id']}. {one['title']}. {one['text']}" for one in _policies().values()])
