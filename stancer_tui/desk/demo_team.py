"""The demo's team: two invented colleagues on one ledger, who note, claim, refund and ask for approval."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from stancer_tui.models.mode import Mode
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger

if TYPE_CHECKING:
    from stancer_tui.api import StancerClient
    from stancer_tui.models.payment import Payment
    from stancer_tui.services.clock import Clock

COLLEAGUES = {"nadia": "Nadia Perrin", "karim": "Karim Haddad"}

NOTES = (
    "Customer called: the parcel arrived damaged. Waiting for a photo.",
    "Asked the bank for the reason. Nothing to do on our side until Monday.",
    "Ordered twice by mistake, says the customer. One of the two stays.",
    "Called back at 14:00, no answer. Trying again tomorrow.",
)

REASONS = ("customer_request", "not_delivered", "goodwill")
"""Why the colleagues give money back."""

PAUSE = (12.0, 30.0)
"""Seconds between two steps of the colleagues."""

_REFUNDABLE = 1_000
"""Minor units from which a payment is worth a part refund."""

_ALONE = 2_000
"""Minor units of a euro up to which a colleague refunds without a second agent."""

_NEWEST = 40
"""Payments among which the colleagues choose."""


class TeamLedger(SqliteLedger):
    """The ledger of one agent of the demo's team; all agents use the same file."""

    shared = True

    def __init__(self, journal: Journal, desks: "list[TeamLedger]") -> None:
        super().__init__(journal)
        self._desks = desks
        desks.append(self)

    def agents(self) -> Mapping[str, str]:
        """The visitor and the colleagues."""
        return {each.me: COLLEAGUES.get(each.me, each.me) for each in self._desks}

    async def alive(self, owner: Owner) -> bool | None:
        """Whether `owner` is a desk of this team; these run as long as the demo."""
        return any(each.owner == owner for each in self._desks)

    def tell(self, change: LedgerChange) -> None:
        """Tell the listeners of every desk."""
        for desk in self._desks:
            super(TeamLedger, desk).tell(replace(change, here=change.here and desk is self))


