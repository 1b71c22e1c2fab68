"""What a list is a list of, and what is said of the rows that the agent marked."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from stancer_tui.language import _, grouped, ngettext

if TYPE_CHECKING:
    from stancer_tui.models.money import Money
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.render.export import ExportColumn

R = TypeVar("R")


class RowKind(NamedTuple, Generic[R]):
    """`noun` names several rows, `money` is what a row is worth, `export` are the columns of a file of them.

    `no_amount` names rows whose amount nobody knows, where that is worth a word. `payment` is the payment
    that a row is, or is about, as far as it was read. `ids` are the objects whose notes and claims it shows.
    """

    noun: str
    money: "Callable[[R], Money | None]"
    export: "Callable[[], Sequence[ExportColumn[R]]]"
    no_amount: str = ""
    payment: "Callable[[R], PaymentRow | None]" = lambda _row: None
    ids: Callable[[R], Collection[str]] = lambda _row: ()

    def marked_words(self, rows: Sequence[R], hidden: str) -> str:
        """How many are marked, in words how many of them are `hidden`, and their sum in each currency."""
        if not rows:
            return ""
        from stancer_tui.render.money import money

        count = ngettext("{count} marked", "{count} marked", len(rows), count=grouped(len(rows)))
        marked = ", ".join(filter(None, (count, hidden)))
        sums = (money(each) for each in _sums(filter(None, map(self.money, rows))))
        return " · ".join(filter(None, (marked, *sums, self.unknown(rows))))

    def unknown(self, rows: Sequence[R]) -> str:
        """How many rows have no known amount, where that is worth a word."""
        count = sum(self.money(row) is None for row in rows)
        return f"{grouped(count)} {_(self.no_amount)}" if count and self.no_amount else ""


def _sums(amounts: "Iterable[Money]") -> "list[Money]":
    """The sum in each currency, in the order in which they come: currencies are never added up."""
    sums: dict[str, Money] = {}
    for each in amounts:
        known = sums.get(each.currency)
        sums[each.currency] = each if known is None else known + each
    return list(sums.values())
