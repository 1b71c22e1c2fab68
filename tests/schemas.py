"""The JSON Schema of each shape of `--json`, and the page that shows them to people.

`python -m tests.schemas --write` writes docs/schemas and docs/json.md.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from stancer_tui.cli.shapes import SHAPES, schema_name

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"
PAGE = FOLDER.parent / "json.md"

_HEAD = """<!-- python -m tests.schemas --write -->

# JSON, field by field

What each `--json` prints, one object a line; [command-line.md](command-line.md#json) has the rules of all of
them. The tables are made from the JSON Schemas beside them. A field that a table names is always there; "or
null" means that nothing may be known.
"""


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


def page() -> str:
    """The fields of every shape as a page of Markdown."""
    return "\n".join([_HEAD, *(_chapter(each) for each in SHAPES)])


def _chapter(shape: type[Any]) -> str:
    schema = schema_of(shape)
    file = file_of(shape).name
    parts = [f"## {schema['title']}", _one_line(schema["description"]), f"[{file}](schemas/{file})"]
    defs = schema.get("$defs", {})
    parts.append(_fields(schema, defs))
    for name, inner in defs.items():
        if "properties" in inner:
            parts += [
                f"### {_part(name)} in {schema['title']}",
                _one_line(inner["description"]),
                _fields(inner, defs),
            ]
    return "\n\n".join(parts) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _part(name: str) -> str:
    return name.removesuffix("Shape")


def _fields(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    rows = [f"| `{name}` | {_type(each, defs)} |" for name, each in schema["properties"].items()]
    return "\n".join(["| field | holds |", "|---|---|", *rows])


def _type(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    """A field's type in a few words: a part or an array of them, one of some words, or null."""
    if "anyOf" in schema:
        return " or ".join(_type(each, defs) for each in schema["anyOf"])
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return _part(name) if "properties" in defs[name] else _type(defs[name], defs)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if schema["type"] == "array":
        return f"array of {_type(schema['items'], defs)}"
    return str(schema["type"])


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
    PAGE.write_text(page(), encoding="utf-8")
