"""What helps while a search is typed: completions, and the parts of a cell that were asked for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from stancer_tui.language import N_, Language, _, current, decimal_mark
from stancer_tui.models.folding import fold, fold_places
from stancer_tui.reference import statuses
from stancer_tui.services.search.conditions import AnyOf
from stancer_tui.services.search.known_words import CLOSED, DERIVED, REASONS, Seen, answered
from stancer_tui.services.search.ledger_fields import REFUND_FIELDS
from stancer_tui.services.search.phones import phone_digits, phone_text
from stancer_tui.services.search.query import (
    PAYMENT_FIELDS,
    TEXT_FIELDS,
    WORD_FIELDS,
    Fields,
    SearchQuery,
    names_of,
)
from stancer_tui.services.search.spoken_words import begun_fields, field_meant, spoken_field, spoken_value
from stancer_tui.services.search.terms import Term
from stancer_tui.store.query import Counted

Span = tuple[int, int]
"""Characters of a text, from (included) to (not included)."""

SUGGESTIONS = 12
"""Completions offered at once."""

FIELD_HINTS = {
    "status": N_("refused, captured, to_capture, refunded, none …"),
    "method": N_("card or sepa"),
    "brand": N_("visa, mastercard …"),
    "last4": N_("last four characters of the card or account"),
    "code": N_("the bank's answer, such as 51, or none"),
    "amount": N_("12.50 · 12,50 · 1 034,45 · 30..50 · >100"),
    "currency": N_("eur, usd, gbp …"),
    "order": N_("a piece of the order number"),
    "unique": N_("a piece of the unique id"),
    "customer": N_("name, e-mail, phone, id, or the name on the card"),
    "phone": N_("06 39 98 27 45, +33 6 39 98 27 45, or a piece of it"),
    "country": N_("the card's country, such as FR"),
    "date": N_("today · hier · lundi · 7d · 27/11 · 27/11/2026 · 2026-11-01..07 · 01/11.."),
    "refunded": N_("yes, no, full or part"),
    "disputed": N_("yes or no"),
    "3ds": N_("yes, no, or a status such as success"),
    "id": N_("a piece of the payment's id"),
    "reason": N_("duplicate, goodwill, or another reason of a refund; none"),
    "by": N_("who confirmed the refund; none: nobody at this desk"),
    "note": N_("a piece of what a note says"),
    "has": N_("note: what has one"),
    "with": N_("me, nobody, or a colleague's name: who works on it"),
}
"""What may stand behind each field, in a few English words."""

_DAYS = {
    Language.EN: ("today", "yesterday", "7d", "30d", "hier", "aujourd'hui"),
    Language.FR: ("aujourd'hui", "hier", "avant-hier", "7j", "30j", "lundi"),
}
_FIXED = {
    "method": ("card", "sepa"),
    "has": ("note",),
    "with": ("me", "nobody"),
    **CLOSED,
}
_COLUMNS = {
    "status": ("status",),
    "refunded": ("status",),
    "disputed": ("status",),
    "method": ("method",),
    "brand": ("method",),
    "last4": ("method",),
    "code": ("code",),
    "currency": ("amount",),
    "order": ("order",),
    "unique": ("unique",),
    "customer": ("customer", "email", "phone", "holder"),
    "phone": ("phone",),
    "country": ("country",),
    "id": ("id", "payment", "refund", "object"),
    "note": ("note",),
    "by": ("by",),
}
_AMOUNT_PIECE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]*)?")
_BEGUN = re.compile(r'(?P<sign>[!-]?)(?:(?P<field>\w+):)?(?P<values>(?:[^\s,"]*,)*)(?P<last>[^\s,"]*)\Z')


@dataclass(frozen=True, slots=True)
class SearchSuggestion:
    """A completion: characters `start` to `end` of the text become `insert`.

    `value` may be a foreign word (a status, a brand of the rows): render.safe comes before it is shown.
    """

    start: int
    end: int
    insert: str
    value: str
    hint: str

    def apply(self, text: str) -> tuple[str, int]:
        """The completed text, and where the cursor stands in it."""
        return f"{text[: self.start]}{self.insert}{text[self.end :]}", self.start + len(self.insert)


def seen_values(source: Counted, fields: Fields = PAYMENT_FIELDS) -> Seen:
    """The values of the loaded rows, counted when a field is asked for."""

    def seen(field: str) -> Sequence[str]:
        facet = fields.get(field)
        if facet is None or (field not in WORD_FIELDS and field not in REFUND_FIELDS):
            return ()
        counts: Counter[str] = Counter()
        for value, number in source.counts(facet).items():
            for word in value.lower().split():
                counts[word] += number
        return tuple(word for word, _count in counts.most_common())

    return seen


def complete(
    text: str, cursor: int, seen: Seen, fields: Fields = PAYMENT_FIELDS
) -> tuple[SearchSuggestion, ...]:
    """What the term at the cursor may become: field names, or the values of its field.

    The loaded rows' values stand first, the most frequent first; then what the reference names. Nothing is
    offered within quotes, and none that is typed out already.
    """
    start = _start(text, cursor)
    begun = _BEGUN.match(text[start:cursor]) if start is not None else None
    if start is None or begun is None:
        return ()
    if begun["field"] is None:
        found = _fields(start + len(begun["sign"]), cursor, begun["last"].lower(), fields)
    else:
        taken = {word.lower() for word in begun["values"].split(",")}
        field = field_meant(begun["field"], begun["last"], fields)
        values = _values(field, cursor, begun["last"].lower(), seen, fields)
        found = (each for each in values if each.value not in taken)
    return tuple(islice(found, SUGGESTIONS))


def _start(text: str, cursor: int) -> int | None:
    """Where the term before the cursor begins; None within quotes."""
    before = text[:cursor]
    if before.count('"') % 2:
        return None
    return max((place for place, letter in enumerate(before) if letter.isspace()), default=-1) + 1


def _fields(start: int, cursor: int, typed: str, fields: Fields) -> Iterator[SearchSuggestion]:
    for field in begun_fields(typed, names_of(fields)) if typed else ():
        name = spoken_field(field)
        yield SearchSuggestion(start, cursor, f"{name}:", name, _(FIELD_HINTS[field]))


def _values(field: str, cursor: int, typed: str, seen: Seen, fields: Fields) -> Iterator[SearchSuggestion]:
    if field not in fields or field in TEXT_FIELDS:
        return
    named = REASONS if field == "reason" else _known(field) if fields is PAYMENT_FIELDS else ()
    first = _DAYS[current().language] if field == "date" else _FIXED.get(field) or seen(field)
    for value in dict.fromkeys([*first, *named]):
        word = spoken_value(field, value)
        if any(fold(each).startswith(fold(typed)) for each in (word, value)) and word != typed:
            hint = _meaning(value) if field == "status" else ""
            if not re.search(r'[\s,"]', word):
                yield SearchSuggestion(cursor - len(typed), cursor, word, word, hint)


def _known(field: str) -> tuple[str, ...]:
    """Words that the reference names, whether or not a row has them."""
    if field == "3ds":
        return ("yes", "no", *answered("auth"))
    if field != "status":
        return ()
    return (*answered("payment"), *DERIVED[:4])


def _meaning(status: str) -> str:
    entry = statuses.status("payment", status)
    return entry.title if entry is not None else ""


_ALL_OF_IT = frozenset({"phone", "reason"})
"""Columns that may show in other words what a term asks for."""


class Highlighter:
    """Finds the parts of cells' texts that a search asked for."""

    def __init__(self, query: SearchQuery) -> None:
        self._asked = [term for term in query.terms if query and not term.exclude]
        self._wanted: dict[str | None, tuple[str, ...]] = {}

    def spans(self, text: str, column: str | None = None) -> tuple[Span, ...]:
        """The parts of a cell's text, in order, none overlapping.

        Words are marked in every cell, the value of a field only in the column (its key) that shows it.
        """
        if not self._asked:
            return ()
        if column in _ALL_OF_IT and any(_is_all_of_it(term, text, column) for term in self._asked):
            return ((0, len(text)),)
        wanted = self._wanted.get(column)
        if wanted is None:
            found = (word for term in self._asked for word in _wanted(term, column))
            wanted = self._wanted[column] = tuple(filter(None, found))
        if not wanted:
            return ()
        folded = fold(text)
        parts = [part for word in wanted if word in folded for part in _all(word, folded)]
        if not parts:
            return ()
        parts.sort()
        if not text.isascii():
            places = fold_places(text)
            parts = [(places[start][0], places[end - 1][1]) for start, end in parts]
        return tuple(_merged(iter(parts)))


