"""A process with a board: python process.py <what> <url> [how many]. It says on stdout what the tests need to know."""

import sys
import time

from errands import collect, gather

from workshop_utils import DurableTaskBoard


def create(url: str, number: str) -> None:
    """Create tasks for others to run."""
    with DurableTaskBoard([collect, gather], url, at_once=0) as board:
        _create(board, int(number))


def live(url: str, number: str) -> None:
    """Create tasks and run them, as a notebook does, until somebody kills us."""
    board = DurableTaskBoard([collect, gather], url)
    _create(board, int(number))
    time.sleep(600)


def serve(url: str) -> None:
    """Run whatever there is, until somebody kills us."""
    board = DurableTaskBoard([collect, gather], url, at_once=8)
    print(board._worker.name, flush=True)
    board.work()


def finish(url: str) -> None:
    """Run whatever there is, then end."""
    with DurableTaskBoard([collect, gather], url) as board:
        board.run_until_idle()


def _create(board, number: int) -> None:
    for count in range(number):
        print(board.create("gather" if count % 3 == 2 else "collect", topic=f"topic {count}"), flush=True)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
