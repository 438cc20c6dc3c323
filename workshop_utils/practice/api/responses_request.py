"""The parameters of POST /v1/responses, as the API documents them (openai 3.54)."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import (CacheBreakpoint, Effort, FunctionName, Metadata, Moderation, Object, Params, Probability,
                     Retention, Temperature, Text, Verbosity, by_key, by_kind)

Status = Literal["in_progress", "completed", "incomplete"]
Phase = Literal["commentary", "final_answer"]

# ── input items ──────────────────────────────────────────────────────────────────────────────


class InputText(Params):
    type: Literal["input_text"]
    text: Text
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class InputImage(Params):
    type: Literal["input_image"]
    detail: Literal["auto", "low", "high", "original"] | None = None
    file_id: str | None = None
    image_url: str | None = None
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class InputFile(Params):
    type: Literal["input_file"]
    detail: Literal["auto", "low", "high"] | None = None
    file_data: str | None = None
    file_id: str | None = None
    file_url: str | None = None
    filename: str | None = None
    prompt_cache_breakpoint: CacheBreakpoint | None = None


class OutputText(Params):
    type: Literal["output_text"]
    text: Text
    annotations: list[Object] | None = None
    logprobs: list[Object] | None = None


class Refusal(Params):
    type: Literal["refusal"]
    refusal: str


InputPart = by_key("type", {"input_text": InputText, "input_image": InputImage, "input_file": InputFile})
Part = by_key("type", {"input_text": InputText, "input_image": InputImage, "input_file": InputFile,
                       "output_text": OutputText, "refusal": Refusal})
Content = by_kind(string=Text, array_of_objects=list[Part])


class Message(Params):
    """A message of any role, as a learner writes it or as a response held it."""

    type: Literal["message"] = "message"
    role: Literal["user", "assistant", "system", "developer"]
    content: Content
    id: str | None = None
    status: Status | None = None
    phase: Phase | None = None


class FunctionCall(Params):
    type: Literal["function_call"]
    arguments: str
    call_id: str
    name: FunctionName
    id: str | None = None
    async_: bool | None = Field(default=None, alias="async")
    caller: Object | None = None
    namespace: str | None = None
    status: Status | None = None


class FunctionCallOutput(Params):
    type: Literal["function_call_output"]
    call_id: str
    output: by_kind(string=Text, array_of_objects=list[InputPart])
    id: str | None = None
    caller: Object | None = None
    name: str | None = None
    namespace: str | None = None
    status: Status | None = None


class SummaryText(Params):
    type: Literal["summary_text"]
    text: str


class ReasoningText(Params):
    type: Literal["reasoning_text"]
    text: str


class Reasoning(Params):
    type: Literal["reasoning"]
    id: str
    summary: list[SummaryText]
    content: list[ReasoningText] | None = None
    encrypted_content: str | None = None
    status: Status | None = None


class ItemReference(Params):
    type: Literal["item_reference"] = "item_reference"
    id: str


def _untyped(item):
    """An item without a type: a message, or no more than the id of a stored item."""
    return "item_reference" if set(item) == {"id"} else "message"


Item = by_key("type", {"message": Message, "function_call": FunctionCall, "function_call_output": FunctionCallOutput,
                       "reasoning": Reasoning, "item_reference": ItemReference}, default=_untyped)

# ── tools ────────────────────────────────────────────────────────────────────────────────────

HOSTED = ("file_search", "computer", "computer_use_preview", "web_search", "web_search_2025_08_26", "mcp",
          "code_interpreter", "programmatic_tool_calling", "image_generation", "local_shell", "shell", "custom",
          "namespace", "tool_search", "web_search_preview", "web_search_preview_2025_03_11", "apply_patch")


class FunctionTool(Params):
    type: Literal["function"]
    name: FunctionName
    description: Text | None = None
    parameters: Object | None = None
    strict: bool | None = None
    allowed_callers: list[Literal["direct", "programmatic"]] | None = None
    async_: bool | None = Field(default=None, alias="async")
    defer_loading: bool | None = None
    output_schema: Object | None = None


class NamedChoice(Params):
    type: Literal["function", "custom"]
    name: str


class AllowedChoice(Params):
    type: Literal["allowed_tools"]
    mode: Literal["auto", "required"]
    tools: Annotated[list[Object], Field(min_length=1)]


_HOSTED_CHOICES = ("mcp", "shell", "apply_patch", "programmatic_tool_calling", "file_search", "web_search_preview",
                   "computer", "computer_use_preview", "computer_use", "web_search_preview_2025_03_11",
                   "image_generation", "code_interpreter")
Tool = by_key("type", {"function": FunctionTool} | dict.fromkeys(HOSTED, Object))
ToolChoice = by_kind(string=Literal["none", "auto", "required"], object=by_key(
    "type", {"function": NamedChoice, "custom": NamedChoice, "allowed_tools": AllowedChoice}
    | dict.fromkeys(_HOSTED_CHOICES, Object)))

# ── the answer's form and the rest ───────────────────────────────────────────────────────────


class PlainFormat(Params):
    type: Literal["text", "json_object"]


class SchemaFormat(Params):
    type: Literal["json_schema"]
    name: FunctionName
    schema_: Object = Field(alias="schema")
    description: str | None = None
    strict: bool | None = None


class TextConfig(Params):
    format: by_key("type", {"text": PlainFormat, "json_object": PlainFormat, "json_schema": SchemaFormat}) | None = None
    verbosity: Verbosity | None = None


class ReasoningConfig(Params):
    context: Literal["auto", "current_turn", "all_turns"] | None = None
    effort: Effort | None = None
    generate_summary: Literal["auto", "concise", "detailed"] | None = None
    mode: str | None = None
    summary: Literal["auto", "concise", "detailed"] | None = None


class CacheOptions(Params):
    comparison_response_id: str | None = None
    mode: Literal["implicit", "explicit"] | None = None
    prewarm: bool | None = None
    ttl: Literal["30m", "12h"] | None = None


class Prompt(Params):
    id: str
    variables: Object | None = None
    version: str | None = None


class StreamOptions(Params):
    include_obfuscation: bool | None = None


class InputRequest(Params):
    """What a request puts before the model."""

    model: str
    input: by_kind(string=Text, array_of_objects=list[Item]) | None = None
    conversation: by_kind(string=str, object=Object) | None = None
    instructions: Text | None = None
    parallel_tool_calls: bool | None = None
    previous_response_id: str | None = None
    reasoning: ReasoningConfig | None = None
    text: TextConfig | None = None
    tool_choice: ToolChoice | None = None
    tools: Annotated[list[Tool], Field(max_length=128)] | None = None
    truncation: Literal["auto", "disabled"] | None = None


class InputTokensRequest(InputRequest):
    """POST /v1/responses/input_tokens"""

    model: str | None = None
    personality: str | None = None


Includable = Literal[
    "file_search_call.results", "web_search_call.results", "web_search_call.action.sources",
    "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs",
    "reasoning.encrypted_content", "message.output_text.logprobs"]


class ResponseRequest(InputRequest):
    """POST /v1/responses"""

    access_programs: Object | None = None
    background: bool | None = None
    background_options: Object | None = None
    context_management: list[Object] | None = None
    image: Object | None = None
    include: list[Includable] | None = None
    max_output_tokens: Annotated[int, Field(ge=16)] | None = None
    max_tool_calls: Annotated[int, Field(ge=1)] | None = None
    metadata: Metadata | None = None
    moderation: Moderation | None = None
    prompt: Prompt | None = None
    prompt_cache_key: str | None = None
    prompt_cache_options: CacheOptions | None = None
    prompt_cache_retention: Retention | None = None
    safety_identifier: str | None = None
    service_tier: Literal["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"] | None = None
    store: bool | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: Temperature | None = None
    top_logprobs: Annotated[int, Field(ge=0, le=20)] | None = None
    top_p: Probability | None = None
    user: str | None = None
