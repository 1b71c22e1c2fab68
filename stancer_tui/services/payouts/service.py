"""Reads payouts and their members, and finds the payout of a payment."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from stancer_tui.api.pages import Page
from stancer_tui.language import _
from stancer_tui.models.moments import in_zone, instant_of, paris
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow
from stancer_tui.models.payout import Payout
from stancer_tui.services.payments.duplicates import NOT_CHARGED
from stancer_tui.services.payments.window_walk import within
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.payouts.members import Member, MemberKind, reader

FOLLOWS = timedelta(days=45)
"""How long after a payment its payout is looked for."""

FRESH = timedelta(minutes=1)
"""How long a payout counts as fresh after it was read."""

T = TypeVar("T")


class PayoutSource(Protocol):
    """What is needed of the API's payouts."""

    async def get(self, payout_id: str) -> Payout:
        """One payout."""
        ...

    def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Payout], None]:
        """Pages in order, oldest first."""
        ...

    def walk_members(
        self,
        payout_id: str,
        kind: str,
        *,
        read: Callable[[object], T],
        created: datetime | int | None = None,
        first: int = 0,
    ) -> AsyncGenerator[Page[T], None]:
        """Pages of the members of a kind, oldest first."""
        ...


class PayoutsClient(Protocol):
    """What is needed of the API."""

    @property
    def payouts(self) -> PayoutSource:
        """Its payouts."""
        ...


@dataclass(frozen=True, slots=True)
class SearchStep:
    """A payout that is being searched, number `number` of `of`; `found` when it holds the payment."""

    payout: Payout
    number: int
    of: int
    found: bool


class PayoutsService:
    """Reads payouts, and remembers for as long as the desk is open which payment is in which."""

    def __init__(self, client: PayoutsClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._read_at: dict[str, datetime] = {}
        self._payout_of: dict[str, str] = {}
        self._searched: set[tuple[str, str]] = set()

    async def load(self, window: Window) -> AsyncGenerator[tuple[Payout | UnreadableRow, ...], None]:
        """The payouts of a window, oldest first, page by page; raises `ApiError`."""
        async with aclosing(within(self._client.payouts.walk(created=window.since), window)) as pages:
            async for items in pages:
                self._remember(items)
                yield items

    async def get(self, payout_id: str) -> Payout:
        """One payout, read afresh; raises `NotFound`."""
        payout = await self._client.payouts.get(payout_id)
        self._remember((payout,))
        return payout

    def fresh(self, payout_id: str) -> bool:
        """Whether a payout was read within `FRESH`."""
        read = self._read_at.get(payout_id)
        return read is not None and self._clock() - read < FRESH

    async def members(
        self, payout_id: str, kind: MemberKind, *, first: int = 0, created: int | None = None
    ) -> AsyncGenerator[tuple[Member | UnreadableRow, ...], None]:
        """The members of a kind, oldest first, page by page, from offset `first` on; raises `ApiError`."""
        walking = self._client.payouts.walk_members(
            payout_id, kind, read=reader(kind), created=created, first=first
        )
        async with aclosing(walking) as pages:
            async for page in pages:
                if kind is MemberKind.PAYMENTS:
                    known = (item.id for item in page.items if isinstance(item, Member))
                    self._payout_of.update(dict.fromkeys(known, payout_id))
                yield page.items

    async def find(
        self, payment: PaymentRow, paid: datetime | None = None
    ) -> AsyncGenerator[SearchStep, None]:
        """Look for the payout that holds a payment, among the payouts made after it, the likeliest first.

        `paid` is the payment's own `date_paym`, if known. Ends at the payout that holds it, or when none is
        left; nothing is searched for a payment without a date. Raises `ApiError`.
        """
        known = self._payout_of.get(payment.id)
        if known is not None:
            # Its members are known, but its status may have changed.
            yield SearchStep(await self.get(known), 1, 1, found=True)
            return
        if payment.created is None:
            return
        made = instant_of(payment.created)
        candidates = await self._candidates(made, paid or made)
        for number, payout in enumerate(candidates, 1):
            yield SearchStep(payout, number, len(candidates), found=False)
            if await self._holds(payout, payment):
                yield SearchStep(payout, number, len(candidates), found=True)
                return

    async def _candidates(self, made: datetime, paid: datetime) -> list[Payout]:
        """The payouts made after a payment, those with the nearest day first."""
        found: list[Payout] = []
        async with aclosing(self.load(Window(made, made + FOLLOWS, ""))) as pages:
            async for items in pages:
                found += [item for item in items if isinstance(item, Payout)]

        def far(payout: Payout) -> tuple[int, bool]:
            of = payout.date_paym or payout.created or paid
            days = _day(of) - _day(paid)
            return abs(days), days < 0

        return sorted(found, key=far)

    async def _holds(self, payout: Payout, payment: PaymentRow) -> bool:
        """Whether a payment is in a payout, whose members are read from the payment's date on."""
        if (payment.id, payout.id) in self._searched:
            return False
        pages = self.members(payout.id, MemberKind.PAYMENTS, created=payment.created)
        async with aclosing(pages) as reading:
            async for items in reading:
                if any(item.id == payment.id for item in items):
                    return True
                last = max((item.created or 0 for item in items), default=0)
                if payment.created is not None and last > payment.created:
                    break
        self._searched.add((payment.id, payout.id))
        return False

    def _remember(self, items: tuple[Payout | UnreadableRow, ...]) -> None:
        now = self._clock()
        self._read_at.update({item.id: now for item in items if isinstance(item, Payout)})


def why_in_none(status: str | None) -> str | None:
    """Why a payment with this status is in no payout; None where it may be in one."""
    if status in NOT_CHARGED:
        return _("No money was taken with this payment, so no payout holds it.")
    if status in {"authorized", "to_capture", "capture_sent"}:
        return _("This payment is not captured yet. A payout holds it once it is.")
    return None


def _day(at: datetime) -> int:
    return in_zone(at, paris()).toordinal()
