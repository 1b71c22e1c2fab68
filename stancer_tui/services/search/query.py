"""The language of the search: words, fields, exclusions, and the mistakes one can make in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Literal, Protocol

from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.services.search import conditions as facets
from stancer_tui.services.search.conditions import AnyOf, Between, Holds
from stancer_tui.services.search.known_words import CLOSED, Seen, judged
from stancer_tui.services.search.ledger_fields import REFUND_FIELDS, TEAM_FIELDS
from stancer_tui.services.search.phones import phone_digits
from stancer_tui.services.search.spoken_words import NONE, near_field, spoken_field
from stancer_tui.services.search.terms import Note, Term, read_terms
from stancer_tui.services.search.values import Unclear, amounts, dates
from stancer_tui.store.query import Condition, Facet, Query

WORD_FIELDS: dict[str, Facet] = {
    "status": facets.status,
    "method": facets.method,
    "brand": facets.brand,
    "last4": facets.last4,
    "code": facets.code,
    "currency": facets.currency,
    "country": facets.country,
    "refunded": facets.refunded,
    "disputed": facets.disputed,
    "3ds": facets.three_ds,
}
"""Fields with few values: a value begins one of them, several are separated by commas."""

TEXT_FIELDS: dict[str, Facet] = {
    "order": facets.order,
    "unique": facets.unique,
    "customer": facets.customer,
    "phone": facets.phone,
    "id": facets.ident,
}
"""Fields of free text: a value is a piece of it."""

FIELDS = (
    *("status", "method", "brand", "last4", "code", "amount", "currency", "order", "unique", "customer"),
    *("phone", "country", "date", "refunded", "disputed", "3ds", "id", *REFUND_FIELDS, *TEAM_FIELDS),
)
"""Every field, in the order in which help and completion name them."""

Fields = Mapping[str, Facet]
"""What a list can be searched by: of each of `FIELDS` that it has, what a row's value is."""

PAYMENT_FIELDS: Fields = {
    **WORD_FIELDS,
    **TEXT_FIELDS,
    "amount": facets.hundredths,
    "date": facets.created,
    **dict.fromkeys(TEAM_FIELDS, facets.own_id),
}
"""Those of a list of payments."""


class Marked(Protocol):
    """What the ledger knows of objects: who noted something, who works on it."""

    def condition(self, field: str, value: str, facet: Facet) -> Condition:
        """What one of `TEAM_FIELDS` asks of a row. Raises `Unclear`."""
        ...


