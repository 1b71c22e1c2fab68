"""The disputes of one payment are found in a list that has no filter for it."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Self

from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.pages import Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.moments import paris
from stancer_tui.models.payment import Payment
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.services.disputes import disputes_of

PAYMENT, DISPUTE = "paym_" + "a" * 24, "dspt_" + "a" * 24


async def test_a_disputed_payment_leads_to_its_dispute_and_another_to_none() -> None:
    settings = SandboxSettings(payments=400, now=FixedClock("2026-11-21T18:04:11+01:00"))
    app = create_app(settings)
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        page = await client.disputes.page(limit=3)
        dispute = page.items[1]
        payment = await client.payments.get(getattr(dispute, "payment", ""))
        assert isinstance(payment, Payment)
        found = await disputes_of(client, payment)
        assert [each.id for each in found] == [dispute.id]
        others = await client.payments.page(created=payment.created, limit=20)
        plain = next(each for each in others.items if getattr(each, "status", None) == "captured")
        assert isinstance(plain, Payment)
        assert await disputes_of(client, plain) == ()
    app.state.sandbox.close()


class _Disputes:
    """A list of one dispute, filtered by its date as the API filters."""

    def __init__(self, dispute: Dispute) -> None:
        self._dispute = dispute

    @property
    def disputes(self) -> Self:
        return self

    async def get(self, dispute_id: str) -> Dispute:
        raise NotImplementedError

    async def page(self, *, created: datetime | int | None = None, start: int = 0, limit: int = 100) -> Any:
        raise NotImplementedError

    async def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Dispute], None]:
        since = created.timestamp() if isinstance(created, datetime) else created or 0
        made = self._dispute.created
        items = (self._dispute,) if made is not None and made.timestamp() >= since else ()
        yield Page(items, True, 0, None, 100, has_more=False)


async def test_a_dispute_that_is_dated_by_the_day_of_its_payment_alone_is_found() -> None:
    paid = datetime(2026, 11, 20, 18, 4, tzinfo=paris())
    midnight = paid.replace(hour=0, minute=0)
    payment = Payment.read(
        {"id": PAYMENT, "amount": 5000, "currency": "eur", "created": int(paid.timestamp())}
    )
    dispute = Dispute.read(
        {"id": DISPUTE, "amount": 5000, "payment": PAYMENT, "created": int(midnight.timestamp())}
    )
    assert await disputes_of(_Disputes(dispute), payment) == (dispute,)
