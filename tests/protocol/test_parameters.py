"""Whatever parameter the official client can send is known here; when the client learns a new one, this test tells."""

from typing import get_args

import pytest
from openai.types import completion_create_params, embedding_create_params
from openai.types.chat import (ChatCompletionAssistantMessageParam, ChatCompletionFunctionToolParam,
                               ChatCompletionToolMessageParam, ChatCompletionUserMessageParam,
                               completion_create_params as chat_params)
from openai.types.responses import (EasyInputMessageParam, FunctionToolParam, ResponseFunctionToolCallParam,
                                    ResponseOutputMessageParam, ResponseReasoningItemParam, ToolParam,
                                    input_token_count_params, response_create_params, response_input_param)
from openai.types.responses.response_includable import ResponseIncludable
from openai.types.shared_params import FunctionDefinition, Reasoning
from wire import ask_json

from workshop_utils.practice.api import (chat_request as chat, completions, embeddings, responses_request as responses)

PAIRS = [
    (chat_params.CompletionCreateParamsBase, chat.ChatRequest),
    (response_create_params.ResponseCreateParamsBase, responses.ResponseRequest),
    (input_token_count_params.InputTokenCountParams, responses.InputTokensRequest),
    (completion_create_params.CompletionCreateParamsBase, completions.CompletionRequest),
    (embedding_create_params.EmbeddingCreateParams, embeddings.EmbeddingRequest),
    (ChatCompletionUserMessageParam, chat.UserMessage),
    (ChatCompletionAssistantMessageParam, chat.AssistantMessage),
    (ChatCompletionToolMessageParam, chat.ToolMessage),
    (ChatCompletionFunctionToolParam, chat.FunctionTool),
    (FunctionDefinition, chat.Function),
    (FunctionToolParam, responses.FunctionTool),
    (EasyInputMessageParam, responses.Message),
    (ResponseOutputMessageParam, responses.Message),
    (ResponseFunctionToolCallParam, responses.FunctionCall),
    (response_input_param.FunctionCallOutput, responses.FunctionCallOutput),
    (ResponseReasoningItemParam, responses.Reasoning),
    (Reasoning, responses.ReasoningConfig),
]


@pytest.mark.parametrize("typed, model", PAIRS, ids=[model.__name__ for _, model in PAIRS])
def test_every_parameter_of_the_client_is_known(typed, model):
    known = {field.alias or name for name, field in model.model_fields.items()}
    assert set(typed.__annotations__) - known == set()


def test_every_kind_of_tool_is_known_and_refused_by_name():
    kinds = {kind for tool in get_args(ToolParam) for kind in literals(tool.__annotations__["type"])}
    assert len(kinds) > 10 and kinds - {"function"} - set(responses.HOSTED) == set()


def test_every_includable_is_known():
    assert set(get_args(ResponseIncludable)) == set(get_args(responses.Includable))


def literals(annotation):
    """The words in a Required[Literal[...]] that may still be a string to evaluate."""
    text = getattr(annotation, "__forward_arg__", str(annotation))
    return {part.strip(" '\"") for part in text[text.index("Literal[") + 8: text.rindex("]")].rstrip("]").split(",")}


def test_every_harmless_parameter_is_taken_by_chat_completions(server):
    body = {
        "model": "gpt-5-mini", "messages": [{"role": "user", "content": "hello", "name": "ana"}],
        "frequency_penalty": 0.5, "presence_penalty": -0.5, "logit_bias": {"50256": -100}, "logprobs": False,
        "max_completion_tokens": 50, "metadata": {"a": "b"}, "modalities": ["text"], "n": 1,
        "prediction": {"type": "content", "content": "hello"}, "prompt_cache_key": "k",
        "prompt_cache_options": {"mode": "implicit"}, "prompt_cache_retention": "24h", "reasoning_effort": "minimal",
        "response_format": {"type": "text"}, "safety_identifier": "s", "seed": 5, "service_tier": "flex",
        "stop": None, "store": False, "stream": False, "stream_options": None, "temperature": 0.2, "top_p": 0.9,
        "top_logprobs": None, "user": "ana", "verbosity": "low"}
    assert ask_json(server, "/v1/chat/completions", body)["model"] == "gpt-5-mini"


def test_every_harmless_parameter_is_taken_by_responses(server):
    body = {
        "model": "o4-mini", "input": "hello", "background": False, "conversation": None, "include":
        ["reasoning.encrypted_content"], "instructions": "Be kind.", "max_output_tokens": 50, "max_tool_calls": 2,
        "metadata": {}, "parallel_tool_calls": True, "previous_response_id": None, "prompt": None,
        "prompt_cache_key": "k", "prompt_cache_options": {"mode": "explicit", "ttl": "12h"},
        "prompt_cache_retention": "in_memory", "reasoning": {"effort": "low", "summary": "auto"},
        "safety_identifier": "s", "service_tier": "auto", "store": True, "stream": False, "stream_options": None,
        "temperature": 0.2, "text": {"format": {"type": "text"}, "verbosity": "low"}, "tool_choice": "none",
        "tools": [], "top_logprobs": 0, "top_p": 0.9, "truncation": "auto", "user": "ana"}
    assert ask_json(server, "/v1/responses", body)["reasoning"] == {"effort": "low", "summary": "auto"}
