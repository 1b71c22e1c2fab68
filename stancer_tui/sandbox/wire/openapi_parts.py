"""The small schemas of which the description's are made."""

from typing import Any

from stancer_tui.sandbox.wire.validation import CURRENCIES

Schema = dict[str, Any]

BOOLEAN: Schema = {"type": "boolean"}
OBJECT: Schema = {"type": "object"}
URL: Schema = {"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]://[^\s\x00-\x1f]+$", "maxLength": 2048}
DATE: Schema = {"type": "string", "format": "date"}
CURRENCY: Schema = {"type": "string", "enum": sorted(CURRENCIES | {each.upper() for each in CURRENCIES})}
NUMBER: Schema = {"type": ["integer", "number"]}


def text(least: int, most: int) -> Schema:
    """A string of so many characters."""
    return {"type": "string", "minLength": least, "maxLength": most}


def digits_or_text(least: int, most: int) -> Schema:
    """A string of so many characters, or a number for one that is all digits."""
    return {"anyOf": [text(least, most), {"type": "integer", "minimum": 0}]}


def whole(least: int, most: int) -> Schema:
    """An integer within bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


def sent_whole(least: int, most: int) -> Schema:
    """An integer within bounds, or a string of its digits."""
    return {"anyOf": [whole(least, most), {"type": "string", "pattern": "^[0-9]{1,18}$"}]}


def one_of(*words: str) -> Schema:
    """One word of a list."""
    return {"type": "string", "enum": list(words)}


def or_null(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Schema:
    """Another schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def object_id(prefix: str) -> Schema:
    """An id of a kind."""
    return {"type": "string", "pattern": f"^{prefix}_[A-Za-z0-9]{{24}}$"}


def known_or(words: list[str], pattern: str) -> Schema:
    """A test card or account, or any other whose check digits are right."""
    return {"anyOf": [one_of(*words), {"type": "string", "pattern": pattern}]}


def request(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A body: what is not required may be null."""
    fields = {name: part if name in required else or_null(part) for name, part in properties.items()}
    schema: Schema = {"type": "object", "properties": fields}
    return schema | {"required": list(required)} if required else schema


def answer(prefix: str, properties: dict[str, Schema], required: tuple[str, ...]) -> Schema:
    """An object as answered: the required fields are always there and not null."""
    fields = {name: part if name in required else or_null(part) for name, part in properties.items()}
    fields |= {"id": object_id(prefix)}
    return {"type": "object", "properties": fields, "required": ["id", *required]}
