"""The demo's colleagues: what they do is on the visitor's ledger, and in the sandbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from stancer_tui.config import DemoOptions
from stancer_tui.desk.demo import DemoDesks
from stancer_tui.desk.demo_team import Colleagues
from stancer_tui.desk.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import LedgerChange
from tests import fixed_clock


@asynccontextmanager
async def visit() -> AsyncIterator[tuple[Desk, Colleagues]]:
    """The visitor's desk, and the colleagues, who wait to be told."""
    desks = DemoDesks(DemoOptions(now=fixed_clock.NOW, payments=300, team=True))
    try:
        desk = await desks.open(Mode.TEST)
        try:
            assert desks.team is not None
            yield desk, desks.team.working[0]
        finally:
            await desk.aclose()
    finally:
        await desks.aclose()


async def test_a_colleague_takes_a_payment_and_the_visitor_is_told() -> None:
    async with visit() as (desk, colleagues):
        told: list[LedgerChange] = []
        desk.ledger.subscribe(told.append)
        await colleagues.step(0)
        now = desk.now() + timedelta(hours=1)
        (claim,) = await desk.ledger.claims.current(False, now=now)
        assert desk.ledger.agents()[claim.agent] == "Nadia Perrin"
        (note,) = await desk.ledger.notes.of(False, claim.object_id)
        assert note.agent == claim.agent
        assert [(each.kind, each.subject) for each in told] == [
            ("claim", claim.object_id),
            ("note", claim.object_id),
        ]
        assert (await desk.client.payments.get(claim.object_id)).id == claim.object_id


async def test_a_colleague_refunds_once_and_the_next_one_lets_go() -> None:
    async with visit() as (desk, colleagues):
        await colleagues.step(1)
        (intent,) = await desk.ledger.intents.history(False)
        assert (intent.state, intent.agent) == (State.CONFIRMED, "karim")
        payment = await desk.client.payments.get(intent.payment)
        assert [refund.id for refund in payment.refunds] == [intent.refund_id]
        await colleagues.step(2)
        (claim,) = await desk.ledger.claims.current(False, now=desk.now())
        assert claim.object_id == intent.payment


async def test_what_a_colleague_refunds_holds_the_payment_against_the_visitor() -> None:
    async with visit() as (desk, colleagues):
        await colleagues.step(1)
        (intent,) = await desk.refunds.history()
        assert intent.owner.user == "karim"
        assert await desk.ledger.alive(intent.owner) is True


async def test_a_colleague_asks_for_approval_and_for_no_second_one_beside_it() -> None:
    async with visit() as (desk, colleagues):
        for number in (3, 9):
            await colleagues.step(number)
        (asked,) = await desk.refunds.approvals.waiting()
        assert (asked.state, asked.agent) == (State.WAITING, "karim")
        request = await desk.refunds.approvals.read(asked.id)
        assert not request.changes
        made = await desk.refunds.approvals.approve(request)
        assert (made.state, made.approved_by) == (State.CONFIRMED, desk.ledger.me)


async def test_without_the_option_the_visitor_is_alone() -> None:
    desks = DemoDesks(DemoOptions(now=fixed_clock.NOW, payments=60))
    desk = await desks.open(Mode.TEST)
    assert desk.ledger.shared is False
    assert len(desk.ledger.agents()) == 1
    await desk.aclose()
    await desks.aclose()
