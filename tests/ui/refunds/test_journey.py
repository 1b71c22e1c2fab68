"""A refund in its list: when it was sent and settled, by whom it was confirmed, and for which ticket."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from stancer_tui.api.limits import Limits
from stancer_tui.models.mode import Mode
from stancer_tui.ui.refunds.section import RefundsScreen
from stancer_tui.ui.widgets.row_preview import RowPreview
from tests.ui.desks.refund_shop import counter
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp
from tests.ui.desks.ticket_shop import DAY, named, pay
from tests.ui.driving import demo, press, settled, until

TALL = (200, 45)


def here(pilot: Pilot[int]) -> RefundsScreen:
    assert isinstance(pilot.app.screen, RefundsScreen)
    return pilot.app.screen


def cells(pilot: Pilot[int], key: str) -> dict[str, str]:
    """What a column says of each refund, by its name."""
    column = next(each for each in here(pilot).every_column() if each.key == key)
    return {line.id.split("_")[1].rstrip("0"): column.text(line) for line in here(pilot).lines.shown}


def beside(pilot: Pilot[int]) -> str:
    return " ".join(str(pilot.app.screen.query_one(RowPreview).render()).split())


def shop(*refunds: dict[str, Any]) -> MoneyApp:
    app = MoneyApp(live=True)
    app.lists["/v1/checkout"] = [pay("paid", 1500, live_mode=True, amount=90000, refunds=list(refunds))]
    return app


def refund(name: str, status: str, **fields: Any) -> dict[str, Any]:
    return {"id": named("refd", name), "amount": 1000, "status": status, "created": SECONDS - DAY} | fields


async def test_dates_are_reported_still_to_come_or_not_reported() -> None:
    sent = SECONDS - DAY // 2
    app = shop(
        refund("done", "refunded", date_refund=sent, date_bank=SECONDS - 3600),
        refund("under", "refund_sent", date_refund=sent),
        refund("waits", "to_refund"),
        refund("bare", "refunded"),
    )
    desks = WireDesks(app=app, limits=Limits(attempts=1))
    async with demo(TALL, mode=Mode.LIVE, desks=desks) as pilot:
        await press(pilot, "3")
        days, settled_days = cells(pilot, "sent"), cells(pilot, "settled")
        assert days["waits"] == settled_days["waits"] == settled_days["under"] == "not yet"
        assert (days["bare"], settled_days["bare"]) == ("–", "–")
        assert days["done"] == days["under"] != "–"
        assert settled_days["done"] not in {"–", "not yet"}
        assert not [path for path in app.asked if "refunds" in path], "the payments report them"


async def test_dates_that_a_payment_does_not_report_are_read_once_for_the_refund_under_the_cursor() -> None:
    app = shop(refund("bare", "refunded"))
    path = f"/v1/refunds/{named('refd', 'bare')}"
    app.objects[named("refd", "bare")] = refund(
        "bare", "refunded", payment=named("paym", "paid"), currency="eur", date_refund=SECONDS - 7200
    )
    desks = WireDesks(app=app, limits=Limits(attempts=1))
    async with demo(TALL, mode=Mode.LIVE, desks=desks) as pilot:
        await press(pilot, "3")
        assert "Settled not reported" in beside(pilot)
        await until(pilot, lambda: cells(pilot, "sent")["bare"] != "–")
        assert "Sent not reported" not in beside(pilot)
        here(pilot).show_group("all")
        here(pilot).missing.soon()
        await settled(pilot)
        assert app.asked.count(path) == 1


async def test_a_refund_of_this_desk_names_who_confirmed_it_and_the_ticket(tmp_path: Path) -> None:
    async with counter(tmp_path, size=TALL) as at:
        await at.send()
        await press(at.pilot, "escape", "3")
        ours = [line for line in here(at.pilot).lines.shown if line.intent is not None]
        assert len(ours) == 1
        by = cells(at.pilot, "by")
        assert list(by.values()).count("–") == len(by) - 1, "the others are not recorded here"
        user = ours[0].by
        assert user
        assert here(at.pilot).table.move_to(ours[0].id)
        await settled(at.pilot)
        assert f"By {user}" in beside(at.pilot)
        other = next(line for line in here(at.pilot).lines.shown if line.intent is None)
        assert here(at.pilot).table.move_to(other.id)
        await settled(at.pilot)
        assert "By not recorded here" in beside(at.pilot)


async def test_a_bank_date_still_to_come_is_due_and_not_settled() -> None:
    sent = SECONDS - DAY // 2
    app = shop(
        refund("comes", "refunded", date_refund=sent, date_bank=SECONDS + 2 * DAY),
        refund("came", "refunded", date_refund=sent, date_bank=SECONDS - 3600),
    )
    desks = WireDesks(app=app, limits=Limits(attempts=1))
    async with demo(TALL, mode=Mode.LIVE, desks=desks) as pilot:
        await press(pilot, "3")
        days = cells(pilot, "settled")
        assert days["comes"].startswith("due ")
        assert not days["came"].startswith("due ")
        for line in here(pilot).lines.shown:
            assert here(pilot).table.move_to(line.id)
            await settled(pilot)
            assert ("Settled due " in beside(pilot)) == line.id.startswith("refd_comes")
