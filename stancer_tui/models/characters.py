"""Invisible characters, as parts of regular expressions, and the name of a character for a message."""

import re
import unicodedata
from functools import cache

from stancer_tui.language import Language, _, current

INVISIBLE = (
    "\u00ad\u034f\u17b4\u17b5\u180e"  # soft hyphen, grapheme joiner, Khmer inherent vowels, separator
    "\u115f\u1160\u3164\uffa0\u2800"  # Hangul fillers, braille without a dot
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"  # zero width, invisible signs, interlinear
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical formats
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
)
"""The inside of a character class: characters without width or ink, which make two texts look alike."""

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Likewise: controls of the writing direction."""

SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Likewise: variation selectors, which choose a glyph for the character before them."""

_JOINERS = "\u200c\u200d"
_JOINED = "\u0590-\u17b3\u17b6-\u180a\u1810-\u200a\u2010-\ufdff\ufe10-\U000dffff"
"""Letters of scripts that join, and symbols: a joiner between two of these has an effect."""

IDLE_JOINER = f"[{_JOINERS}](?![{_JOINED}])|(?<![{_JOINED}])[{_JOINERS}]"
"""A regular expression for a joiner without effect."""


def without_unseen(text: str) -> str:
    """`text` without invisible characters; effective joiners and variation selectors stay."""
    # Invisible characters go first: a joiner between them becomes idle.
    return text if text.isascii() else _idle().sub("", _unseen().sub("", text))


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{DIRECTIONS}{INVISIBLE}]")


@cache
def _idle() -> re.Pattern[str]:
    """Compiled when it is first needed: its ranges take milliseconds."""
    return re.compile(IDLE_JOINER)


def named(character: str) -> str:
    """A character for a message: "U+00D7 MULTIPLICATION SIGN", in French “×” (U+00D7)."""
    number = f"U+{ord(character):04X}"
    if current().language is Language.EN:
        return f"{number} {unicodedata.name(character, 'a character without a name')}"
    return _("“{sign}” ({number})", sign=character, number=number) if character.isprintable() else number
