"""The ties between payments of one person, normalised, and lookups of payments that share one."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stancer_tui.language import N_
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.models.row_parts import Part, PartFacet, reads
from stancer_tui.models.typed_text import cleaned
from stancer_tui.services.payments.duplicates import customers, instruments
from stancer_tui.services.search.phones import phone_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_lookup import PaymentLookup

Tie = Literal["customer", "e-mail", "phone", "card", "account", "name"]
"""What ties a payment to a person, the surest first."""

TIES: tuple[Tie, ...] = ("customer", "e-mail", "phone", "card", "account", "name")

MANY_NAMES = 3
"""A customer, an e-mail or a person with more names than this is called a group."""

TIE_WORDS: Mapping[Tie, str] = {
    "customer": N_("customer"),
    "e-mail": N_("e-mail"),
    "phone": N_("phone"),
    "card": N_("card"),
    "account": N_("account"),
    "name": N_("name"),
}
"""What ties payments, as a sentence names it: a message each."""

_MARKS = re.compile(r"[^\w]+|_")
_PHONE = re.compile(r"\+?[0-9 .()/\-\u00a0\u202f\u2009\u2010-\u2015]+")
_PLAIN = re.compile(r"\+(?!330)[1-9][0-9]{6,14}")
_FEWEST_DIGITS, _LONGEST_NUMBER = 6, 40
_LONGEST = 256
"""Characters of a name that are compared; no real name is longer."""


def phone_key(text: str | None) -> str | None:
    """A telephone number with its country, so that `06 39…` equals `+33 6 39…`; None for other texts."""
    if text and _PLAIN.fullmatch(text):  # the API's own form, for speed: a hundred thousand are read at once
        return text
    typed = _clean(text)
    if not typed or len(typed) > _LONGEST_NUMBER or not _PHONE.fullmatch(typed):
        return None
    key = phone_text(typed).partition("\n")[0]
    return key if len(key) >= _FEWEST_DIGITS else None


def email_key(text: str | None) -> str | None:
    """An e-mail address in lower case without outer blanks; None for other texts."""
    typed = _clean(text).lower()
    return typed if "@" in typed.strip("@") and " " not in typed else None


@lru_cache(maxsize=10_000)
def name_words(text: str | None) -> tuple[str, ...]:
    """The words of a name, folded and in order of the alphabet: "PHAM Rémi" and "Rémi Pham" are one."""
    return tuple(sorted(_MARKS.sub(" ", fold(_clean(text[:_LONGEST]))).split())) if text else ()


def name_of(row: PaymentRow) -> str | None:
    """The customer's name, else the one on the card or the account; blanks are no name."""
    name = row.customer_name
    if name and not name.isspace():
        return name
    name = row.holder
    return name if name and not name.isspace() else None


@reads(Part.PAYER)
def emails(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The e-mail of each row as it is compared."""
    return _each(email_key, [row.customer_email if type(row) is PaymentRow else None for row in rows])


@reads(Part.PAYER)
def phones(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The telephone number of each row as it is compared."""
    return _each(phone_key, [row.customer_mobile if type(row) is PaymentRow else None for row in rows])


@reads(Part.PAYER)
def names(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The words of the name of each row, as one text."""
    return _each(_words, [name_of(row) if type(row) is PaymentRow else None for row in rows])


@reads(Part.PAYER)
def holders(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The words of the name on the card or the account of each row, as one text."""
    return _each(_words, [row.holder if type(row) is PaymentRow else None for row in rows])


@reads(Part.PAYER)
def ends(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The last characters of the card or the account of each row."""
    return [row.last4 if type(row) is PaymentRow else None for row in rows]


def _clean(text: str | None) -> str:
    """The text without invisible characters, with a shortcut for the usual case."""
    if not text:
        return ""
    return text.strip() if text.isascii() and text.isprintable() else cleaned(text)


def _words(text: str | None) -> str | None:
    return " ".join(name_words(text)) or None


def _each(key: Callable[[str | None], str | None], texts: Sequence[str | None]) -> list[str | None]:
    """The key of each text, computed once for each different text."""
    made = {text: key(text) for text in set(texts)}
    return [made[text] for text in texts]


@dataclass(frozen=True, slots=True)
class SureTie:
    """A tie through which payments belong together, unless more than `names` names have it in common."""

    facet: PartFacet
    words: Tie
    names: int

    def value(self, row: PaymentRow) -> str | None:
        """The value of the tie in a payment."""
        found: str | None = self.facet((row,))[0]
        return found

    def tie(self, value: str) -> Tie:
        """The tie for a value: an instrument is a card or an account."""
        return "account" if self.words == "card" and value.startswith(Kind.SEPA) else self.words


SURE = (
    SureTie(customers, "customer", MANY_NAMES),
    SureTie(emails, "e-mail", MANY_NAMES),
    # Families and companies share these.
    SureTie(phones, "phone", 1),
    SureTie(instruments, "card", 1),
)
"""The sure ties, the surest first."""


class KnownRows:
    """Looks up the rows of an index that share a value, each value once."""

    def __init__(self, index: PaymentIndex) -> None:
        self._index = index
        self._lookup = PaymentLookup(index.rows)
        self._slots: dict[PartFacet, dict[str, list[int]]] = {}

    def slots(self, facet: PartFacet, value: str) -> list[int]:
        """The slots with this value."""
        known = self._slots.setdefault(facet, {})
        if value not in known:
            known[value] = self._lookup.slots(facet, value)
        return known[value]

    def newest(self, facet: PartFacet, value: str, many: int) -> tuple[list[PaymentRow], int]:
        """The newest of the rows with this value, and how many older ones there are."""
        chosen, count = self._lookup.newest(facet, value, many)
        found = (self._index.rows[slot] for slot in chosen)
        return [row for row in found if isinstance(row, PaymentRow)], count - len(chosen)

    def rows(self, facet: PartFacet, value: str) -> list[PaymentRow]:
        """The rows with this value."""
        found = (self._index.rows[slot] for slot in self.slots(facet, value))
        return [row for row in found if isinstance(row, PaymentRow)]


def different_names(rows: Iterable[PaymentRow], enough: int) -> tuple[str, ...]:
    """The names of rows that are not spellings of one another, at most `enough` of them."""
    spelled: dict[tuple[str, ...], str] = {}
    for text in {name for row in rows if (name := name_of(row))}:
        if words := name_words(text):
            spelled.setdefault(words, text)
    kept: list[tuple[str, ...]] = []
    # The longest first: "R. Pham" is then a spelling of the "Rémi Pham" that is kept.
    for words in sorted(spelled, key=lambda each: (-sum(map(len, each)), each)):
        if not any(alike(words, other) for other in kept):
            kept.append(words)
            if len(kept) >= enough:
                break
    return tuple(spelled[words] for words in kept)


def alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names may be spellings of one: every word of the shorter one is in the other.

    A single letter stands for a word that begins with it; one word at least must be whole.
    """
    short, long = sorted((words, others), key=len)
    left, whole = list(long), False
    for word in sorted(short, key=len, reverse=True):
        found = word if word in left else next((each for each in left if _initial(word, each)), None)
        if found is None:
            return False
        whole = whole or (found == word and len(word) > 1)
        left.remove(found)
    return whole


def _initial(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) == 1 and long.startswith(short)