def shows(term: Term, text: str, folded: str, column: str) -> bool:
    """Whether a term has a span in a cell, of which the text is known folded too."""
    if column in _ALL_OF_IT and _is_all_of_it(term, text, column):
        return True
    return any(word and word in folded for word in _wanted(term, column))


def _is_all_of_it(term: Term, text: str, column: str | None) -> bool:
    """Whether a cell shows in other words what a term asks for."""
    return (column == "phone" and _rings(term, text)) or (column == "reason" and term.field == "reason")


def _wanted(term: Term, column: str | None) -> Iterator[str]:
    """What a term asks for, folded, as a column may show it."""
    if term.field is None:
        yield from _as_shown(term.value, current().language)
    elif column in _COLUMNS.get(term.field, ()):
        if term.field == "status" and isinstance(term.condition, AnyOf):
            for status in (*term.condition.begins, *term.condition.whole):
                yield fold(_(status.replace("_", " ")))
        for value in (term.value,) if term.field in TEXT_FIELDS else term.value.split(","):
            word = fold(value).strip()
            yield word
            if "_" in word:  # a status is shown with blanks
                yield word.replace("_", " ")


@lru_cache(maxsize=64)
def _as_shown(word: str, _language: Language) -> frozenset[str]:
    """A word as cells may show it, folded."""
    return frozenset((fold(word), _amount_as_shown(word)))


def _amount_as_shown(word: str) -> str:
    """A word that is a piece of an amount, as cells show it in the language that is spoken, folded."""
    if current().language is Language.EN or not _AMOUNT_PIECE.fullmatch(word):
        return fold(word)
    return word.replace(",", " ").replace(".", decimal_mark())


def _rings(term: Term, number: str) -> bool:
    """Whether a term found this phone number: its spelling may be another."""
    told = term.field in {"phone", "customer"} or (term.field is None and term.condition is not None)
    return told and bool(digits := phone_digits(term.value)) and digits in phone_text(number)


def _all(wanted: str, text: str) -> Iterator[Span]:
    place = text.find(wanted)
    while place != -1:
        yield place, place + len(wanted)
        place = text.find(wanted, place + len(wanted))


def _merged(found: Iterator[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in found:
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last is not None:
                yield last
            last = (start, end)
    if last is not None:
        yield last
