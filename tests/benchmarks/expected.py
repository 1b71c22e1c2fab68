"""What a list of the benchmark's payments must show: which of them match, in which order, and its lines.

It is worked out from the payments themselves, beside the program: a list counts as painted only when its
lines are the right ones. A line is known by what is read in it (amount and status, method and code where they
have room), and lines together by their neighbours.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from stancer_tui.models.folding import fold
from stancer_tui.models.payment_row import payment_row
from stancer_tui.render.search_text import search_text
from tests.benchmarks.payments import items
from tests.benchmarks.screen import Screen

STATUSES = ("captured", "to capture", "refused")
CHUNK = 20_000
_LINE = re.compile(
    r"│[› ].*?(?P<amount>[\d,]+\.\d\d) EUR  \S (?P<status>captured|to capture|refused) "
    r"(?: *(?P<brand>mc|visa|sepa) ··(?P<last4>\d{4}))?(?: +(?P<code>\d\d)(?= ))?"
)
_COUNTS = re.compile(r"· ([\d,]+) of [\d,]+")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a list says; None is what had no room."""

    amount: int
    status: str
    end: str | None
    code: str | None


def shown(screen: Screen) -> tuple[list[Line], int]:
    """The lines of the list on the screen, and how many it has room for (0 where there is no list)."""
    lines = screen.lines
    head = next((place for place, line in enumerate(lines) if "Amount" in line and "Status" in line), None)
    if head is None:
        return [], 0
    feet = (place for place in range(head, len(lines)) if lines[place].startswith("╰"))
    foot = next(feet, len(lines))
    found = [_LINE.match(line) for line in lines[head + 1 : foot]]
    return [_line(each) for each in found if each is not None], foot - head - 1


def under_cursor(screen: Screen) -> Line | None:
    """The line of the list that has the cursor."""
    found = (_LINE.match(line) for line in screen.lines if line.startswith("│›"))
    return next((_line(each) for each in found if each is not None), None)


def total(screen: Screen) -> int | None:
    """How many rows the title says there are."""
    found = _COUNTS.search(screen.lines[1])
    return int(found[1].replace(",", "")) if found else None


def _line(found: re.Match[str]) -> Line:
    amount = int(found["amount"].replace(",", "").replace(".", ""))
    end = f"{found['brand']} {found['last4']}" if found["brand"] else None
    return Line(amount, found["status"], end, found["code"])


@dataclass(slots=True)
class Order:
    """Payments in an order: their numbers, the newest of all being 0."""

    numbers: Sequence[int]
    _places: "array[int] | None" = None

    def place(self, number: int) -> int | None:
        """Where a payment stands."""
        if self._places is None:  # in ascending order, as hits are
            place = bisect_left(self.numbers, number)
            return place if self.numbers[place : place + 1] and self.numbers[place] == number else None
        return self._places[number]

    def after(self, number: int) -> int:
        """The next payment; the last one itself."""
        place = self.place(number)
        return number if place is None else self.numbers[min(place + 1, len(self.numbers) - 1)]

    @classmethod
    def by(cls, count: int, key: Callable[[int], object], *, descending: bool = False) -> "Order":
        """Every payment, sorted; equal ones newest first."""
        numbers = array("I", sorted(range(count), key=key, reverse=descending))  # type: ignore[arg-type] # any key that compares
        places = array("I", bytes(4 * count))
        for place, number in enumerate(numbers):
            places[number] = place
        return cls(numbers, places)


@dataclass(slots=True)
class Expected:
    """The payments of one server, by number, and the hits of each search."""

    amounts: "array[int]" = field(default_factory=lambda: array("I"))
    statuses: bytearray = field(default_factory=bytearray)
    codes: "array[int]" = field(default_factory=lambda: array("B"))
    ends: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    hits: dict[str, Order] = field(default_factory=dict)
    alike: "dict[tuple[int, str], array[int]]" = field(default_factory=dict)
    """The payments of each amount and status, newest first."""

    @classmethod
    def of(cls, count: int, queries: Iterable[str]) -> "Expected":
        """Of so many payments; the queries are words, and words with `!` that must not be there."""
        made = cls()
        typed = [query[: end + 1] for query in queries for end in range(len(query))]
        found = {each: array("I") for each in typed}
        known: dict[str, str] = {}
        texts: list[str] = []
        for number, item in enumerate(items(count)):
            row = payment_row(item)
            status = STATUSES.index(item["status"].replace("_", " "))
            end = f"{'mc' if row.brand == 'mastercard' else row.brand or row.method} {row.last4}"
            made.amounts.append(item["amount"])
            made.statuses.append(status)
            made.codes.append(int(item["response"]))
            made.ends.append(known.setdefault(end, end))
            made.names.append(known.setdefault(name := item["customer"]["name"], name))
            made.alike.setdefault((item["amount"], STATUSES[status]), array("I")).append(number)
            texts.append(search_text(row))
            if len(texts) == CHUNK:
                _search(texts, number + 1 - CHUNK, typed, found)
                texts.clear()
        _search(texts, count - len(texts), typed, found)
        made.hits = {each: Order(numbers) for each, numbers in found.items()}
        return made

    def orders(self) -> dict[str, Order]:
        """Every payment by each sorting that is measured, one after the other from newest first on.

        The direction is that which the desk offers then: the other one of the column that it is sorted by.
        """
        count, words = len(self.amounts), {name: _spelled(name) for name in set(self.names)}
        return {
            "Created": Order.by(count, lambda number: -number),
            "Amount": Order.by(count, self.amounts.__getitem__, descending=True),
            "Customer": Order.by(count, lambda number: words[self.names[number]]),
            "Code": Order.by(count, self.codes.__getitem__),
        }

    def stretch(self, lines: Sequence[Line], order: Order) -> int | None:
        """Where in an order these lines stand one below the other; None where they do not, or are none."""
        if not lines:
            return None
        for number in self.alike.get((lines[0].amount, lines[0].status), ()):
            place = order.place(number)
            if place is None or place + len(lines) > len(order.numbers):
                continue
            following = order.numbers[place : place + len(lines)]
            if all(self.is_line(line, each) for line, each in zip(lines, following, strict=True)):
                return place
        return None

    def is_line(self, line: Line, number: int) -> bool:
        """Whether a line may be this payment's."""
        return (
            line.amount == self.amounts[number]
            and line.status == STATUSES[self.statuses[number]]
            and line.end in {None, self.ends[number]}
            and line.code in {None, f"{self.codes[number]:02d}"}
        )


def _search(texts: Sequence[str], first: int, typed: Sequence[str], found: "dict[str, array[int]]") -> None:
    """Add the hits among some texts, whose first is the payment of that number."""
    before, hits = "", list(range(len(texts)))
    for query in dict.fromkeys(typed):
        narrower = query.startswith(before) and "!" not in query
        words = fold(query).split()
        wanted = [word for word in words if not word.startswith("!")]
        unwanted = [word[1:] for word in words if word.startswith("!") and len(word) > 1]
        base = hits if narrower else range(len(texts))
        hits = [
            place
            for place in base
            if all(word in texts[place] for word in wanted)
            and not any(word in texts[place] for word in unwanted)
        ]
        found[query].extend(first + place for place in hits)
        before = query


def _spelled(name: str) -> str:
    """A name as it is sorted: without accents and case."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
