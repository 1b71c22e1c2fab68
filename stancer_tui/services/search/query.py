"""The language of the search: words, fields, exclusions, and the mistakes one can make in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from difflib import get_close_matches
from typing import Any, Literal

from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.services.search import conditions as facets
from stancer_tui.services.search.conditions import AnyOf, Between, Holds
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
    "id": facets.ident,
}
"""Fields of free text: a value is a piece of it."""

FIELDS = (
    *("status", "method", "brand", "last4", "code", "amount", "currency", "order", "unique", "customer"),
    *("country", "date", "refunded", "disputed", "3ds", "id"),
)
"""Every field, in the order in which help and completion name them."""

Fields = Mapping[str, Facet]
"""What a list can be searched by: of each of `FIELDS` that it has, what a row's value is."""

PAYMENT_FIELDS: Fields = {
    **WORD_FIELDS,
    **TEXT_FIELDS,
    "amount": facets.hundredths,
    "date": facets.created,
}
"""Those of a list of payments."""

FLAGS = ("refunded", "disputed", "3ds")
"""Fields that are also words of their own: `refunded` is `refunded:yes`."""

NONE = "none"
"""The value of a word field that a row does not report: `status:none`, `code:none`."""

ID_PREFIX = f"{Kind.PAYMENT}_"
"""A word that begins so is looked for in the ids."""

API_VALUE = 36
"""Characters of an order number or unique id that the API can filter by (reference: List all payments)."""

_TERM = re.compile(
    r"""(?P<sign>[!-])? (?:(?P<field>[A-Za-z][A-Za-z0-9_]*|3ds):)? (?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))""",
    re.VERBOSE | re.IGNORECASE,
)
_FRENCH_AMOUNT = re.compile("[0-9]+,[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A term that filters nothing because it cannot be read: where it stands, and a sentence.

    A mistake that ends where the cursor is may only be unfinished.
    """

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term as typed, from `start` to `end`; `field` is None for a word, `value` keeps its case."""

    start: int
    end: int
    field: str | None
    value: str
    exclude: bool
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class ServerFilter:
    """The one filter that the API can take; it compares an order number or a unique id as a whole."""

    name: Literal["order_id", "unique_id", "created"]
    value: str | int


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as typed: its terms, its mistakes, and the compiled `query` for the index."""

    text: str
    terms: tuple[Term, ...]
    mistakes: tuple[Mistake, ...]
    query: Query

    def __bool__(self) -> bool:
        return bool(self.query)

    def matches(self, row: Any, text: str) -> bool:
        """Whether a row is a hit; `text` is its folded search text."""
        return self.query.matches(row, text)


def parse(text: str, now: datetime, zone: tzinfo, fields: Fields = PAYMENT_FIELDS) -> SearchQuery:
    """Read a search; never raises: a term with a mistake is left out and named, the rest filters.

    `now` and `zone` give `date:yesterday` its meaning, `fields` are those of the list. A term that has only
    begun (`!`, `-`, `status:`, `-sta`) filters nothing yet.
    """
    terms: list[Term] = []
    mistakes: list[Mistake] = []
    for term in _terms(text, fields):
        try:
            terms.append(_compiled(term, now, zone, fields))
        except Unclear as error:
            mistakes.append(Mistake(term.start, term.end, str(error)))
    return SearchQuery(text, tuple(terms), tuple(mistakes), _query(terms))


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


def _terms(text: str, fields: Fields) -> list[Term]:
    """The terms of a text, not yet compiled; what has only begun is left out."""
    found = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TERM.match(text, place)
        if match is None or match.end() == place:
            break
        term = _term(match, fields)
        if term is not None:
            found.append(term)
        place = match.end()
    return found


def _term(match: re.Match[str], fields: Fields) -> Term | None:
    sign, field, quoted = match["sign"], match["field"], match["quoted"]
    value = match["plain"] if quoted is None else quoted
    whole = match.group()
    if field is not None and quoted is None and value.startswith("//"):
        sign, field, value = None, None, whole  # an address is a word
    elif field is not None:
        field = field.lower()
    elif value.lower().startswith(ID_PREFIX):
        field = "id"
    elif quoted is None and value.lower() in FLAGS and value.lower() in fields:
        field, value = value.lower(), "yes"
    elif sign == "-":  # a dash excludes fields only: order numbers have dashes
        if quoted is None and any(name.startswith(value.lower()) for name in fields):
            return None
        sign, value = None, whole.replace('"', "") if quoted is not None else whole
    if field is None and quoted is None and _FRENCH_AMOUNT.fullmatch(value):
        value = value.replace(",", ".")  # as the amounts of a list are written
    if not fold(value).strip() and (field is None or field in fields):
        return None
    return Term(match.start(), match.end(), field, value, sign is not None)


def _compiled(term: Term, now: datetime, zone: tzinfo, fields: Fields) -> Term:
    if term.field is None:
        return term
    condition = _condition(term.field, term.value, now, zone, fields)
    return Term(term.start, term.end, term.field, term.value, term.exclude, condition)


def _condition(field: str, value: str, now: datetime, zone: tzinfo, fields: Fields) -> Condition:
    if field not in fields:
        names = names_of(fields)
        near = get_close_matches(field, names, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"fields are {', '.join(names)}."
        raise Unclear(f"There is no field {field}; {hint}")
    if field in TEXT_FIELDS:
        return Holds(fields[field], fold(value))
    if field == "amount":
        return Between(fields[field], *amounts(value))
    if field == "date":
        return Between(fields[field], *dates(value, now=now, zone=zone))
    words = tuple(word for part in fold(value).split(",") if (word := "_".join(part.split())))
    if not words:
        raise Unclear(f"Write a value after {field}:, or several with commas.")
    known = _CLOSED.get(field, ())
    if known and not all(any(value.startswith(word) for value in known) for word in words):
        raise Unclear(f"Write {' or '.join(known)} after {field}:.")
    absent = ("",) if NONE in words and field not in _CLOSED else ()
    words = tuple(word for word in words if word != NONE or not absent)
    if field == "code":
        return _code(fields[field], words, absent)
    return AnyOf(fields[field], words, absent)


_CLOSED: dict[str, tuple[str, ...]] = {
    "refunded": ("yes", "no", "full", "part"),
    "disputed": ("yes", "no"),
}


def _code(facet: Facet, words: tuple[str, ...], absent: tuple[str, ...]) -> AnyOf:
    """Codes have two or four characters: 78 is not 7810, while one or three are the beginning of one."""
    begun = tuple(word for word in words if len(word) % 2)
    return AnyOf(facet, begun, (*(word for word in words if word not in begun), *absent))


def _query(terms: list[Term]) -> Query:
    def words(*, exclude: bool) -> tuple[str, ...]:
        plain = (fold(term.value) for term in terms if term.field is None and term.exclude is exclude)
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
