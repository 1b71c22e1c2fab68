"""Which part of a payment's row a search facet or a sort key reads.

A million payments have a few hundred different kinds and far fewer payers than payments: a facet or key that
reads only the kind or the payer is computed once for all rows that share it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from stancer_tui.models.payment_row import ListedPayment


class Part(Enum):
    """The parts that a row is stored in."""

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
    """A search facet that reads only `part` of a row; `of` gives its value for each row."""

    def __init__(self, part: Part, of: Callable[[Sequence[Any]], list[Any]]) -> None:
        self.part = part
        self.of = of

    def __call__(self, rows: Sequence[Any]) -> list[Any]:
        """The value for each row."""
        return self.of(rows)


class JoinedFacet:
    """The texts of several facets, one a line; no searched text contains a line break."""

    def __init__(self, parts: tuple[PartFacet, ...]) -> None:
        self.parts = parts

    def __call__(self, rows: Sequence[Any]) -> list[Any]:
        """The joined text of each row."""
        texts = [part(rows) for part in self.parts]
        return ["\n".join(filter(None, lines)) for lines in zip(*texts, strict=True)]


class PartKey:
    """A sort key that reads only `part` of a row."""

    def __init__(self, part: Part, of: Callable[[ListedPayment], Any]) -> None:
        self.part = part
        self.of = of

    def __call__(self, row: ListedPayment) -> Any:
        """What a row is sorted by; None where there is nothing to sort by."""
        return self.of(row)


@dataclass(frozen=True)
class TextKey:
    """A sort key made of one text of `part`: the first of `fields` that is not empty, passed to `of`.

    Keys with the same fields are equal, so the order of the rows by such a key is kept and reused.
    """

    part: Part
    fields: tuple[str, ...]
    of: Callable[[str | None], str | None]

    def __call__(self, row: ListedPayment) -> str | None:
        """What a row is sorted by; None where there is nothing to sort by."""
        return self.of_first(getattr(row, name, None) for name in self.fields)

    def of_first(self, values: Iterable[str | None]) -> str | None:
        """The key, from the values of the fields."""
        value = None
        for value in values:
            if value:
                break
        return self.of(value)


class JoinedKey:
    """A sort key of two parts: by the first, and by the second where the first is equal."""

    def __init__(self, first: PartKey, second: TextKey) -> None:
        self.first = first
        self.second = second

    def __call__(self, row: ListedPayment) -> Any:
        """What a row is sorted by; None where the first part has nothing to sort by."""
        first = self.first(row)
        return None if first is None else (first, self.second(row) or "")


class SearchText(NamedTuple):
    """The folded text that a typed word is compared with, by the parts that it comes from.

    `whole` gives the text of one row, also of an unreadable one.
    """

    kind: Callable[[Sequence[Any]], list[str]]
    payer: Callable[[Sequence[Any]], list[str]]
    words: Callable[[Sequence[Any]], list[str]]
    whole: Callable[[Any], str]

    def __call__(self, row: ListedPayment) -> str:
        """The whole text of one row."""
        return self.whole(row)


def sorts(part: Part) -> Callable[[Callable[[ListedPayment], Any]], PartKey]:
    """Decorate a sort key that reads only `part` of a row."""
    return lambda key: PartKey(part, key)


def text_keys(keys: Iterable[object]) -> list[TextKey]:
    """The text keys in `keys`, each once, those of payers first: there are fewer payers than payments."""
    found = [key.second if isinstance(key, JoinedKey) else key for key in keys]
    texts = dict.fromkeys(key for key in found if isinstance(key, TextKey))
    return sorted(texts, key=lambda key: key.part is not Part.PAYER)


def reads(part: Part) -> Callable[[Callable[[Sequence[Any]], list[Any]]], PartFacet]:
    """Decorate a facet that reads only `part` of a row."""
    return lambda facet: PartFacet(part, facet)
