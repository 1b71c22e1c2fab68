"""JSON to copy or export: every value as received, written so that it is safe in a terminal."""

import json
import re
from typing import Any

from stancer_tui.models.characters import INVISIBLE

_HIDDEN = re.compile(f"[{INVISIBLE}]")


def json_text(value: Any, *, indent: int | None = 2) -> str:
    r"""`value` as JSON text; invisible characters (controls, bidi marks, zero width) are written `\u…`.

    Reading the text gives `value` again; it can always be encoded as UTF-8.
    """
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    if text.isprintable() and (text.isascii() or _HIDDEN.search(text) is None):
        return text
    return "".join(letter if _shown(letter) else json.dumps(letter)[1:-1] for letter in text)


def _shown(letter: str) -> bool:
    return letter == "\n" or (letter.isprintable() and _HIDDEN.match(letter) is None)
