"""The language of the search in a few lines, for the help: what is typed, and what it finds."""

from datetime import UTC, datetime

from stancer_tui.language import N_, _
from stancer_tui.services.search.query import PAYMENT_FIELDS, Fields, names_of, parse
from stancer_tui.services.search.spoken_words import spoken_field

GRAMMAR: tuple[tuple[str, str], ...] = (
    (N_("visa 4242"), N_("rows that have both words; case, accents, ’ and ' do not count")),
    (N_("!sepa -status:refused"), N_("rows without a word, without a value of a field")),
    (N_('"jean marie"'), N_("words with the blank between them, taken as they stand")),
    (N_("status:refused,expired"), N_("one of several values; status:none is not reported")),
    (N_("1 034,45 2 614,00 €"), N_("amounts as they are written in French or English")),
    (N_("amount:30..50 amount:>100"), N_("amounts from one to another, above one")),
    (N_("06 39 98 27 45"), N_("a phone number in any spelling; phone:2745 is a piece")),
    (N_("customer:dupont"), N_("name, e-mail, phone, id, or the name on the card")),
    (N_("hier 27/11/2026"), N_("a day that stands alone, in English or French")),
    (N_("date:27/11.. date:lundi"), N_("days: 7d, 12h, 2026-11-01..07, 01..07/11, nov 2026")),
    (N_("refunded disputed 3ds"), N_("yes; also refunded:part, disputed:no, 3ds:success")),
)
"""Examples, each of which a search reads without a mistake."""

OTHERWISE = (
    (N_("enter"), N_("judges the last word; reads a whole id or number from Stancer")),
    (N_("fields"), ", ".join(names_of(PAYMENT_FIELDS))),
)
"""What is said of the search of payments besides, in English."""

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The fields of an example do not depend on when it is read."""


def help_lines(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What the help of a list with these fields says: no example asks for a field that it does not have."""
    whole = fields is PAYMENT_FIELDS
    examples = GRAMMAR if whole else [told for told in GRAMMAR if _asked(told[0]) <= set(fields)]
    judged = _(OTHERWISE[0][1]) if whole else _("judges the last word")
    names = ", ".join(map(spoken_field, names_of(fields)))
    return (
        *((_(example), _(meaning)) for example, meaning in examples),
        (_("enter"), judged),
        (_("fields"), names),
    )


def _asked(example: str) -> set[str]:
    """The fields that an example asks for."""
    return {term.field for term in parse(example, _ANY_DAY, UTC).terms if term.field is not None}
