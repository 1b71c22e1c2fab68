"""Gathers a person's payments from the loaded ones, by sure ties such as a customer's id or a card.

A tie that several names share (a company's card, the shop's own e-mail) joins only payments of the same name;
the others are "perhaps" theirs. A name alone is never more than "perhaps".
"""

from collections.abc import Iterable, Sequence

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.services.people.person import Asked, Person, SharedTie, TiedPayment, person_from
from stancer_tui.services.people.ties import (
    MANY_NAMES,
    SURE,
    KnownRows,
    SureTie,
    Tie,
    different_names,
    name_of,
    name_words,
    names,
)
from stancer_tui.store.payment_index import PaymentIndex

ROUNDS = 8
"""How many times the ties of newly found payments are followed."""


NAMESAKES = 100
"""The most payments of the same name that are listed as "perhaps": a common name has thousands."""


def person_of(row: PaymentRow, index: PaymentIndex, known: KnownRows | None = None) -> Person:
    """The person of a payment, with their other loaded payments; the row itself need not be loaded.

    `known` caches lookups for several people of one index.
    """
    gathered = _Gathering(known or KnownRows(index))
    gathered.begin(row)
    gathered.follow()
    return gathered.person(row)


def group_of(asked: Asked, rows: Iterable[PaymentRow], tie: Tie) -> Person:
    """The group of payments that share a tie and have too many names for one person."""
    return person_from(asked, (TiedPayment(row, tie) for row in rows), group=True)


class _Gathering:
    """The payments found so far, and those whose ties are still to be followed."""

    def __init__(self, known: KnownRows) -> None:
        self._known = known
        self._sure: dict[str, TiedPayment] = {}
        self._perhaps: dict[str, TiedPayment] = {}
        self._shared: list[tuple[SureTie, str]] = []
        self._followed: set[tuple[SureTie, str]] = set()
        self._fresh: list[PaymentRow] = []

    def begin(self, row: PaymentRow) -> None:
        """Start with the payment in question, tied by its surest tie."""
        tie = next((sure.tie(value) for sure in SURE if (value := sure.value(row))), None)
        self._take(row, tie)

    def follow(self) -> None:
        """Follow the ties of what was found, as long as that finds something new."""
        for _ in range(ROUNDS):
            found, self._fresh = self._fresh, []
            if not found:
                return
            for sure in SURE:
                bearers: dict[str, list[PaymentRow]] = {}
                for row in found:
                    if (value := sure.value(row)) and (sure, value) not in self._followed:
                        bearers.setdefault(value, []).append(row)
                for value, mine in bearers.items():
                    self._followed.add((sure, value))
                    self._join(sure, value, mine)

    def person(self, asked: Asked) -> Person:
        """The person, with payments that may be theirs by name alone."""
        whole = {" ".join(words) for each in self._sure.values() if len(words := _words(each.row)) > 1}
        unlisted = 0
        for name in sorted(whole):
            newest, older = self._known.newest(names, name, NAMESAKES)
            unlisted += older
            for row in newest:
                self._perhaps.setdefault(row.id, TiedPayment(row, "name"))
        members = [each.row for each in self._sure.values()]
        return person_from(
            asked,
            self._sure.values(),
            (each for key, each in self._perhaps.items() if key not in self._sure),
            [shared for each in self._shared if (shared := self._with_others(*each)) is not None],
            group=len(different_names(members, MANY_NAMES + 1)) > MANY_NAMES,
            unlisted=unlisted,
        )

    def _join(self, sure: SureTie, value: str, mine: Sequence[PaymentRow]) -> None:
        """Add the payments with this value that cannot be somebody else's."""
        rows, tie = self._known.rows(sure.facet, value), sure.tie(value)
        different = different_names([*mine, *rows], MANY_NAMES + 1)
        if len(different) > sure.names:
            own = {_words(row) for row in mine} - {()}
            others = [row for row in rows if _words(row) not in own]
            self._shared.append((sure, value))
            if len(different) <= MANY_NAMES:
                for row in others:
                    self._perhaps.setdefault(row.id, TiedPayment(row, tie))
            rows = [row for row in rows if _words(row) in own]
        for row in rows:
            self._take(row, tie)

    def _with_others(self, sure: SureTie, value: str) -> SharedTie | None:
        """The others who share a tie that was not followed; None if every payment turned out to be theirs."""
        others = [row for row in self._known.rows(sure.facet, value) if row.id not in self._sure]
        if not others:
            return None
        return SharedTie(sure.tie(value), value, len(others), different_names(others, MANY_NAMES + 1))

    def _take(self, row: PaymentRow, tie: Tie | None) -> None:
        if row.id not in self._sure:
            self._sure[row.id] = TiedPayment(row, tie)
            self._fresh.append(row)


def _words(row: PaymentRow) -> tuple[str, ...]:
    return name_words(name_of(row))
