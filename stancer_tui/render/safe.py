"""The one door for text from outside on its way to a screen, a terminal, a message or a table cell."""

import re

REPLACEMENT = "\ufffd"
"""Stands, visibly, for each character that could steer a terminal, reorder a line or hide in one."""

LIMIT = 256
"""Characters shown of one value; a five megabyte description once froze a screen for seconds."""

INVISIBLE = (
    "\u00ad\u034f\u17b4\u17b5\u180e"  # soft hyphen, Khmer inherent vowels, separators
    "\u115f\u1160\u3164\uffa0\u2800"  # Hangul fillers, braille without a dot
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"  # zero width, invisible signs, interlinear
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical formats
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
)
"""As a range of a regular expression: what has no width or no ink, and makes two texts look alike."""

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Likewise: the controls of writing directions."""

_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS = "\u200c\u200d"
_JOINED = "\u0590-\u17b3\u17b6-\u180a\u1810-\u200a\u2010-\ufdff\ufe10-\U000dffff"
"""Letters of the scripts that join, and symbols: a joiner between two of them has something to do."""

_NEWLINE = re.compile("\r\n|[\n\t]")
_SELECTOR = re.compile(
    f"(?<=[\u00a9-\u1809\u1810-\ufdff\ufe10-\U000dffff])[{_SELECTORS}]|[{_SELECTORS}](?=\u20e3)"
)
"""Chooses a glyph of the character before it: terminals disagree about the width, so it is left out."""

_HOSTILE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls (Cc)
    "\ud800-\udfff"  # lone surrogates (Cs)
    "\u2028\u2029"  # line and paragraph separators (Zl, Zp)
    f"{DIRECTIONS}{INVISIBLE}{_SELECTORS}"
    "]"
    f"|[{_JOINERS}](?![{_JOINED}])|(?<![{_JOINED}])[{_JOINERS}]"
)


def safe(text: object, limit: int = LIMIT) -> str:
    """`text` without anything that steers a terminal or hides, and no longer than `limit` characters.

    Line ends and tabs become a space. Controls, lone surrogates, separators, bidi controls and whatever has
    no width or no ink become U+FFFD, and so does a joiner that joins nothing: two order numbers that look
    alike are alike. Joiners between letters that join or between symbols stay, and combining marks, so names
    keep their spelling. A variation selector behind a symbol is left out: terminals disagree about its width.
    A cut ends in "…". Anything that is not a string is shown as `str` gives it.
    """
    value = text if isinstance(text, str) else str(text)
    if len(value) <= limit and value.isprintable() and (_latin(value) or _HOSTILE.search(value) is None):
        return value
    # A line end of two characters becomes one space: twice the limit is always enough to fill it.
    some = _NEWLINE.sub(" ", value[: 2 * limit + 2])
    some = _HOSTILE.sub(REPLACEMENT, _SELECTOR.sub("", some))
    if len(some) <= limit and len(value) <= 2 * limit + 2:
        return some
    return some[: max(limit - 1, 0)] + "…"


def _latin(text: str) -> bool:
    """Whether a text, which is printable, has nothing beyond the Latin letters."""
    return text.isascii() or max(text) < "\u0300"
