"""A person, as known from the loaded payments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.services.people.figures import Figures, figures_of
from stancer_tui.services.people.ties import TIES, Tie, alike, email_key, name_words, phone_key

Asked = PaymentRow | str
"""What a person was found by: one of their payments, or a typed text that `find_people` reads."""

Seen = tuple[str, int]
"""A name, an e-mail, a number or an id as received, and in how many payments it occurs."""


@dataclass(frozen=True, slots=True)
class TiedPayment:
    """A payment of a person, and its tie to them; None where it has nothing that could tie it."""

    row: PaymentRow
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class SharedTie:
    """A tie that others share with the person, so that it was not followed.

    `value` is normalised; `payments` and `names` are those of the others, with only some of many names.
    """

    tie: Tie
    value: str
    payments: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A card or an account that a person paid with, and how often; `row` is the newest of these payments."""

    row: PaymentRow
    count: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as known from the loaded payments; payments newest first.

    `perhaps` are payments that may be theirs and count in no figure. `group` is true for too many names for
    one person.
    """

    asked: Asked
    payments: tuple[TiedPayment, ...]
    perhaps: tuple[TiedPayment, ...]
    shared: tuple[SharedTie, ...]
    figures: Figures
    names: tuple[Seen, ...]
    emails: tuple[Seen, ...]
    phones: tuple[Seen, ...]
    customer_ids: tuple[Seen, ...]
    instruments: tuple[Instrument, ...]
    group: bool
    unlisted: int = 0
    """How many older payments with only the name in common are not listed in `perhaps`."""

    @property
    def name(self) -> str | None:
        """The most frequent name, else an e-mail, a number or a customer's id."""
        seen = (self.names, self.emails, self.phones, self.customer_ids)
        return next((each[0][0] for each in seen if each), None)

    @property
    def ties(self) -> tuple[tuple[Tie, int], ...]:
        """The ties of the payments with counts, the surest first."""
        return _counted(self.payments)

    @property
    def perhaps_ties(self) -> tuple[tuple[Tie, int], ...]:
        """The ties of the payments that may be theirs, with counts, including those not listed."""
        counts = dict(_counted(self.perhaps))
        counts["name"] = counts.get("name", 0) + self.unlisted
        return tuple((tie, counts[tie]) for tie in TIES if counts.get(tie))


def person_from(
    asked: Asked,
    sure: Iterable[TiedPayment],
    perhaps: Iterable[TiedPayment] = (),
    shared: Sequence[SharedTie] = (),
    *,
    group: bool = False,
    unlisted: int = 0,
) -> Person:
    """The person whose payments these are."""
    payments = newest_first(sure)
    rows = [each.row for each in payments]
    return Person(
        asked,
        payments,
        newest_first(perhaps),
        tuple(shared),
        figures_of(rows),
        _names(rows),
        _seen((row.customer_email, email_key(row.customer_email)) for row in rows),
        _seen((row.customer_mobile, phone_key(row.customer_mobile)) for row in rows),
        _seen((row.customer_id, row.customer_id) for row in rows),
        _instruments(rows),
        group,
        unlisted,
    )


def newest_first(payments: Iterable[TiedPayment]) -> tuple[TiedPayment, ...]:
    """The payments, newest first, those without a date last."""
    return tuple(sorted(payments, key=lambda each: _age(each.row)))


def _age(row: PaymentRow) -> tuple[bool, int, str]:
    return (row.created is None, -(row.created or 0), row.id)


def _counted(payments: Iterable[TiedPayment]) -> tuple[tuple[Tie, int], ...]:
    counts = Counter(each.tie for each in payments)
    return tuple((tie, counts[tie]) for tie in TIES if counts[tie])


def _names(rows: Sequence[PaymentRow]) -> tuple[Seen, ...]:
    """The customer's names, and those of holders that are not spellings of one of them."""
    named = _seen((row.customer_name, " ".join(name_words(row.customer_name))) for row in rows)
    holders = _seen((row.holder, " ".join(name_words(row.holder))) for row in rows)
    known = [name_words(name) for name, _ in named]
    others = (each for each in holders if not any(alike(name_words(each[0]), words) for words in known))
    return (*named, *others)


def _seen(values: Iterable[tuple[str | None, str | None]]) -> tuple[Seen, ...]:
    """Each value that has a key, in the newest of its spellings, the most frequent first."""
    spelled: dict[str, str] = {}
    counts = Counter[str]()
    for value, key in values:
        if value and key:
            spelled.setdefault(key, value)
            counts[key] += 1
    return tuple((spelled[key], number) for key, number in counts.most_common())


def _instruments(rows: Sequence[PaymentRow]) -> tuple[Instrument, ...]:
    newest: dict[str, PaymentRow] = {}
    counts = Counter[str]()
    for row in rows:
        if row.instrument_id:
            newest.setdefault(row.instrument_id, row)
            counts[row.instrument_id] += 1
    return tuple(Instrument(newest[each], number) for each, number in counts.most_common())
