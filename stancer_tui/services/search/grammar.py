"""The language of the search in a few lines, for the help: what is typed, and what it finds."""

from datetime import UTC, datetime

from stancer_tui.services.search.query import FIELDS, PAYMENT_FIELDS, Fields, names_of, parse

GRAMMAR: tuple[tuple[str, str], ...] = (
    ("visa 4242", "rows that have both words; case, accents, ’ and ' do not count"),
    ("!sepa -status:refused", "rows without a word, without a value of a field"),
    ('"jean marie"', "words with the blank between them, taken as they stand"),
    ("status:refused,expired", "one of several values; status:none is not reported"),
    ("1 034,45 2 614,00 €", "amounts as they are written in French or English"),
    ("amount:30..50 amount:>100", "amounts from one to another, above one"),
    ("06 39 98 27 45", "a phone number in any spelling; phone:2745 is a piece"),
    ("customer:dupont", "name, e-mail, phone, id, or the name on the card"),
    ("hier 27/11/2026", "a day that stands alone, in English or French"),
    ("date:27/11.. date:lundi", "days: 7d, 12h, 2026-11-01..07, 01..07/11, nov 2026"),
    ("refunded disputed 3ds", "yes; also refunded:part, disputed:no, 3ds:success"),
)
"""Examples, each of which a search reads without a mistake."""

OTHERWISE = (
    ("enter", "judges the last word; reads a whole id or number from Stancer"),
    ("fields", ", ".join(FIELDS)),
)
"""What is said of the search besides."""

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The fields of an example do not depend on when it is read."""


def told_of(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What the help of a list with these fields says: no example asks for a field that it does not have."""
    if fields is PAYMENT_FIELDS:
        return (*GRAMMAR, *OTHERWISE)
    examples = [(example, meaning) for example, meaning in GRAMMAR if _asked(example) <= set(fields)]
    return (*examples, ("enter", "judges the last word"), ("fields", ", ".join(names_of(fields))))


def _asked(example: str) -> set[str]:
    """The fields that an example asks for."""
    return {term.field for term in parse(example, _ANY_DAY, UTC).terms if term.field is not None}
