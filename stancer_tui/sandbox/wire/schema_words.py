"""A JSON schema in a few words."""

from typing import Any

Schema = dict[str, Any]

_MOST_VALUES = 14
"""The most values of an enumeration that are listed; the rest are counted."""


def fields_of(schema: Schema) -> list[tuple[str, str, str]]:
    """The name of each field of an object, what it holds, and whether it has to be there."""
    if "properties" not in schema:
        alternatives = schema.get("anyOf", [])
        return fields_of(alternatives[0]) if alternatives else []
    required = schema.get("required", [])
    return [
        (name, words_of(each), "required" if name in required else "")
        for name, each in schema["properties"].items()
    ]


def words_of(schema: Schema) -> str:
    """What a value may be."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(words_of(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return _values(schema["enum"])
    kinds = schema.get("type", "any value")
    return " or ".join(_kind(each, schema) for each in ([kinds] if isinstance(kinds, str) else kinds))


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        return f"list of ({words_of(schema.get('items', {}))})"
    if kind == "string":
        return _string(schema)
    if kind in {"integer", "number"} and "minimum" in schema:
        return f"{kind}, {schema['minimum']} to {schema.get('maximum', '…')}"
    return kind


def _values(values: list[Any]) -> str:
    words = ", ".join(str(each) for each in values[:_MOST_VALUES])
    return words if len(values) <= _MOST_VALUES else f"{words} and {len(values) - _MOST_VALUES} more"


def _string(schema: Schema) -> str:
    if "format" in schema:
        return f"string ({schema['format']})"
    if "pattern" in schema:
        return f"string like {schema['pattern']}"
    if "maxLength" in schema:
        least, most = schema.get("minLength", 0), schema["maxLength"]
        return f"string of {least if least == most else f'{least} to {most}'} characters"
    return "string"
