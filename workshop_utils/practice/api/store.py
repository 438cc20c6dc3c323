"""Stored responses, bounded in number and bytes: the oldest go first."""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field

MAX_RESPONSES = 1000
MAX_BYTES = 32 * 2**20


@dataclass
class Entry:
    """A stored response: the object, its own input items and the items before them; of a background one its task,
    and the response that is coming."""

    response: dict
    input_items: list
    before: list = field(default_factory=list)
    task: asyncio.Task | None = None
    coming: asyncio.Future | None = None
    size: int = 0

    def items(self) -> list:
        """The conversation after this response, as input of the next one."""
        return self.before + self.input_items + self.response["output"]


class Store:
    """Responses by id, and their items by id."""

    def __init__(self, max_responses=MAX_RESPONSES, max_bytes=MAX_BYTES):
        self.max_responses, self.max_bytes, self.size = max_responses, max_bytes, 0
        self._entries, self._items = OrderedDict(), {}

    def __len__(self):
        return len(self._entries)

    def get(self, response_id) -> Entry | None:
        """The entry of an id, or None."""
        return self._entries.get(response_id)

    def item(self, item_id) -> dict | None:
        """A stored input or output item, or None."""
        return self._items.get(item_id)

    def put(self, entry: Entry):
        """Keep an entry, or keep it anew after its response changed. The newest one always stays."""
        self.remove(entry.response["id"])
        entry.size = len(json.dumps([entry.response, entry.input_items, entry.before]))
        self._entries[entry.response["id"]] = entry
        self._items |= {item["id"]: item for item in entry.input_items + entry.response["output"]}
        self.size += entry.size
        while len(self) > 1 and (len(self) > self.max_responses or self.size > self.max_bytes):
            self.remove(next(iter(self._entries)))

    def remove(self, response_id) -> bool:
        """Forget a response; False if there was none."""
        entry = self._entries.pop(response_id, None)
        if entry is None:
            return False
        self.size -= entry.size
        for item in entry.input_items + entry.response["output"]:
            self._items.pop(item["id"], None)
        return True
