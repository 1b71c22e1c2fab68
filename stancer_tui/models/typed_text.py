"""What people type and paste, without what came along by accident: the one cleaner of every field."""

import re

from stancer_tui.language import _
from stancer_tui.models.characters import named, without_unseen

_QUOTES = "\"'`“”„‘’‚«»‹›"
_SEPARATORS = re.compile(r"[\s.\-_‐-―−]")
_LABEL = re.compile(r"\A\s*(?:IBAN|BIC|SWIFT)(?:\s*[:=]\s*|\s+|(?=[A-Z]{2}[0-9]{2}))", re.IGNORECASE)
_ASSIGNED = re.compile(r"\s*(?:export\s+|set\s+|\$env:)?[A-Za-z_][A-Za-z0-9_]*\s*=")


def cleaned(text: str) -> str:
    """A value on one line, without what nobody sees and without outer blanks; every kind of blank is one.

    What else does not belong stays, so that whoever reads the value can name it.
    """
    line = re.sub(r"\s", " ", re.sub(r"\s*[\r\n\u2028\u2029]+\s*", " ", text))
    return without_unseen(line).strip()


def packed(text: str) -> str:
    """An IBAN, a BIC or a card number without its label, its blanks and what groups it, in capitals."""
    value = cleaned(text).strip(_QUOTES)
    return _SEPARATORS.sub("", _LABEL.sub("", value, count=1)).upper()


def key_text(text: str) -> str:
    """An API key without quotes, blanks and the name that a line of a file gives it (`KEY=...`)."""
    value = _ASSIGNED.sub("", cleaned(text), count=1)
    return "".join(value.split()).strip(f"{_QUOTES};,")


def stranger(text: str, allowed: str, *, shown: str | None = None) -> str | None:
    """The first character that a pattern of one character does not allow, by its name and place, or None.

    The place is counted in `shown`, which stands before the person, where that is not the text itself.
    """
    found = next((each for each in text if not re.fullmatch(allowed, each)), None)
    if found is None:
        return None
    where = text if shown is None else shown.upper()
    return _("{character} at position {place}", character=named(found), place=where.find(found) + 1)
