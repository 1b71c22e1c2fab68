"""The JSON Schema of each shape of `--json`: `python -m tests.schemas --write` writes docs/schemas."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from stancer_tui.cli.shapes import SHAPES, schema_name

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"


def schema_of(shape: type[Any]) -> dict[str, Any]:
    """The schema of one printed object: all its fields are always there, and more may come."""
    made = _untitled(TypeAdapter(shape).json_schema())
    name = {"const": schema_name(shape), "description": "The name and version of this shape."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema_name(shape),
        **made,
        "properties": {"schema": name, **made["properties"]},
        "required": ["schema", *made["required"]],
    }


def file_of(shape: type[Any]) -> Path:
    """Where it stands."""
    return FOLDER / f"{shape.name}-{shape.version}.json"


def text_of(shape: type[Any]) -> str:
    """What the file holds."""
    return json.dumps(schema_of(shape), indent=2, ensure_ascii=False) + "\n"


def of_shape(shape: type[Any], lines: Iterable[str]) -> list[dict[str, Any]]:
    """The printed objects, one a line, each of exactly this shape."""
    found = []
    for line in lines:
        printed = json.loads(line)
        assert next(iter(printed)) == "schema"
        assert printed.pop("schema") == schema_name(shape)
        read = TypeAdapter(shape).validate_json(json.dumps(printed), strict=True)
        assert asdict(read) == printed
        found.append(printed)
    return found


def _untitled(value: Any) -> Any:
    """Without the titles that are made of the names of fields, which say nothing more."""
    if isinstance(value, dict):
        kept = {key: _untitled(each) for key, each in value.items()}
        if isinstance(kept.get("title"), str):
            del kept["title"]
        return kept
    return [_untitled(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__" and "--write" in sys.argv:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for each in SHAPES:
        file_of(each).write_text(text_of(each), encoding="utf-8")
