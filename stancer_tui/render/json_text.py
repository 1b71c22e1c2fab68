"""JSON to take along: every value as received, nothing that steers a terminal."""

import json
from typing import Any


def json_text(value: Any, *, indent: int | None = 2) -> str:
    r"""`value` as JSON text; what no screen prints (controls, bidi marks, lone surrogates) is written `\u…`.

    Reading the text gives `value` again; it can always be encoded as UTF-8.
    """
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text
    )
