"""The examples of the description: calls that a sandbox answered (`tests/sandbox/openapi_calls.py`)."""

import json
from importlib.resources import files
from typing import Any

Example = dict[str, Any]


def add_examples(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    """Put an operation's examples beside the schemas of its requests and answers."""
    if "requests" in examples:
        operation["requestBody"]["content"]["application/json"]["examples"] = examples["requests"]
    for status, answers in examples.get("answers", {}).items():
        operation["responses"][status]["content"]["application/json"]["examples"] = answers


def read_examples() -> dict[str, dict[str, Any]]:
    """The examples by the name of their operation: its `requests`, and its `answers` by status."""
    text = files("stancer_tui.sandbox.wire").joinpath("openapi_examples.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found
