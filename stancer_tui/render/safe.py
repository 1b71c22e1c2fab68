"""The one door for text from outside on its way to a screen, a terminal, a message or a table cell."""

import re
from functools import cache

from stancer_tui.models.characters import DIRECTIONS, IDLE_JOINER, INVISIBLE, SELECTORS

REPLACEMENT = "\ufffd"
"""Shown in place of each character that could control a terminal, reorder a line or be invisible."""

LIMIT = 256
"""The most characters shown of one value; five megabytes would freeze a screen for seconds."""

_SKIN_TONE = "(?<=[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])[\U0001f3fb-\U0001f3ff]"
"""A skin tone: some terminals draw it into the symbol before it, some (tmux) beside it."""

_SELECTOR = (
    f"(?<=[\u00a9-\u1809\u1810-\ufdff\ufe10-\U000dffff])[{SELECTORS}]|[{SELECTORS}](?=\u20e3)|{_SKIN_TONE}"
)
"""A variation selector or skin tone after a symbol: terminals disagree about the width, so it is left out."""

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
    """Compiled at the first use: it takes milliseconds, and the first screen rarely needs it."""
    return re.compile(_HOSTILE)


@cache
def _selector() -> re.Pattern[str]:
    return re.compile(_SELECTOR)


def safe(text: object, limit: int = LIMIT) -> str:
    """`text` without anything that controls a terminal or is invisible, in at most `limit` characters.

    Line breaks and tabs become a space. Controls, lone surrogates, separators, bidi controls and invisible
    characters become U+FFFD, as does a joiner without effect, so that two order numbers that look alike are
    alike. Effective joiners and combining marks stay, so that names keep their spelling. A variation selector
    or skin tone after a symbol is left out, because terminals disagree about the width. A cut text ends in
    "…". Anything that is not a string is shown as `str` gives it.
    """
    value = text if isinstance(text, str) else str(text)
    if len(value) <= limit and value.isprintable() and (_latin(value) or _hostile().search(value) is None):
        return value
    # The substitutions keep at least half of the characters, so three times the limit is enough.
    some = re.sub("\r\n|[\n\t]", " ", value[: 3 * limit])
    some = _hostile().sub(REPLACEMENT, _selector().sub("", some))
    return some if len(some) <= limit else some[: limit - 1] + "…"


def _latin(text: str) -> bool:
    """Whether a printable text has no character from U+0300 on."""
    return text.isascii() or max(text) < "\u0300"
