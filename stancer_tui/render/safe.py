"""The one door for text from outside on its way to a screen, a terminal, a message or a table cell."""

import re

REPLACEMENT = "\ufffd"
"""Stands, visibly, for each character that could steer a terminal or reorder a line."""

LIMIT = 256
"""Characters shown of one value; a five megabyte description once froze a screen for seconds."""

_NEWLINE = re.compile("\r\n|[\n\t]")
_HOSTILE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls (Cc)
    "\ud800-\udfff"  # lone surrogates (Cs)
    "\u2028\u2029"  # line and paragraph separators (Zl, Zp)
    "\ufeff"  # byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "]"
)


def safe(text: object, limit: int = LIMIT) -> str:
    """`text` without anything that steers a terminal, and no longer than `limit` characters.

    Line ends and tabs become a space; controls, lone surrogates, separators, the byte order mark and bidi
    controls become U+FFFD. Joiners and combining marks stay, so names keep their spelling. A cut ends in "…".
    Anything that is not a string is shown as `str` gives it.
    """
    value = text if isinstance(text, str) else str(text)
    if len(value) <= limit and value.isprintable():
        return value
    # A line end of two characters becomes one space: twice the limit is always enough to fill it.
    value = _NEWLINE.sub(" ", value[: 2 * limit + 2])
    value = _HOSTILE.sub(REPLACEMENT, value)
    return value if len(value) <= limit else value[: max(limit - 1, 0)] + "…"
