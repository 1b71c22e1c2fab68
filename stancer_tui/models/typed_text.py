"""Cleans what people type and paste of accidental characters; every input field uses it."""

import re

from stancer_tui.language import _
from stancer_tui.models.characters import named, without_unseen

_QUOTES = "\"'`“”„‘’‚«»‹›"
_SEPARATORS = re.compile(r"[\s.\-_‐-―−]")
_LABEL = re.compile(r"\A\s*(?:IBAN|BIC|SWIFT)(?:\s*[:=]\s*|\s+|(?=[A-Z]{2}[0-9]{2}))", re.IGNORECASE)
_ASSIGNED = re.compile(r"\s*(?:export\s+|set\s+|\$env:)?[A-Za-z_][A-Za-z0-9_]*\s*=")


def cleaned(text: str) -> str:
    """`text` on one line, without invisible characters and outer blanks; every kind of blank becomes a space.

    Other wrong characters stay, so that the check of the field can name them.
    """
    line = re.sub(r"\s", " ", re.sub(r"\s*[\r\n\u2028\u2029]+\s*", " ", text))
    return without_unseen(line).strip()


def packed(text: str) -> str:
    """An IBAN, a BIC or a card number in capitals, without its label, quotes and separators."""
    value = cleaned(text).strip(_QUOTES)
    return _SEPARATORS.sub("", _LABEL.sub("", value, count=1)).upper()


def key_text(text: str) -> str:
    """An API key without quotes, blanks and a variable's name before it (`KEY=...`)."""
    value = _ASSIGNED.sub("", cleaned(text), count=1)
    return "".join(value.split()).strip(f"{_QUOTES};,")


def stranger(text: str, allowed: str, *, shown: str | None = None) -> str | None:
    """The name and position of the first character that `allowed` (a regular expression) refuses, or None.

    The position is counted in `shown`, the text on the screen, where that differs from `text`.
    """
    found = next((each for each in text if not re.fullmatch(allowed, each)), None)
    if found is None:
        return None
    where = text if shown is None else shown.upper()
    return _("{character} at position {place}", character=named(found), place=where.find(found) + 1)
