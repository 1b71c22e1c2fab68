"""Finds people by an e-mail, a phone number, four digits, a name or an id."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.row_parts import PartFacet
from stancer_tui.models.typed_text import cleaned
from stancer_tui.services.payments.duplicates import customers, instruments
from stancer_tui.services.people.gathering import group_of, person_of
from stancer_tui.services.people.person import Asked, Person
from stancer_tui.services.people.ties import (
    MANY_NAMES,
    KnownRows,
    Tie,
    different_names,
    email_key,
    emails,
    ends,
    holders,
    name_words,
    names,
    phone_key,
    phones,
)
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_lookup import PaymentLookup

PEOPLE = 20
"""The most people that a text finds; the agent then types more."""

_LONGEST = 256
"""Characters of a typed text that are used."""


def find_people(text: str, index: PaymentIndex, limit: int = PEOPLE) -> tuple[Person, ...]:
    """The people that a typed text means, the most recent payer first; at most `limit` of them.

    Reads the id of a payment, a customer, a card or an account, an e-mail or a part of one, a telephone
    number in any spelling, the last four digits of a card or an account with or without a name, and the
    beginnings of a name's words. Only loaded payments are searched. Payments with too many different names
    are one group, not a person.
    """
    typed, known = cleaned(text[:_LONGEST]), KnownRows(index)
    if isinstance(row := index.get(typed), PaymentRow):
        return (person_of(row, index, known),)
    exact = _exact(typed)
    if exact is not None and (rows := known.rows(exact[0], exact[2])):
        if len(different_names(rows, MANY_NAMES + 1)) > MANY_NAMES:
            return (group_of(typed, rows, exact[1]),)
        hits = rows
    else:
        hits = list(_hits(typed, index, known))
    hits.sort(key=lambda row: (row.created is None, -(row.created or 0), row.id))
    found: list[Person] = []
    seen: set[str] = set()
    for row in hits:
        if len(found) >= limit:
            break
        if row.id not in seen:
            person = person_of(row, index, known)
            seen.update(each.row.id for each in person.payments)
            found.append(person)
    return tuple(found)


def found_again(asked: Asked, index: PaymentIndex) -> Person | None:
    """The same person after other payments were loaded; None while none of theirs is."""
    if isinstance(asked, PaymentRow):
        row = index.get(asked.id)
        return person_of(row if isinstance(row, PaymentRow) else asked, index)
    return next(iter(find_people(asked, index, 1)), None)


def _exact(typed: str) -> tuple[PartFacet, Tie, str] | None:
    """The facet, tie and value of a text that is an id, an e-mail or a phone number as a whole."""
    match kind_of(typed):
        case Kind.CUSTOMER:
            return customers, "customer", typed
        case Kind.CARD:
            return instruments, "card", typed
        case Kind.SEPA:
            return instruments, "account", typed
    if email := email_key(typed):
        return emails, "e-mail", email
    if phone := phone_key(typed):
        return phones, "phone", phone
    return None


def _hits(typed: str, index: PaymentIndex, known: KnownRows) -> Iterator[PaymentRow]:
    """The payments that match a text by digits, name or a part of an e-mail."""
    words = typed.split()
    digits = [word for word in words if len(word) == 4 and word.isdecimal()]
    rest = name_words(" ".join(word for word in words if word not in digits))
    if len(digits) == 1:
        rows = known.rows(ends, digits[0])
        return (row for row in rows if not rest or _bears(row, rest))
    if digits or sum(map(len, rest)) < 2:
        return iter(())
    named = list(_chosen(index, (names, holders), lambda name: _begin(rest, name.split())))
    written = fold(typed)
    return iter(named) if named else _chosen(index, (emails,), lambda email: written in fold(email))


def _chosen(
    index: PaymentIndex, facets: Iterable[PartFacet], accepts: Callable[[str], bool]
) -> Iterator[PaymentRow]:
    """The rows with an accepted value of a facet; `accepts` is called once for each different value."""
    lookup, slots = PaymentLookup(index.rows), set[int]()
    for facet in facets:
        slots.update(lookup.accepted(facet, accepts))
    rows = (index.rows[slot] for slot in slots)
    return (row for row in rows if isinstance(row, PaymentRow))


def _begin(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether each word begins one of the name."""
    return all(any(part.startswith(word) for part in name) for word in words)


def _bears(row: PaymentRow, words: Sequence[str]) -> bool:
    """Whether the customer's or the holder's name has these words, or the e-mail has them in it."""
    email = fold(row.customer_email or "")
    return any(_begin(words, name_words(name)) for name in (row.customer_name, row.holder)) or all(
        word in email for word in words
    )
