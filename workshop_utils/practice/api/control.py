"""POST /practice/faults: practice.faults(...) for a server in another process. Outside of /v1, as no API has it."""

from typing import Annotated, Literal

from pydantic import Field

from ..faults import KINDS
from .base import Handler
from .fields import Params


class FaultRequest(Params):
    kind: Literal[tuple(KINDS)]
    n: Annotated[int, Field(ge=1)] = 1
    share: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: int = 0
    retry_after: Annotated[float, Field(ge=0)] = 1
    stall_s: Annotated[float, Field(ge=0)] = 60


class FaultsHandler(Handler):
    """POST adds a fault, DELETE ?id= ends one (all without an id)."""

    def post(self):
        fault = self.engine.faults.add(**self.read(FaultRequest).model_dump())
        self.send({"id": fault.fault_id})

    def delete(self):
        self.engine.faults.clear(self.get_query_argument("id", None))
        self.send({"cleared": True})
