"""The parameters of POST /v1/chat/completions, as the API documents them (openai 3.54)."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import (CacheBreakpoint, Effort, FunctionName, LogitBias, Metadata, Moderation, Object, Params, Penalty,
                     Probability, Retention, Stop, StreamOptions, Temperature, Text, Verbosity, by_key, by_kind)

# ── messages ─────────────────────────────────────────────────────────────────────────────────


class TextPart(Params):
    type: Literal["text"]
    text: Text
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class RefusalPart(Params):
    type: Literal["refusal"]
    refusal: str


class ImageUrl(Params):
    url: str
    detail: Literal["auto", "low", "high", "original"] | None = None


class ImagePart(Params):
    type: Literal["image_url"]
    image_url: ImageUrl
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class InputAudio(Params):
    data: str
    format: Literal["wav", "mp3"]


class AudioPart(Params):
    type: Literal["input_audio"]
    input_audio: InputAudio
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class File(Params):
    file_data: str | None = None
    file_id: str | None = None
    filename: str | None = None


class FilePart(Params):
    type: Literal["file"]
    file: File
    prompt_cache_breakpoint: CacheBreakpoint | None = None


UserPart = by_key("type", {"text": TextPart, "image_url": ImagePart, "input_audio": AudioPart, "file": FilePart})
AssistantPart = by_key("type", {"text": TextPart, "refusal": RefusalPart})
TextContent = by_kind(string=Text, array_of_objects=Annotated[list[TextPart], Field(min_length=1)])
UserContent = by_kind(string=Text, array_of_objects=Annotated[list[UserPart], Field(min_length=1)])
AssistantContent = by_kind(string=Text, array_of_objects=list[AssistantPart])


class CalledFunction(Params):
    name: FunctionName
    arguments: str


class ToolCall(Params):
    id: str
    type: Literal["function"]
    function: CalledFunction


class CustomCalled(Params):
    name: str
    input: str


class CustomToolCall(Params):
    id: str
    type: Literal["custom"]
    custom: CustomCalled


class AudioReference(Params):
    id: str


class SystemMessage(Params):
    role: Literal["system", "developer"]
    content: TextContent
    name: str | None = None


class UserMessage(Params):
    role: Literal["user"]
    content: UserContent
    name: str | None = None


class AssistantMessage(Params):
    role: Literal["assistant"]
    content: AssistantContent | None = None
    refusal: str | None = None
    name: str | None = None
    audio: AudioReference | None = None
    tool_calls: Annotated[list[by_key("type", {"function": ToolCall, "custom": CustomToolCall})],
                          Field(min_length=1, max_length=128)] | None = None
    function_call: CalledFunction | None = None
    # What the API itself sends in a message may come back in the next request.
    annotations: list[Object] | None = None


class ToolMessage(Params):
    role: Literal["tool"]
    tool_call_id: str
    content: TextContent
    name: str | None = None


class FunctionMessage(Params):
    role: Literal["function"]
    name: str
    content: str | None


Message = by_key("role", {"developer": SystemMessage, "system": SystemMessage, "user": UserMessage,
                          "assistant": AssistantMessage, "tool": ToolMessage, "function": FunctionMessage})

# ── tools ────────────────────────────────────────────────────────────────────────────────────


class Function(Params):
    name: FunctionName
    description: Text | None = None
    parameters: Object | None = None
    strict: bool | None = None


class FunctionTool(Params):
    type: Literal["function"]
    function: Function


class CustomTool(Params):
    type: Literal["custom"]
    custom: Object


class OldFunction(Params):
    name: FunctionName
    description: Text | None = None
    parameters: Object | None = None


class NamedFunction(Params):
    name: str


class FunctionChoice(Params):
    type: Literal["function"]
    function: NamedFunction


class CustomChoice(Params):
    type: Literal["custom"]
    custom: NamedFunction


class AllowedTools(Params):
    mode: Literal["auto", "required"]
    tools: Annotated[list[Object], Field(min_length=1)]


class AllowedChoice(Params):
    type: Literal["allowed_tools"]
    allowed_tools: AllowedTools


ToolChoice = by_kind(string=Literal["none", "auto", "required"], object=by_key(
    "type", {"function": FunctionChoice, "allowed_tools": AllowedChoice, "custom": CustomChoice}))

# ── the answer's form ────────────────────────────────────────────────────────────────────────


class PlainFormat(Params):
    type: Literal["text"]


class JsonFormat(Params):
    type: Literal["json_object"]


class JsonSchema(Params):
    name: FunctionName
    description: str | None = None
    schema_: Object | None = Field(default=None, alias="schema")
    strict: bool | None = None


class SchemaFormat(Params):
    type: Literal["json_schema"]
    json_schema: JsonSchema


class PromptCacheOptions(Params):
    mode: Literal["implicit", "explicit"] | None = None
    ttl: Literal["30m"] | None = None


class Prediction(Params):
    type: Literal["content"]
    content: TextContent


class AudioOutput(Params):
    format: Literal["wav", "aac", "mp3", "flac", "opus", "pcm16"]
    voice: by_kind(string=str, object=Object)


class ChatRequest(Params):
    """POST /v1/chat/completions"""

    messages: Annotated[list[Message], Field(min_length=1)]
    model: str
    audio: AudioOutput | None = None
    frequency_penalty: Penalty | None = None
    function_call: by_kind(string=Literal["none", "auto"], object=NamedFunction) | None = None
    functions: Annotated[list[OldFunction], Field(min_length=1, max_length=128)] | None = None
    logit_bias: LogitBias | None = None
    logprobs: bool | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    metadata: Metadata | None = None
    modalities: Annotated[list[Literal["text", "audio"]], Field(min_length=1)] | None = None
    moderation: Moderation | None = None
    n: Annotated[int, Field(ge=1, le=128)] | None = None
    parallel_tool_calls: bool | None = None
    prediction: Prediction | None = None
    presence_penalty: Penalty | None = None
    prompt_cache_key: str | None = None
    prompt_cache_options: PromptCacheOptions | None = None
    prompt_cache_retention: Retention | None = None
    reasoning_effort: Effort | None = None
    response_format: by_key("type", {"text": PlainFormat, "json_object": JsonFormat,
                                     "json_schema": SchemaFormat}) | None = None
    safety_identifier: str | None = None
    seed: int | None = None
    service_tier: Literal["auto", "default", "flex", "scale", "priority", "fast"] | None = None
    stop: Stop | None = None
    store: bool | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: Temperature | None = None
    tool_choice: ToolChoice | None = None
    tools: Annotated[list[by_key("type", {"function": FunctionTool, "custom": CustomTool})],
                     Field(min_length=1, max_length=128)] | None = None
    top_logprobs: Annotated[int, Field(ge=0, le=20)] | None = None
    top_p: Probability | None = None
    user: str | None = None
    verbosity: Verbosity | None = None
    web_search_options: Object | None = None
