"""Refunds, disputes and the members of a payout say whose each is: in the list, beside it and below it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from stancer_tui.api.limits import Limits
from stancer_tui.models.mode import Mode
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import RowPreview
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp, dispute, payout
from tests.ui.desks.ticket_shop import DAY, named, pay
from tests.ui.driving import NARROW, demo, desk_app, press, screen_text, settled, until

TALL = (160, 45)
NORA = {"id": named("cust", "nora"), "name": "Nora Petit", "email": "nora@courriel.example"} | {
    "mobile": "+33639982745"
}
CARD = {"id": named("card", "nora"), "brand": "visa", "last4": "0003"}

LISTS = ("refunds", "disputes", "payout")
every_list = pytest.mark.parametrize("name", LISTS)


def api(*, loaded: bool = True) -> MoneyApp:
    """A payment of Nora that was refunded and is contested, and one of nobody; both are in a payout."""
    app = MoneyApp(live=True)
    back = {"id": named("refd", "nora"), "status": "refunded", "amount": 3021, "created": SECONDS - DAY}
    back |= {"date_refund": SECONDS - DAY + 3600, "date_bank": SECONDS - DAY // 2}
    known = {"customer": NORA, "card": CARD, "method": "card", "order_id": "AL-2611-7", "live_mode": True}
    paid = pay("nora", 1500, refunds=[back]) | known
    app.lists["/v1/checkout"] = [paid] if loaded else []
    app.disputes(dispute("nora", 1, order_id=None), payments=False)
    member = back | {"payment": paid["id"], "currency": "eur"}
    app.payout(payout("june"), payments=[], refunds=[member], disputes=[])
    app.objects[paid["id"]] = paid
    return app


@asynccontextmanager
async def at_list(name: str, app: MoneyApp, size: tuple[int, int] = TALL) -> AsyncIterator[Pilot[int]]:
    desks = WireDesks(app=app, limits=Limits(attempts=1))
    async with demo(size, mode=Mode.LIVE, desks=desks) as pilot:
        if name == "payout":
            await press(pilot, "5", "enter", "right")
            assert isinstance(pilot.app.screen, PayoutScreen)
        else:
            await press(pilot, "3" if name == "refunds" else "4")
        await settled(pilot)
        yield pilot


def row_text(pilot: Pilot[int]) -> str:
    """The one row of the list, as it is drawn."""
    text = screen_text(desk_app(pilot)).splitlines()
    return next((line for line in text if "›" in line[:3]), "")


def beside(pilot: Pilot[int]) -> str:
    return " ".join(str(pilot.app.screen.query_one(RowPreview).render()).split())


def strip(pilot: Pilot[int]) -> list[str]:
    return str(pilot.app.screen.query_one("#strip", Static).render()).splitlines()


@every_list
async def test_a_row_and_its_preview_name_person_order_and_card(name: str) -> None:
    async with at_list(name, api()) as pilot:
        for known in ("Nora Petit", "AL-2611-7"):
            assert known in row_text(pilot)
        for known in ("Nora Petit", "nora@courriel.example", "+33639982745", "AL-2611-7", "visa ··0003"):
            assert known in beside(pilot), known


@every_list
async def test_at_80_columns_two_lines_below_say_why_and_whose(name: str) -> None:
    async with at_list(name, api(), NARROW) as pilot:
        why, whose = strip(pilot)
        assert whose == "AL-2611-7 · Nora Petit · visa ··0003"
        assert whose in screen_text(desk_app(pilot)), "the second line is on the screen"
        assert ("Payment contested" if name == "disputes" else "refunded") in why
        assert "Nora Petit" in row_text(pilot)


@every_list
async def test_mask_hides_the_person_everywhere(name: str) -> None:
    async with at_list(name, api()) as pilot:
        desk_app(pilot).parts.mask = True
        pilot.app.screen.times_changed()  # type: ignore[attr-defined] # draws anew
        await settled(pilot)
        text = screen_text(desk_app(pilot))
        assert "N•••" in text
        for personal in ("Nora", "Petit", "courriel.example", "39982745"):
            assert personal not in text, personal


@pytest.mark.parametrize("name", ["disputes", "payout"])
async def test_a_payment_outside_the_loaded_dates_is_read_for_its_row(name: str) -> None:
    app = api(loaded=False)
    async with at_list(name, app) as pilot:
        await until(pilot, lambda: "Nora Petit" in row_text(pilot))
        assert app.asked.count(f"/v1/checkout/{named('paym', 'nora')}") == 1


@pytest.mark.parametrize("name", ["refunds", "disputes"])
@pytest.mark.parametrize(
    "typed", ["petit", "nora@courriel", "0639982745", "customer:nora", "phone:0639982745", "order:2611-7"]
)
async def test_a_row_is_found_by_its_person_and_order(name: str, typed: str) -> None:
    async with at_list(name, api()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ListSection)
        screen.search_for(typed)
        assert len(screen.rows.shown) == 1
        screen.search_for("customer:somebody")
        assert len(screen.rows.shown) == 0


async def test_the_person_of_every_row_can_be_asked_for() -> None:
    for name in LISTS:
        async with at_list(name, api()) as pilot:
            whose = pilot.app.screen.whose()  # type: ignore[attr-defined] # every screen of the desk
            assert whose is not None
            assert whose.customer_id == NORA["id"], name


async def test_a_payment_that_cannot_be_read_is_said_in_its_row_and_read_again_on_demand() -> None:
    app = api(loaded=False)
    wanted = f"/v1/checkout/{named('paym', 'nora')}"
    app.refuse = lambda path, _: (500, {"error": {"message": "Oops"}}) if path == wanted else None
    async with at_list("payout", app) as pilot:
        await until(pilot, lambda: "not readable" in row_text(pilot))
        assert "its payment is not readable" in beside(pilot)
        app.refuse = lambda *_: None
        await press(pilot, "f5")
        await until(pilot, lambda: "Nora Petit" in row_text(pilot))


async def test_under_too_many_requests_nothing_more_is_asked() -> None:
    app = api(loaded=False)
    wanted = f"/v1/checkout/{named('paym', 'nora')}"

    def refuse(path: str, _query: Any) -> Any:
        return (429, {"error": {"message": "Slow"}}) if path == wanted else None

    app.refuse = refuse
    async with at_list("disputes", app) as pilot:
        await until(pilot, lambda: "not loaded" in row_text(pilot))
        asked = app.asked.count(wanted)
        table = pilot.app.screen.query_one(RecordTable)
        table.action_first()
        pilot.app.screen.draw_loaded()  # type: ignore[attr-defined] # as when the agent comes back
        await settled(pilot)
        assert app.asked.count(wanted) == asked