class Colleague:
    """One colleague in one mode, with a desk of their own on the demo's sandbox; `now` is its clock."""

    def __init__(
        self,
        ledger: TeamLedger,
        client: "StancerClient",
        mode: Mode,
        clock: "Clock",
        now: Callable[[], datetime],
    ) -> None:
        from stancer_tui.services.refunds.offer import RefundPolicy
        from stancer_tui.services.refunds.service import RefundsService

        self.ledger = ledger
        self._client = client
        self._mode = mode
        self._now = now
        self._refunds: RefundsService = RefundsService(
            client.refunds,
            ledger,
            clock,
            policy=RefundPolicy(mode.live, approval_above={"eur": _ALONE}),
            key_fingerprint="0" * 12,
        )

    async def take(self, payment: "Payment") -> None:
        """Claim a payment."""
        await self.ledger.claims.take(self._mode.live, payment.id, self.ledger.me, at=self._now())

    async def note(self, payment: "Payment", text: str) -> None:
        """Write a note on a payment."""
        await self.ledger.notes.add(self._mode.live, payment.id, text, at=self._now())

    async def let_go(self, payment: "Payment") -> None:
        """Release the claim on a payment."""
        await self.ledger.claims.release(self._mode.live, payment.id, at=self._now())

    async def refund(self, payment: "Payment") -> None:
        """Refund a part of a payment, as far as it can be refunded."""
        await self._confirm(payment, min(payment.amount // 4, _ALONE), asks=False)

    async def ask(self, payment: "Payment") -> None:
        """Ask for a refund of a whole payment, which the visitor may approve; at most one waits."""
        if not await self._refunds.approvals.waiting():
            await self._confirm(payment, payment.amount, asks=True)

    async def _confirm(self, payment: "Payment", amount: int, *, asks: bool) -> None:
        from stancer_tui.services.refunds.errors import RefundNotBegun

        offer = await self._refunds.prepare(payment.id)
        if offer.consents or offer.refusal(amount) is not None or offer.needs_approval(amount) is not asks:
            return
        try:
            reason = REASONS[payment.amount % len(REASONS)]
            await self._refunds.confirm(offer, amount, ticket="T-20417", reason=reason)
        except RefundNotBegun:
            return  # for instance, the visitor has refunded it meanwhile

    async def aclose(self) -> None:
        """Leave the desk."""
        await self._refunds.aclose()


class Colleagues:
    """Both colleagues in one mode; they take one step after each pause until they are closed."""

    def __init__(
        self,
        members: Sequence[Colleague],
        client: "StancerClient",
        clock: "Clock",
        now: Callable[[], datetime],
        seed: int,
    ) -> None:
        self._members = members
        self._client = client
        self._clock = clock
        self._now = now
        self._chance = Random(seed)  # noqa: S311  # what an invented colleague does next is no secret
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work."""
        self._task = asyncio.create_task(self._work(), name="colleagues of the demo")

    async def _work(self) -> None:
        from stancer_tui.api.errors import ApiError
        from stancer_tui.store.errors import LedgerUnavailable

        number = 0
        while True:
            await self._clock.sleep(self._chance.uniform(*PAUSE))
            try:
                await self.step(number)
            except (ApiError, LedgerUnavailable):
                continue  # a fault of the sandbox, or a journal that is locked: they try something else later
            number += 1

    async def step(self, number: int) -> None:
        """One colleague claims and notes a payment, then refunds it, asks for that, or releases it."""
        asks = number % 6 == 3
        payment = await self._find(_ALONE + 1 if asks else _REFUNDABLE)
        if payment is None:
            return
        colleague = self._members[number % len(self._members)]
        await colleague.take(payment)
        await colleague.note(payment, NOTES[number % len(NOTES)])
        if number % 3 == 1:
            await colleague.refund(payment)
        elif number % 3 == 2:
            await colleague.let_go(payment)
        elif asks:
            await colleague.ask(payment)

    async def _find(self, least: int) -> "Payment | None":
        """A recent captured payment of at least that amount, without refunds."""
        from stancer_tui.models.payment import Payment

        page = await self._client.payments.page(created=self._now() - timedelta(days=1), limit=_NEWEST)
        found = [
            each
            for each in page.items
            if isinstance(each, Payment)
            and each.status == "captured"
            and each.amount >= least
            and not each.refunds
        ]
        return self._chance.choice(found) if found else None

    async def aclose(self) -> None:
        """Stop working, and leave the desks."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for member in self._members:
            await member.aclose()
        await self._client.aclose()


class DemoTeam:
    """The ledgers of the visitor and of the colleagues, and what the colleagues do in each mode."""

    def __init__(self, journal: Path, *, now: Callable[[], datetime], seed: int) -> None:
        me = this_process()
        desks: list[TeamLedger] = []
        self.ledger = TeamLedger(Journal(journal, account="", owner=me), desks)
        self._others = [
            TeamLedger(Journal(journal, account="", owner=replace(me, user=name)), desks)
            for name in COLLEAGUES
        ]
        self._now = now
        self._seed = seed
        self.working: list[Colleagues] = []

    def join(self, client: "StancerClient", mode: Mode, clock: "Clock | None" = None) -> Colleagues:
        """Both colleagues in a mode, with a client of their own; they do nothing before `start`."""
        from stancer_tui.services.clock import SystemClock

        clock = clock or SystemClock()
        members = [Colleague(ledger, client, mode, clock, self._now) for ledger in self._others]
        colleagues = Colleagues(members, client, clock, self._now, self._seed)
        self.working.append(colleagues)
        return colleagues

    async def aclose(self) -> None:
        """Stop the colleagues; the visitor's ledger is closed by its desk."""
        for colleagues in self.working:
            await colleagues.aclose()
        for ledger in self._others:
            await ledger.aclose()
