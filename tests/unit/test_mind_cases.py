"""The requests that the mind's weights are fitted on: each is whole, and a broken one is named."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import mind_cases  # noqa: E402  (the line above makes it importable from anywhere)

KINDS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def test_every_call_holds_what_its_function_requires_in_the_right_type():
    cases = mind_cases.load()
    assert len(cases) > 2000
    for case in cases:
        schemas = {name: parameters for name, _, parameters in case.tools}
        for name, arguments in case.calls:
            assert set(schemas[name]["required"]) <= set(arguments) <= set(schemas[name]["properties"]), case.text
            for key, value in arguments.items():
                node = schemas[name]["properties"][key]
                assert isinstance(value, KINDS[node["type"]]) and value in node.get("enum", [value]), (case.text, key, value)


def test_a_block_without_a_right_call_is_named(tmp_path):
    (tmp_path / "short.txt").write_text("? Ring the bell\n- ring: Rings a bell. | times: integer! How often\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"short\.txt: '\? Ring the bell' is no case: a function or the right call is missing"):
        mind_cases.load(tmp_path)
