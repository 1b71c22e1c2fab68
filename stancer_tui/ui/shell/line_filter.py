"""What every line passes before the terminal: no control character, and plain signs on demand."""

import codecs
import re
from functools import cache
from io import TextIOWrapper
from typing import TextIO

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROL = (
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what changes the direction of writing
    "\u2028\u2029\ufeff\ud800-\udfff]"  # separators, byte order mark, halves of surrogate pairs
)


class ControlFilter(LineFilter):
    """Drops control and bidi characters from every segment of a line, and links that hold one.

    `render.safe` is the first wall and makes such characters visible; this one holds where it was missed.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line without what a terminal would obey; its width in cells stays."""
        del background
        if "".join([segment.text for segment in segments]).isprintable() and not any(map(_link, segments)):
            return segments  # nearly every line, and found out in a tenth of the time
        return [_clean(segment) for segment in segments]


SIGNS = str.maketrans(
    {
        **dict.fromkeys("✓", "+"),
        **dict.fromkeys("✗▒", "x"),
        **dict.fromkeys("→›", ">"),
        **dict.fromkeys("←↺↶‹", "<"),
        **dict.fromkeys("⚑⚠", "!"),
        **dict.fromkeys("○°", "o"),
        **dict.fromkeys("⊘−–", "-"),
        **dict.fromkeys("●•", "*"),
        **dict.fromkeys("·", "."),
        **dict.fromkeys("…", "~"),
        **dict.fromkeys("▲", "^"),
        **dict.fromkeys("█", "#"),
        **dict.fromkeys("“”«»", '"'),
        **dict.fromkeys("\u00a0\u202f", " "),
        **dict.fromkeys("’", "'"),
        **dict.fromkeys("÷", "/"),
        **dict.fromkeys("¶", "n"),
        **dict.fromkeys("¤", "$"),
        **dict.fromkeys("�", "?"),
    }
)
"""The signs that mean something on a screen, each with one of plain ASCII that is as wide."""


_FRAMES = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0x2500, 0x2580)), "+"),
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿", "|"),
        **dict.fromkeys(map(chr, range(0x2580, 0x25A0)), "#"),
    }
)
_PLAIN = "plain-signs"


def draw_plainly(stream: TextIO | None) -> None:
    """Let a stream write signs and frames in plain ASCII where its encoding has none; letters become "?"."""
    if isinstance(stream, TextIOWrapper):
        codecs.register_error(_PLAIN, _plain)
        stream.reconfigure(errors=_PLAIN)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(SIGNS).translate(_FRAMES)
    return "".join(each if each.isascii() else "?" for each in text), error.end


class PlainSigns(LineFilter):
    """Writes signs in plain ASCII, for terminals that cannot draw them; letters and frames stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, as wide."""
        del background
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(segment.text.translate(SIGNS), segment.style)
            for segment in segments
        ]


def _link(segment: Segment) -> str | None:
    return None if segment.style is None else segment.style.link


def _clean(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        # Made by Textual itself: a string from outside cannot become one.
        return segment
    bad_link = style is not None and style.link is not None and _control().search(style.link) is not None
    if not bad_link and not _control().search(text):
        return segment
    return Segment(_control().sub(_stand_in, text), style.update_link(None) if style and bad_link else style)


@cache
def _control() -> re.Pattern[str]:
    return re.compile(_CONTROL)  # not for a start, whose lines are clean


def _stand_in(found: re.Match[str]) -> str:
    """Nothing for what has no width; half a surrogate pair counts one cell."""
    return "?" if "\ud800" <= found[0] <= "\udfff" else ""
