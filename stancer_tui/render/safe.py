"""The one door for text from outside on its way to a screen, a terminal, a message or a table cell."""

import re
from functools import cache

from stancer_tui.models.characters import DIRECTIONS, IDLE_JOINER, INVISIBLE, SELECTORS

REPLACEMENT = "\ufffd"
"""Stands, visibly, for each character that could steer a terminal, reorder a line or hide in one."""

LIMIT = 256
"""Characters shown of one value; a description of five megabytes would freeze a screen for seconds."""

_SKIN_TONE = "(?<=[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])[\U0001f3fb-\U0001f3ff]"
"""Colours the person before it: some terminals draw it into that symbol, some (tmux) as one more."""

_SELECTOR = (
    f"(?<=[\u00a9-\u1809\u1810-\ufdff\ufe10-\U000dffff])[{SELECTORS}]|[{SELECTORS}](?=\u20e3)|{_SKIN_TONE}"
)
"""Chooses a glyph of the character before it: terminals disagree about the width, so it is left out."""

_HOSTILE = (
    "["
    "\x00-\x1f\x7f-\x9f"  # controls (Cc)
    "\ud800-\udfff"  # lone surrogates (Cs)
    "\u2028\u2029"  # line and paragraph separators (Zl, Zp)
    f"{DIRECTIONS}{INVISIBLE}{SELECTORS}"
    "]"
    f"|{IDLE_JOINER}|{_SKIN_TONE}"
)


@cache
def _hostile() -> re.Pattern[str]:
    """Compiled when it is first needed: it takes milliseconds, and the first screen may do without."""
    return re.compile(_HOSTILE)


@cache
def _selector() -> re.Pattern[str]:
    return re.compile(_SELECTOR)


def safe(text: object, limit: int = LIMIT) -> str:
    """`text` without anything that steers a terminal or hides, and no longer than `limit` characters.

    Line ends and tabs become a space. Controls, lone surrogates, separators, bidi controls and whatever has
    no width or no ink become U+FFFD, and so does a joiner that joins nothing: two order numbers that look
    alike are alike. Joiners between letters that join or between symbols stay, and combining marks, so names
    keep their spelling. A variation selector or a skin tone behind a symbol is left out: terminals disagree
    about the width. A cut ends in "…". Anything that is not a string is shown as `str` gives it.
    """
    value = text if isinstance(text, str) else str(text)
    if len(value) <= limit and value.isprintable() and (_latin(value) or _hostile().search(value) is None):
        return value
    # What follows leaves half of the characters at least: three times the limit are more than enough.
    some = re.sub("\r\n|[\n\t]", " ", value[: 3 * limit])
    some = _hostile().sub(REPLACEMENT, _selector().sub("", some))
    return some if len(some) <= limit else some[: limit - 1] + "…"


def _latin(text: str) -> bool:
    """Whether a text, which is printable, has nothing beyond the Latin letters."""
    return text.isascii() or max(text) < "\u0300"
