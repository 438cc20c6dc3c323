"""Every mistake in a request gets the API's status and error object: message, type, param, code."""

import pytest
from wire import ask, error_of

CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS = "/v1/chat/completions", "/v1/responses", "/v1/embeddings", "/v1/completions"
USER = {"role": "user", "content": "hi"}
SCHEMA = {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"], "additionalProperties": False}
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
OUTPUT = {"type": "function_call_output", "call_id": "call_1", "output": "3"}
CALLED = {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"}


def chat(**more):
    return {"model": "practice", "messages": [USER]} | more


def respond(**more):
    return {"model": "practice", "input": "hi"} | more


def chat_tool(parameters=SCHEMA, name="f", **more):
    return {"type": "function", "function": {"name": name, "parameters": parameters} | more}


def tool(parameters=SCHEMA, name="f", **more):
    return {"type": "function", "name": name, "parameters": parameters} | more


def without(body, *names):
    return {name: value for name, value in body.items() if name not in names}


def nested(depth):
    schema = SCHEMA
    for _ in range(depth):
        schema = SCHEMA | {"properties": {"x": schema}}
    return schema


# (path, body, status, code, param, what the message says)
CASES = {
    "unknown parameter": (CHAT, chat(foo=1), 400, "unknown_parameter", "foo", "Unknown parameter: 'foo'."),
    "unknown parameter inside": (CHAT, chat(messages=[USER | {"colour": "red"}]), 400, "unknown_parameter",
                                 "messages[0].colour", "Unknown parameter: 'messages[0].colour'."),
    "unknown parameter in responses": (RESPONSES, respond(messages=[USER]), 400, "unknown_parameter", "messages",
                                       "Unknown parameter: 'messages'."),
    "missing messages": (CHAT, without(chat(), "messages"), 400, "missing_required_parameter", "messages",
                         "Missing required parameter: 'messages'."),
    "missing model": (RESPONSES, without(respond(), "model"), 400, "missing_required_parameter", "model",
                      "Missing required parameter: 'model'."),
    "missing input": (RESPONSES, without(respond(), "input"), 400, "missing_required_parameter", "input",
                      "Missing required parameter: 'input'."),
    "missing role": (CHAT, chat(messages=[{"content": "hi"}]), 400, "missing_required_parameter", "messages[0].role",
                     "Missing required parameter: 'messages[0].role'."),
    "missing tool name": (RESPONSES, respond(tools=[without(tool(), "name")]), 400, "missing_required_parameter",
                          "tools[0].name", "Missing required parameter: 'tools[0].name'."),
    "a Responses tool in chat": (CHAT, chat(tools=[tool()]), 400, "missing_required_parameter", "tools[0].function",
                                 "Missing required parameter: 'tools[0].function'."),
    "a chat tool in responses": (RESPONSES, respond(tools=[chat_tool()]), 400, "missing_required_parameter",
                                 "tools[0].name", "Missing required parameter: 'tools[0].name'."),
    "a string for a decimal": (CHAT, chat(temperature="warm"), 400, "invalid_type", "temperature",
                               "Invalid type for 'temperature': expected a decimal, but got a string instead."),
    "a decimal for an integer": (CHAT, chat(max_tokens=1.5), 400, "invalid_type", "max_tokens",
                                 "Invalid type for 'max_tokens': expected an integer, but got a decimal instead."),
    "an integer for a boolean": (RESPONSES, respond(stream=1), 400, "invalid_type", "stream",
                                 "Invalid type for 'stream': expected a boolean, but got an integer instead."),
    "an object for an array": (CHAT, chat(messages={}), 400, "invalid_type", "messages",
                               "Invalid type for 'messages': expected an array, but got an object instead."),
    "null for a model": (RESPONSES, respond(model=None), 400, "invalid_type", "model",
                         "Invalid type for 'model': expected a string, but got null instead."),
    "an integer for content": (
        CHAT, chat(messages=[{"role": "user", "content": 3}]), 400, "invalid_type", "messages[0].content",
        "Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer "
        "instead."),
    "an integer for an item": (RESPONSES, respond(input=[3]), 400, "invalid_type", "input[0]",
                               "Invalid type for 'input[0]': expected an object, but got an integer instead."),
    "an unknown role": (
        CHAT, chat(messages=[{"role": "robot", "content": "hi"}]), 400, "invalid_value", "messages[0].role",
        "Invalid value: 'robot'. Supported values are: 'developer', 'system', 'user', 'assistant', 'tool', and "
        "'function'."),
    "an unknown choice": (CHAT, chat(tools=[chat_tool()], tool_choice="any"), 400, "invalid_value", "tool_choice",
                          "Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'."),
    "an unknown verbosity": (CHAT, chat(verbosity="loud"), 400, "invalid_value", "verbosity",
                             "Invalid value: 'loud'. Supported values are: 'low', 'medium', and 'high'."),
    "an unknown item": (RESPONSES, respond(input=[{"type": "thought"}]), 400, "invalid_value", "input[0].type",
                        "Invalid value: 'thought'. Supported values are: 'message', "),
    "an unknown kind of tool": (RESPONSES, respond(tools=[{"type": "hammer"}]), 400, "invalid_value", "tools[0].type",
                                "Invalid value: 'hammer'. Supported values are: 'function', "),
    "an assistant's part in a user message": (
        RESPONSES, respond(input=[{"role": "user", "content": [{"type": "output_text", "text": "x"}]}]), 400,
        "invalid_value", "input[0].content[0].type", "Invalid value: 'output_text'."),
    "too warm": (CHAT, chat(temperature=3), 400, "decimal_above_max_value", "temperature",
                 "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead."),
    "too cold": (RESPONSES, respond(temperature=-0.5), 400, "decimal_below_min_value", "temperature",
                 "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -0.5 instead."),
    "too many choices": (CHAT, chat(n=129), 400, "integer_above_max_value", "n",
                         "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead."),
    "too few output tokens": (RESPONSES, respond(max_output_tokens=1), 400, "integer_below_min_value",
                              "max_output_tokens", "integer below minimum value. Expected a value >= 16, but got 1"),
    "a long string": (RESPONSES, respond(input="x" * 10_485_761), 400, "string_above_max_length", "input",
                      "Expected a string with maximum length 10485760, but got a string with length 10485761 instead."),
    "129 tools in chat": (
        CHAT, chat(tools=[chat_tool(name=f"f{n}") for n in range(129)]), 400, "array_above_max_length", "tools",
        "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 "
        "instead."),
    "129 tools in responses": (RESPONSES, respond(tools=[tool(name=f"f{n}") for n in range(129)]), 400,
                               "array_above_max_length", "tools", "but got an array with length 129 instead."),
    "no messages": (CHAT, chat(messages=[]), 400, "empty_array", "messages",
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array "
                    "instead."),
    "no tools in chat": (CHAT, chat(tools=[]), 400, "empty_array", "tools", "Invalid 'tools': empty array."),
    "five stops": (CHAT, chat(stop=list("abcde")), 400, "array_above_max_length", "stop", "maximum length 4"),
    "a tool name with a space": (
        CHAT, chat(tools=[chat_tool(name="get weather")]), 400, "invalid_value", "tools[0].function.name",
        "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern "
        "'^[a-zA-Z0-9_-]+$'."),
    "a long tool name": (RESPONSES, respond(tools=[tool(name="f" * 65)]), 400, "string_above_max_length",
                         "tools[0].name", "maximum length 64, but got a string with length 65 instead."),
    "an empty tool name": (RESPONSES, respond(tools=[tool(name="")]), 400, "empty_string", "tools[0].name",
                           "Invalid 'tools[0].name': empty string."),
    "a tool twice": (RESPONSES, respond(tools=[tool(), tool()]), 400, "invalid_value", "tools", "more than once"),
    "strict without additionalProperties": (
        CHAT, chat(tools=[chat_tool(without(SCHEMA, "additionalProperties"), strict=True)]), 400,
        "invalid_function_parameters", "tools[0].function.parameters",
        "Invalid schema for function 'f': In context=(), 'additionalProperties' is required to be supplied and to be "
        "false."),
    "strict without required": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"required": []}, strict=True)]), 400, "invalid_function_parameters",
        "tools[0].parameters", "'required' is required to be supplied and to be an array including every key in "
        "properties. Missing 'x'."),
    "strict with alternatives": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"properties": {"x": {"oneOf": [{"type": "string"}]}}},
                                       strict=True)]), 400, "invalid_function_parameters", "tools[0].parameters",
        "In context=('properties', 'x'), 'oneOf' is not permitted."),
    "strict and loose inside": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"properties": {"x": {"type": "object"}}}, strict=True)]), 400,
        "invalid_function_parameters", "tools[0].parameters",
        "In context=('properties', 'x'), 'additionalProperties' is required"),
    "strict with an array of anything": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"properties": {"x": {"type": "array"}}}, strict=True)]), 400,
        "invalid_function_parameters", "tools[0].parameters", "array schema missing items."),
    "strict without a type": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"properties": {"x": {"title": "X"}}}, strict=True)]), 400,
        "invalid_function_parameters", "tools[0].parameters", "schema must have a 'type' key."),
    "strict with a lost reference": (
        RESPONSES, respond(tools=[tool(SCHEMA | {"properties": {"x": {"$ref": "#/$defs/X"}}}, strict=True)]), 400,
        "invalid_function_parameters", "tools[0].parameters", "reference to component '#/$defs/X' which was not found"),
    "parameters that are no object": (
        RESPONSES, respond(tools=[tool({"type": "string"})]), 400, "invalid_function_parameters",
        "tools[0].parameters", "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"string\"'."),
    "parameters that are no schema": (
        CHAT, chat(tools=[chat_tool({"type": "object", "properties": {"x": {"type": "strng"}}})]), 400,
        "invalid_function_parameters", "tools[0].function.parameters", '"strng" is not valid'),
    "a pattern that is none": (
        CHAT, chat(functions=[{"name": "f", "parameters": {"type": "object", "properties": {"x": {"pattern": "("}}}}]),
        400, "invalid_function_parameters", "functions[0].parameters", "is not a 'regex'"),
    "a strict answer that is not": (
        RESPONSES, respond(text={"format": {"type": "json_schema", "name": "a", "strict": True,
                                            "schema": {"type": "object", "properties": {}}}}), 400,
        "invalid_json_schema", "text.format.schema", "Invalid schema for response_format 'a': In context=(), "),
    "the same in chat": (
        CHAT, chat(response_format={"type": "json_schema", "json_schema": {
            "name": "a", "strict": True, "schema": {"type": "object", "properties": {}}}}), 400,
        "invalid_json_schema", "response_format", "Invalid schema for response_format 'a'"),
    "nested too deeply": (RESPONSES, respond(tools=[tool(nested(60))]), 400, None, None, "nested deeper than 100"),
    "a hosted tool": (RESPONSES, respond(tools=[{"type": "web_search"}]), 400, "unsupported_value", "tools",
                      "Hosted tool 'web_search' is not supported with practice."),
    "a custom tool": (CHAT, chat(tools=[{"type": "custom", "custom": {"name": "c"}}]), 400, "unsupported_value",
                      "tools[0]", "Custom tools are not supported"),
    "a choice without tools in chat": (
        CHAT, chat(tool_choice="auto"), 400, None, "tool_choice",
        "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."),
    "parallel calls without tools in chat": (CHAT, chat(parallel_tool_calls=True), 400, None, "parallel_tool_calls",
                                             "'parallel_tool_calls' is only allowed when 'tools' are specified."),
    "required without tools": (RESPONSES, respond(tool_choice="required"), 400, None, "tool_choice",
                               "Tool choice 'required' must be specified with 'tools' parameter."),
    "a choice that is not offered": (
        RESPONSES, respond(tools=[tool()], tool_choice={"type": "function", "name": "g"}), 400, "invalid_value",
        "tool_choice", "Tool choice 'g' not found in 'tools' parameter."),
    "the same in chat's choice": (
        CHAT, chat(tools=[chat_tool()], tool_choice={"type": "function", "function": {"name": "g"}}), 400,
        "invalid_value", "tool_choice", "'g' not found"),
    "a tool call without output": (
        CHAT, chat(messages=[USER, {"role": "assistant", "tool_calls": [CALL]}, USER]), 400, None,
        "messages.[1].role", "An assistant message with 'tool_calls' must be followed by tool messages responding to "
        "each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1"),
    "an output without tool call": (
        CHAT, chat(messages=[USER, {"role": "tool", "tool_call_id": "call_1", "content": "3"}]), 400, None,
        "messages.[1].role", "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."),
    "a function call without output": (RESPONSES, respond(input=[USER, CALLED]), 400, None, "input",
                                       "No tool output found for function call call_1."),
    "an output without function call": (
        RESPONSES, respond(input=[USER, OUTPUT]), 400, None, "input",
        "No tool call found for function call output with call_id call_1."),
    "an unknown previous response": (
        RESPONSES, respond(previous_response_id="resp_x"), 400, "previous_response_not_found", "previous_response_id",
        "Previous response with id 'resp_x' not found."),
    "an unknown item reference": (RESPONSES, respond(input=[{"type": "item_reference", "id": "msg_x"}]), 404, None,
                                  "input", "Item with id 'msg_x' not found."),
    "an unknown model": (CHAT, chat(model="llama"), 404, "model_not_found", None,
                         "The model `llama` does not exist or you do not have access to it."),
    "a base model in chat": (CHAT, chat(model="practice-base"), 404, None, "model", "This is not a chat model"),
    "a chat model in completions": (COMPLETIONS, {"model": "practice", "prompt": "x"}, 404, None, "model",
                                    "This is a chat model and not supported in the v1/completions endpoint."),
    "a chat model in embeddings": (EMBEDDINGS, {"model": "practice", "input": "x"}, 403, None, "model",
                                   "You are not allowed to generate embeddings from this model"),
    "json without the word": (RESPONSES, respond(text={"format": {"type": "json_object"}}), 400, None, "input",
                              "must contain the word 'json'"),
    "json without the word in chat": (CHAT, chat(response_format={"type": "json_object"}), 400, None, "messages",
                                      "'messages' must contain the word 'json' in some form"),
    "logprobs of a model that has none": (CHAT, chat(logprobs=True), 400, "unsupported_parameter", "logprobs",
                                          "Unsupported parameter: 'logprobs' is not supported with this model."),
    "an image": (CHAT, chat(messages=[{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": "data:,"}}]}]), 400, "invalid_value",
        "messages.[0].content.[0].type", "image_url is only supported by certain models"),
    "stream options without stream": (CHAT, chat(stream_options={"include_usage": True}), 400, None, "stream_options",
                                      "only allowed when 'stream' is enabled"),
    "both limits": (CHAT, chat(max_tokens=5, max_completion_tokens=5), 400, "invalid_parameter_combination",
                    "max_tokens", "at the same time is not supported"),
    "background without store": (RESPONSES, respond(background=True, store=False), 400, None, "background",
                                 "Background mode requires 'store' to be true."),
    "too many dimensions": (EMBEDDINGS, {"model": "practice-embedding", "input": "x", "dimensions": 257}, 400, None,
                            "dimensions", "Must be less than or equal to 256."),
    "an empty input to embed": (EMBEDDINGS, {"model": "practice-embedding", "input": ""}, 400, "invalid_value",
                                "input", "cannot be an empty string"),
    "mixed inputs to embed": (EMBEDDINGS, {"model": "practice-embedding", "input": ["a", 1]}, 400, "invalid_type",
                              "input", "Invalid type for 'input': expected one of a string, an array of strings"),
    "a token id that is none": (EMBEDDINGS, {"model": "practice-embedding", "input": [99999]}, 400, "invalid_value",
                                "input", "token ids must be from 0 to 31999"),
    "token ids as a prompt": (COMPLETIONS, {"model": "practice-base", "prompt": [1, 2]}, 400, "invalid_type",
                              "prompt", "expected a string or an array of strings"),
    "fewer best than n": (COMPLETIONS, {"model": "practice-base", "prompt": "x", "n": 3, "best_of": 2}, 400, None,
                          "best_of", "best_of must be at least n"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_request_gets_the_error_of_the_api(server, name):
    path, body, status, code, param, message = CASES[name]
    error = error_of(*ask(server, path, body), status)
    assert message in error["message"]
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", code, param)
