"""Gathering a person's payments from those that are loaded, through what ties them surely.

What several names have in common (a company's card, the shop's own e-mail) joins nobody silently: only
payments of the same name go together through it, and the others are perhaps theirs. A name alone is never
more than "perhaps".
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
"""How often what was found is asked for what it leads to in its turn."""


NAMESAKES = 100
"""Payments of the same name that are listed as perhaps theirs: of a common name there are thousands."""


def person_of(row: PaymentRow, index: PaymentIndex, known: KnownRows | None = None) -> Person:
    """Whose payment it is, with their other payments among the loaded ones; the row need not be loaded.

    `known` keeps what was looked up, where several people of one index are asked for.
    """
    gathered = _Gathering(known or KnownRows(index))
    gathered.begin(row)
    gathered.follow()
    return gathered.person(row)


def group_of(asked: Asked, rows: Iterable[PaymentRow], tie: Tie) -> Person:
    """What has one tie in common and too many names for one person."""
    return person_from(asked, (TiedPayment(row, tie) for row in rows), group=True)


class _Gathering:
    """What was found so far, and what is still to be followed."""

    def __init__(self, known: KnownRows) -> None:
        self._known = known
        self._sure: dict[str, TiedPayment] = {}
        self._perhaps: dict[str, TiedPayment] = {}
        self._shared: list[tuple[SureTie, str]] = []
        self._followed: set[tuple[SureTie, str]] = set()
        self._fresh: list[PaymentRow] = []

    def begin(self, row: PaymentRow) -> None:
        """Begin with the payment asked about: it is theirs by the surest thing that it has."""
        tie = next((sure.tie(value) for sure in SURE if (value := sure.value(row))), None)
        self._take(row, tie)

    def follow(self) -> None:
        """Go from what was found to what that leads to, while there is something new."""
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
        """What was found, with what may be theirs by its name alone."""
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
        """Take the payments with this value, as far as they cannot be somebody else's."""
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
        """Who else has a tie that was not followed; None where every payment turned out to be theirs."""
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
