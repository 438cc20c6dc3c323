"""The pieces that requests are made of: strict models, unions told apart by JSON type or by "type", shared parameters."""

from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from .errors import kind_of


class Params(BaseModel):
    """A request object: no unknown keys, no conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def by_kind(**branches):
    """A union told apart by JSON type, e.g. by_kind(string=str, array_of_objects=list[Part])."""
    tags = {name.split("_")[0]: f"({name.replace('_', ' ')})" for name in branches}

    def kind(value):
        return tags.get(kind_of(value), f"({kind_of(value)})")

    options = [Annotated[branch, Tag(f"({name.replace('_', ' ')})")] for name, branch in branches.items()]
    return Annotated[Union[tuple(options)], Discriminator(kind)]


def by_key(key, branches, default=lambda value: None):
    """A union of objects told apart by one of their keys; `default(value)` stands in where the key was left out."""

    def tag(value):
        if not isinstance(value, dict):
            return "(no object)"
        found = value[key] if key in value else default(value)
        return None if found is None and key not in value else f"({found})"

    tag.__name__ = key
    options = [Annotated[branch, Tag(f"({name})")] for name, branch in branches.items()]
    return Annotated[Union[tuple(options)], Discriminator(tag)] if len(options) > 1 else options[0]


FUNCTION_NAME = r"^[a-zA-Z0-9_-]+$"
FunctionName = Annotated[str, Field(min_length=1, max_length=64, pattern=FUNCTION_NAME)]
Object = dict[str, Any]
Text = Annotated[str, Field(max_length=10_485_760)]
Probability = Annotated[float, Field(ge=0, le=1)]
Temperature = Annotated[float, Field(ge=0, le=2)]
Penalty = Annotated[float, Field(ge=-2, le=2)]
Metadata = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=512)]], Field(max_length=16)]
Stop = by_kind(string=str, array_of_strings=Annotated[list[str], Field(min_length=1, max_length=4)])
LogitBias = dict[str, Annotated[int, Field(ge=-100, le=100)]]
Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
Verbosity = Literal["low", "medium", "high"]
Retention = Literal["in_memory", "24h"]


class CacheBreakpoint(Params):
    """Where a prompt may be cached; accepted and of no effect here."""

    mode: Literal["explicit"]
    ttl: Literal["30m", "12h"] | None = None


class ModerationMode(Params):
    mode: Literal["score", "block"]


class ModerationPolicy(Params):
    input: ModerationMode | None = None
    output: ModerationMode | None = None


class Moderation(Params):
    model: str
    policy: ModerationPolicy | None = None


class StreamOptions(Params):
    include_obfuscation: bool | None = None
    include_usage: bool | None = None
