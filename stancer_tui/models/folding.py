"""Folding for searches and sorting: letters without case and accents, so that `lefevre` finds Lefèvre."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import combining, normalize

Place = tuple[int, int]
"""A span of a text: its start, and its end (exclusive)."""

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ħ": "h", "ł": "l", "ı": "i"})
"""Letters that NFKD does not decompose, as they are typed on a keyboard without them."""

_MARKS = str.maketrans(
    {
        **dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u02bd\u02bf\u02c8\u05f3\u1fbd\u1fbf\u1ffd", "'"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u2035\ua78c", "'"),
        **dict.fromkeys("\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe63", "-"),
    }
)
"""Every apostrophe (typed, typographic, modifier letter, prime, accent) and every hyphen, dash and minus."""

_NUMBER = re.compile("[0-9]+")
_DIGITS = 20
"""Digits to which a number in a sort key is padded with zeros."""

_BETWEEN = "\x1e"
"""Separates texts that are folded together; folding does not change it."""

_SEVERAL = 0
"""Marks, in the Latin-1 table, a letter that folds to none, to several, or to one beyond Latin-1."""


def fold(text: str) -> str:
    """The text as searches compare it: lower case, no accents, œ as oe, ß as ss, ’ as ', – as -.

    Characters are folded one by one: the folded parts of a text, put together, are the folded text.
    """
    quick = _folded_by_table(text)
    return _folded_by_unicode(text) if quick is None else quick


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded, in one call where possible: the call costs more than the folding."""
    everything = _BETWEEN.join(texts)
    quick = _folded_by_table(everything) if everything.count(_BETWEEN) == len(texts) - 1 else None
    return list(map(fold, texts)) if quick is None else quick.split(_BETWEEN)


def sort_text(text: str | None) -> str | None:
    """A key for natural order: Élise before Zoé, AL-9 before AL-10; None for no text."""
    if text is None:
        return None
    folded = fold(text).strip()
    if folded.isascii() and folded.isdecimal():  # most order numbers: ten times as fast as the expression
        return folded.zfill(_DIGITS)
    return _NUMBER.sub(_filled, folded)


def _filled(number: re.Match[str]) -> str:
    return number[0].zfill(_DIGITS)


def fold_places(text: str) -> list[Place]:
    """The span of `text` that each character of the folded text comes from.

    A combining accent belongs to the letter before it.
    """
    if _folded_by_table(text) is not None:
        return [(place, place + 1) for place in range(len(text))]
    places: list[Place] = []
    letters = 0
    for place, character in enumerate(text):
        if new := len(fold(character)):
            letters = new
            places.extend([(place, place + 1)] * letters)
        elif letters:
            places[-letters:] = [(places[-1][0], place + 1)] * letters
    return places


def _folded_by_table(text: str) -> str | None:
    """The folded text by a table of bytes, ten times as fast; None for letters that are not in the table."""
    if text.isascii():
        return text.lower().replace("`", "'")
    known = text.encode("latin-1", "ignore")
    if len(known) < len(text):
        return None
    known = known.translate(_latin_table())
    return None if _SEVERAL in known else known.decode("latin-1")


@lru_cache(maxsize=1024)
def _folded_by_unicode(text: str) -> str:
    # Translated twice: NFKD turns a lone accent into a blank, and turns some characters into marks.
    apart = normalize("NFKD", text.translate(_MARKS)).translate(_MARKS)
    return "".join(letter for letter in apart if not combining(letter)).casefold().translate(_LETTERS)


def _latin(number: int) -> int:
    folded = _folded_by_unicode(chr(number))
    return ord(folded) if len(folded) == 1 and ord(folded) < 256 else _SEVERAL


@cache
def _latin_table() -> bytes:
    return bytes(map(_latin, range(256)))
