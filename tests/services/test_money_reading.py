"""Reading disputes and payouts: where a window ends, payments a few at a time, which payout comes first."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stancer_tui.api.errors import ApiError, NotFound, RateLimited
from stancer_tui.api.pages import Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment_row import UnreadableRow, payment_row
from stancer_tui.models.payout import Payout
from stancer_tui.render.disputes import date_or_day
from stancer_tui.services.payments.by_ids import AT_ONCE, payments_by_ids
from stancer_tui.services.payments.window_walk import within
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.payouts.service import PayoutsService, why_in_none
from tests.ui.desks.ticket_shop import pay
from tests.ui.driving import NOW, PARIS

START = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MADE = int((START + 1.2 * DAY).timestamp())


def dispute(day: int) -> Dispute:
    return Dispute.read({"id": f"dspt_{day}", "amount": 1, "created": int((START + day * DAY).timestamp())})


def page(*items: Any, more: bool = True) -> Page[Any]:
    return Page(tuple(items), None, 0, None, 100, has_more=more)


async def test_a_window_ends_with_the_page_in_which_the_first_later_item_stands() -> None:
    asked: list[int] = []

    async def pages() -> AsyncGenerator[Page[Dispute], None]:
        for number in range(4):
            asked.append(number)
            yield page(dispute(2 * number), dispute(2 * number + 1))

    window = Window(START, START + 3 * DAY, "")
    found = [item.id async for items in within(pages(), window) for item in items]
    assert found == ["dspt_0", "dspt_1", "dspt_2"]
    assert asked == [0, 1]


async def test_what_has_no_date_is_kept() -> None:
    async def pages() -> AsyncGenerator[Page[Dispute], None]:
        yield page(Dispute.read({"id": "dspt_x", "amount": 1}), UnreadableRow("bad", "why", created=None))

    window = Window(START, START + DAY, "")
    assert [item.id async for items in within(pages(), window) for item in items] == ["dspt_x", "bad"]


class Payments:
    """Answers payments, so many at a time; `refuse` names those that fail."""

    def __init__(self, refuse: dict[str, ApiError] | None = None) -> None:
        self.refuse = refuse or {}
        self.asked: list[str] = []
        self.together = self.most = 0

    async def get(self, payment_id: str) -> Any:
        self.asked.append(payment_id)
        self.together += 1
        self.most = max(self.most, self.together)
        await asyncio.sleep(0)
        self.together -= 1
        if payment_id in self.refuse:
            raise self.refuse[payment_id]
        return payment_id


class Client:
    def __init__(self, **resources: Any) -> None:
        self.disputes: Any = resources.get("disputes")
        self.payments: Any = resources.get("payments")
        self.payouts: Any = resources.get("payouts")


async def test_payments_are_read_a_few_at_a_time_and_errors_are_answers() -> None:
    payments = Payments({"p3": NotFound("gone")})
    answers = {each async for each in payments_by_ids(payments.get, (f"p{number}" for number in range(10)))}
    assert payments.most == AT_ONCE
    assert len(answers) == 10
    assert [key for key, answer in answers if isinstance(answer, NotFound)] == ["p3"]


async def test_an_api_that_asks_for_fewer_requests_is_asked_no_more() -> None:
    payments = Payments({"p1": RateLimited("slow down")})
    answers = [each async for each in payments_by_ids(payments.get, (f"p{number}" for number in range(10)))]
    assert len(answers) == len(payments.asked) == AT_ONCE


class Payouts:
    """Payouts of days, of which one holds the payment; whether `created` is heeded can be chosen."""

    def __init__(self, holder: str, *, heeds: bool = True) -> None:
        self.holder, self.heeds = holder, heeds
        self.looked: list[str] = []
        self.members = [pay(f"m{number}x", 0, created=MADE + number) for number in range(5)]

    async def get(self, payout_id: str) -> Payout:
        return payout(payout_id.removeprefix("pout_"))

    async def walk(self, *, created: Any = None) -> AsyncGenerator[Page[Payout], None]:
        yield page(*(payout(name) for name in ("2", "3", "4", "9")), more=False)

    async def walk_members(
        self, payout_id: str, kind: str, *, read: Callable[[object], Any], created: Any = None, first: int = 0
    ) -> AsyncGenerator[Page[Any], None]:
        self.looked.append(payout_id)
        items = self.members if payout_id == self.holder else []
        for item in items:
            if not self.heeds or created is None or item["created"] >= created:
                yield page(read(item))


def payout(day: str) -> Payout:
    at = int((START + int(day) * DAY).timestamp())
    return Payout.read({"id": f"pout_{day}", "amount": 1, "created": at + 2 * 86400, "date_paym": at})


@pytest.mark.parametrize("heeds", [True, False], ids=["filtered", "filter ignored"])
async def test_the_payout_of_the_day_is_looked_into_first_and_remembered(heeds: bool) -> None:
    source = Payouts("pout_4", heeds=heeds)
    service = PayoutsService(Client(payouts=source), lambda: NOW)
    wanted = payment_row(source.members[3])
    looks = [each async for each in service.find(wanted, START + 3.5 * DAY)]
    assert source.looked == ["pout_3", "pout_4"]
    assert [(each.payout.id, each.found) for each in looks] == [
        *(("pout_3", False), ("pout_4", False), ("pout_4", True)),
    ]
    again = [each async for each in service.find(wanted)]
    assert [(each.payout.id, each.found) for each in again] == [("pout_4", True)]
    assert len(source.looked) == 2


async def test_a_payout_that_did_not_hold_it_is_not_read_for_it_again() -> None:
    source = Payouts("nobody")
    service = PayoutsService(Client(payouts=source), lambda: NOW)
    stranger = payment_row(pay("stranger", 0, created=MADE + 3))
    assert not [each async for each in service.find(stranger) if each.found]
    assert len(source.looked) == 4
    assert not [each async for each in service.find(stranger) if each.found]
    assert len(source.looked) == 4


def test_a_payment_without_money_is_in_no_payout() -> None:
    for status in ("refused", "failed", "canceled", "expired", None):
        assert "no payout holds it" in (why_in_none(status) or "")
    assert "not captured yet" in (why_in_none("to_capture") or "")
    assert why_in_none("captured") is None
    assert why_in_none("disputed") is None
    assert why_in_none("something new") is None


def test_midnight_in_paris_is_a_day_and_has_no_time() -> None:
    midnight = datetime.fromtimestamp(1794265200, UTC)
    assert date_or_day(midnight, now=NOW, zone=UTC) == "Nov 10"
    assert date_or_day(midnight + timedelta(minutes=5), now=NOW, zone=PARIS) == "Nov 10 00:05"
