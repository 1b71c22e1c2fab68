"""The Refunds section narrowed: by group, by text, and what needs a look stands first."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.refunds.rows import LATE, RefundGroup, RefundLine
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.ui.desks.refund_shop import Loss, counter, payment_id
from tests.ui.desks.scripted_api import SECONDS
from tests.ui.desks.ticket_shop import DAY, AgentDesks, agent, named, pay, shop
from tests.ui.driving import WIDE, demo, press, said, settled, type_text


def here(pilot: Pilot[int]) -> RefundsScreen:
    assert isinstance(pilot.app.screen, RefundsScreen)
    return pilot.app.screen


def lines(pilot: Pilot[int]) -> list[RefundLine]:
    records = here(pilot).table.records
    return [records.row(place) for place in range(len(records))]


def statuses(pilot: Pilot[int]) -> list[str | None]:
    return [line.refund.status if line.refund else None for line in lines(pilot)]


def refund(name: str, status: str, days: float, amount: int = 500) -> dict[str, Any]:
    return {
        "id": named("refd", name),
        "payment": named("paym", "back"),
        "amount": amount,
        "status": status,
        "created": SECONDS - round(days * DAY),
    }


async def test_f_walks_over_the_groups_and_the_title_counts_each(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await press(at.pilot, "3")
        assert "[6 all] · 0 unresolved · 2 in flight · 2 failed · 2 done" in at.text
        await press(at.pilot, "f")
        assert here(at.pilot).group is RefundGroup.UNRESOLVED
        assert "No refund here matches" in at.text
        await press(at.pilot, "f")
        assert set(statuses(at.pilot)) == {"to_refund", "refund_sent"}
        assert "[2 in flight]" in at.text
        await press(at.pilot, "f")
        assert set(statuses(at.pilot)) == {"failed", "not_honored"}
        await press(at.pilot, "f")
        assert set(statuses(at.pilot)) == {"refunded", "payment_canceled"}
        await press(at.pilot, "f")
        assert len(lines(at.pilot)) == 6
        await press(at.pilot, "f", "f", "escape")
        assert len(lines(at.pilot)) == 6


async def test_what_was_lost_comes_first_and_the_unresolved_before_it(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await press(at.pilot, "3")
        assert set(statuses(at.pilot)[:2]) == {"failed", "not_honored"}
        await press(at.pilot, "2")
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until("Outcome not known yet")
        await press(at.pilot, "escape", "3")
        first = lines(at.pilot)[0]
        assert first.unresolved
        assert first.payment == payment_id("captured")
        assert "1 unresolved" in at.text
        assert set(statuses(at.pilot)[1:3]) == {"failed", "not_honored"}


async def test_a_text_finds_order_amount_id_and_payment(tmp_path: Path) -> None:
    async with agent(tmp_path, WIDE) as at:
        await press(at.pilot, "3")
        for text in ("B-1", "20,00", "20.00 eur", named("refd", "back"), named("paym", "back")[:12]):
            await press(at.pilot, "slash")
            here(at.pilot).search.value = ""
            await type_text(at.pilot, text)
            assert len(lines(at.pilot)) == 1, text
        await type_text(at.pilot, "zz")
        assert "No refund here matches" in said(at.pilot)
        assert "esc clears the search" in said(at.pilot)
        assert "another group" not in said(at.pilot), "every group is shown"
        assert here(at.pilot).search.value.endswith("zz"), "what was typed is kept"
        await press(at.pilot, "escape")
        assert len(lines(at.pilot)) == 1
        await press(at.pilot, "enter")
        assert isinstance(at.pilot.app.screen, PaymentScreen)


async def test_a_refund_that_takes_too_long_stands_out_and_says_why(tmp_path: Path) -> None:
    data = shop()
    sent, asked = LATE["refund_sent"].days, LATE["to_refund"].days
    data["test"]["payments"] = [pay("back", 30, amount=9000, order_id="B-1", created=SECONDS - 3 * DAY)]
    data["test"]["refunds"] = [
        refund("fresh", "refund_sent", 0.1),
        refund("done", "refunded", 1),
        refund("edge", "to_refund", asked - 0.01),
        refund("late", "to_refund", asked),
        refund("later", "refund_sent", sent),
        refund("lost", "failed", 20),
    ]
    desks = AgentDesks(tmp_path, data)
    async with demo(WIDE, desks=desks) as pilot:
        await press(pilot, "3")
        late = {line.id for line in lines(pilot) if line.late}
        assert late == {named("refd", "late"), named("refd", "later")}
        first = {line.id for line in lines(pilot)[:3]}
        assert first == late | {named("refd", "lost")}
        text = said(pilot)
        assert "! to refund late" in text
        assert "! refund sent late" in text
        assert "✗ failed" in text
        here(pilot).table.move_to(named("refd", "late"))
        await settled(pilot)
        assert f"this one waits for {asked} days" in said(pilot)