API_VALUE = 36
"""Characters of an order number or unique id that the API can filter by (reference: List all payments)."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A term that filters nothing because it cannot be read: where it stands, and a sentence.

    A mistake that ends where the cursor is may only be unfinished.
    """

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class ServerFilter:
    """The one filter that the API can take; it compares an order number or a unique id as a whole."""

    name: Literal["order_id", "unique_id", "created"]
    value: str | int


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as typed: its terms, its mistakes, and the compiled `query` for the index.

    `asks_team` says whether a term is answered by the ledger: what it answers changes without the rows.
    """

    text: str
    terms: tuple[Term, ...]
    mistakes: tuple[Mistake, ...]
    query: Query
    notes: tuple[Note, ...] = ()
    asks_team: bool = False

    def __bool__(self) -> bool:
        return bool(self.query)

    def remark(self, *, judged: bool) -> Mistake | Note | None:
        """The first thing to say of it; of an unfinished last term nothing, until the search is `judged`."""
        end = len(self.text)
        said: tuple[Mistake | Note, ...] = (*self.mistakes, *self.notes)
        return next((each for each in said if judged or each.end != end), None)

    def ignored(self, *, judged: bool) -> tuple[str, ...]:
        """The terms that filter nothing, as typed; the last one once the search is `judged`."""
        end = len(self.text)
        return tuple(self.text[each.start : each.end] for each in self.mistakes if judged or each.end != end)

    def matches(self, row: Any, text: str) -> bool:
        """Whether a row is a hit; `text` is its folded search text."""
        return self.query.matches(row, text)


def parse(
    text: str,
    now: datetime,
    zone: tzinfo,
    fields: Fields = PAYMENT_FIELDS,
    seen: Seen | None = None,
    *,
    marked: Marked | None = None,
) -> SearchQuery:
    """Read a search; never raises: a term with a mistake is left out and named, the rest filters.

    `now` and `zone` give `date:yesterday` its meaning, `fields` are those of the list, `seen` are the values
    that its rows have, which are known words too, `marked` answers for the ledger. A term that has only begun
    (`!`, `-`, `-sta`) filters nothing yet.
    """
    terms: list[Term] = []
    mistakes: list[Mistake] = []
    notes: list[Note] = []
    asks_team = False
    reader = _Reader(now, zone, fields, seen, marked)
    for part in read_terms(text, fields):
        if isinstance(part, Note):
            notes.append(part)
            continue
        asks_team = asks_team or part.field in TEAM_FIELDS
        try:
            terms.append(_compiled(part, reader))
        except Unclear as error:
            mistakes.append(Mistake(part.start, part.end, str(error)))
    return SearchQuery(text, tuple(terms), tuple(mistakes), _query(terms), tuple(notes), asks_team)


def names_of(fields: Fields) -> tuple[str, ...]:
    """The names of the fields of a list, in the order of `FIELDS`."""
    return tuple(name for name in FIELDS if name in fields)


def server_filter(query: SearchQuery) -> ServerFilter | None:
    """Which filter of the query the API could take, the narrowest first; None when it has none.

    The API compares whole order numbers and unique ids while a search takes pieces of them: what it answers
    are hits, but not necessarily all. `created` is where the earliest date begins, in Unix seconds.
    """
    wanted = [term for term in query.terms if not term.exclude]
    names: tuple[tuple[str, Literal["order_id", "unique_id"]], ...] = (
        ("unique", "unique_id"),
        ("order", "order_id"),
    )
    for field, name in names:
        values = [term.value for term in wanted if term.field == field and 0 < len(term.value) <= API_VALUE]
        if values:
            return ServerFilter(name, max(values, key=len))
    starts = [
        int(condition.low)
        for condition in query.query.where
        if isinstance(condition, Between) and condition.facet is facets.created and condition.low >= 0
        if condition.low != float("inf")
    ]
    return ServerFilter("created", max(starts)) if starts else None


def asks_before(query: SearchQuery, oldest: float) -> bool:
    """Whether a date of the search lies wholly before the oldest moment that is loaded (Unix seconds)."""
    return any(
        isinstance(condition, Between) and condition.facet is facets.created and condition.high < oldest
        for condition in query.query.where
    )


def _compiled(term: Term, reader: "_Reader") -> Term:
    if term.field is None or term.condition is not None:
        return term
    return replace(term, condition=reader.condition(term.field, term.value))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a field and its value ask of a row."""

    now: datetime
    zone: tzinfo
    fields: Fields
    seen: Seen | None
    marked: Marked | None

    def condition(self, field: str, value: str) -> Condition:
        """The condition of a term. Raises `Unclear`."""
        if field not in self.fields:
            raise Unclear(_no_field(field, names_of(self.fields)))
        if not fold(value).strip():
            raise Unclear(_("Write a value after {field}:.", field=spoken_field(field)))
        facet = self.fields[field]
        if field in TEAM_FIELDS:
            if self.marked is None:
                raise Unclear(_("The team's ledger was not read yet."))
            return self.marked.condition(field, value, facet)
        if field in TEXT_FIELDS:
            return Holds(facet, _piece(field, value))
        if field == "amount":
            return Between(facet, *amounts(value))
        if field == "date":
            return Between(facet, *dates(value, now=self.now, zone=self.zone))
        return self._words(field, value)

    def _words(self, field: str, value: str) -> Condition:
        words = tuple(word for part in fold(value).split(",") if (word := "_".join(part.split())))
        if not words:
            raise Unclear(
                _("Write a value after {field}:, or several with commas.", field=spoken_field(field))
            )
        words = judged(field, words, self.seen, payments=self.fields is PAYMENT_FIELDS)
        absent = ("",) if NONE in words and field not in CLOSED else ()
        words = tuple(word for word in words if word != NONE or not absent)
        if field == "code":
            return _code(self.fields[field], words, absent)
        return AnyOf(self.fields[field], words, absent)


def _no_field(field: str, names: Sequence[str]) -> str:
    near = None if field in FIELDS else near_field(field, names)  # another list has it
    named = spoken_field(field)
    if near is not None and near in names:
        return _("There is no field {field}; did you mean {other}?", field=named, other=spoken_field(near))
    known = ", ".join(map(spoken_field, names))
    return _("There is no field {field}; fields are {names}.", field=named, names=known)


def _piece(field: str, value: str) -> str:
    """The piece of text that is looked for; of a phone number its digits."""
    digits = phone_digits(value)
    if field == "phone":
        if not digits.strip("+"):
            raise Unclear(
                _(
                    "Write a phone number or a piece of it after {field}:, such as 06 39 98.",
                    field=spoken_field(field),
                )
            )
        return digits
    return fold(value)


def _code(facet: Facet, words: tuple[str, ...], absent: tuple[str, ...]) -> AnyOf:
    """Codes have two or four characters: 78 is not 7810, while one or three are the beginning of one."""
    begun = tuple(word for word in words if len(word) % 2)
    return AnyOf(facet, begun, (*(word for word in words if word not in begun), *absent))


def _query(terms: list[Term]) -> Query:
    def words(*, exclude: bool) -> tuple[str, ...]:
        plain = (
            fold(term.value)
            for term in terms
            if term.field is None and term.condition is None and term.exclude is exclude
        )
        return tuple(dict.fromkeys(plain))

    def conditions(*, exclude: bool) -> tuple[Condition, ...]:
        asked = (term.condition for term in terms if term.exclude is exclude)
        return tuple(dict.fromkeys(condition for condition in asked if condition is not None))

    return Query(
        include=words(exclude=False),
        exclude=words(exclude=True),
        where=conditions(exclude=False),
        unless=conditions(exclude=True),
    )
