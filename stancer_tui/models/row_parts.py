"""Which part of a payment's row a field reads.

A million payments have a few hundred different kinds and far fewer payers than payments: what is asked of a
kind or of a payer is asked once for all rows that share it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from stancer_tui.models.payment_row import ListedPayment


class Part(Enum):
    """The parts that a row is kept in."""

    KIND = auto()
    """Currency, status, answer, method, brand, country, 3-D Secure, mode, and what its refunds make of it."""
    PAYER = auto()
    """The customer, and the card or account with its holder and last characters."""
    WORDS = auto()
    """What is the payment's own and searched as text: order number, unique id, description."""
    ID = auto()
    """The payment's id."""
    AMOUNT = auto()
    """The amount, with the currency of its kind."""
    CREATED = auto()
    """When it was created."""


class PartFacet:
    """A facet of rows that reads nothing but `part` of them."""

    def __init__(self, part: Part, of: Callable[[Sequence[Any]], list[Any]]) -> None:
        self.part = part
        self.of = of

    def __call__(self, rows: Sequence[Any]) -> list[Any]:
        """What the field is for each row."""
        return self.of(rows)


class JoinedFacet:
    """A text of several parts, a line each; a piece that is looked for has no line's end in it."""

    def __init__(self, parts: tuple[PartFacet, ...]) -> None:
        self.parts = parts

    def __call__(self, rows: Sequence[Any]) -> list[Any]:
        """The lines of each row, put together."""
        texts = [part(rows) for part in self.parts]
        return ["\n".join(filter(None, lines)) for lines in zip(*texts, strict=True)]


class PartKey:
    """A sort key of rows that reads nothing but `part` of them."""

    def __init__(self, part: Part, of: Callable[[ListedPayment], Any]) -> None:
        self.part = part
        self.of = of

    def __call__(self, row: ListedPayment) -> Any:
        """What a row is sorted by; None where there is nothing to sort by."""
        return self.of(row)


@dataclass(frozen=True)
class TextKey:
    """A sort key that is made of one text of `part`: of the first of some fields that says something.

    Two with the same fields are the same key: where rows stand by it is kept.
    """

    part: Part
    fields: tuple[str, ...]
    of: Callable[[str | None], str | None]

    def __call__(self, row: ListedPayment) -> str | None:
        """What a row is sorted by; None where there is nothing to sort by."""
        return self.of_first(getattr(row, name, None) for name in self.fields)

    def of_first(self, values: Iterable[str | None]) -> str | None:
        """The key, from what the fields are."""
        value = None
        for value in values:
            if value:
                break
        return self.of(value)


class JoinedKey:
    """A sort key of two parts: by the first, and by the second where that is the same."""

    def __init__(self, first: PartKey, second: TextKey) -> None:
        self.first = first
        self.second = second

    def __call__(self, row: ListedPayment) -> Any:
        """What a row is sorted by; None where the first part has nothing to sort by."""
        first = self.first(row)
        return None if first is None else (first, self.second(row) or "")


class SearchText(NamedTuple):
    """The folded text that a typed word is compared with, by the parts that it comes from.

    `whole` gives the text of a row that is no payment.
    """

    kind: Callable[[Sequence[Any]], list[str]]
    payer: Callable[[Sequence[Any]], list[str]]
    words: Callable[[Sequence[Any]], list[str]]
    whole: Callable[[Any], str]

    def __call__(self, row: ListedPayment) -> str:
        """The whole text of one row."""
        return self.whole(row)


def sorts(part: Part) -> Callable[[Callable[[ListedPayment], Any]], PartKey]:
    """Say of a sort key which part of a row it reads."""
    return lambda key: PartKey(part, key)


def text_keys(keys: Iterable[object]) -> list[TextKey]:
    """The texts that some sort keys are made of, those of payers first: there are fewer of them."""
    found = [key.second if isinstance(key, JoinedKey) else key for key in keys]
    texts = dict.fromkeys(key for key in found if isinstance(key, TextKey))
    return sorted(texts, key=lambda key: key.part is not Part.PAYER)


def reads(part: Part) -> Callable[[Callable[[Sequence[Any]], list[Any]]], PartFacet]:
    """Say of a facet which part of a row it reads."""
    return lambda facet: PartFacet(part, facet)
