"""A source of payments that lists them as v1 does: oldest first, from `created` on, without an end."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from stancer_tui.api.pages import Page
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import UnreadableItem, UnreadableRow

T = TypeVar("T")


@dataclass
class FakePayments:
    """Payments as JSON objects in pages of `size`; `fails_at` maps a page (since, number) to an error."""

    items: list[dict[str, Any]]
    size: int = 3
    fails_at: dict[tuple[int, int], Exception] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=list)
    open_walks: int = 0

    async def get(self, payment_id: str) -> Payment:
        return Payment.read(next(item for item in self.items if item["id"] == payment_id))

    async def walk(
        self,
        *,
        created: datetime | int | None = None,
        read: Callable[[object], T],
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        read_page: Callable[[bytes], Any] | None = None,
    ) -> AsyncIterator[Page[T]]:
        assert sum(given is not None for given in (created, order_id, unique_id)) == 1
        since = int(created.timestamp()) if isinstance(created, datetime) else created or 0
        found = sorted(
            (item for item in self.items if self._hit(item, since, order_id, unique_id)),
            key=lambda item: item["created"] or 0,
        )
        self.open_walks += 1
        try:
            for number, start in enumerate(range(0, len(found), self.size)):
                self.asked.append((since, number))
                if (since, number) in self.fails_at:
                    raise self.fails_at[since, number]
                rows = tuple(_read(read, item) for item in found[start : start + self.size])
                yield Page(
                    rows, False, start, start + len(rows) - 1, self.size, start + len(rows) < len(found)
                )
        finally:
            self.open_walks -= 1

    @staticmethod
    def _hit(item: dict[str, Any], since: int, order_id: str | None, unique_id: str | None) -> bool:
        if order_id is not None:
            return bool(item["order_id"] == order_id)
        if unique_id is not None:
            return bool(item.get("unique_id") == unique_id)
        return item["created"] is None or item["created"] >= since


@dataclass
class FakeClient:
    """A client that has nothing but payments."""

    payments: FakePayments


def _read(read: Callable[[object], T], item: dict[str, Any]) -> T | UnreadableRow:
    try:
        return read(item)
    except UnreadableItem as error:
        return UnreadableRow(item.get("id"), str(error), item.get("created"))
