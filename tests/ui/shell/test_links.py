"""From object to object and back: links, likely duplicates, history."""

from pathlib import Path

from textual.screen import Screen

from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.shell.object_screen import ObjectScreen
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks, payment
from tests.ui.desks.ticket_shop import Agent, agent, named, text_of
from tests.ui.driving import WIDE, current, demo, desk_app, press, screen_strips, screen_text, table
from tests.ui.hostile_texts import HARMFUL, PAYLOADS


def shown(at: Agent) -> str:
    """The id of the object on the screen."""
    screen: Screen[object] = at.pilot.app.screen
    if isinstance(screen, PaymentScreen):
        return screen.payment_id
    assert isinstance(screen, ObjectScreen)
    return screen.object_id


async def follow(at: Agent, object_id: str) -> None:
    """Open the links and choose one."""
    await press(at.pilot, "enter")
    links = at.pilot.app.screen
    assert isinstance(links, Links)
    place = [each.id for each in links.choices].index(object_id)
    await press(at.pilot, *["down"] * place, "enter")


async def test_links_lead_on_and_back_keeps_the_place(tmp_path: Path) -> None:
    async with agent(tmp_path, WIDE) as at:
        await press(at.pilot, "j")
        row = current(at.pilot)
        assert row.id == named("paym", "twin")
        await press(at.pilot, "enter")
        await press(at.pilot, "enter")
        assert "Likely duplicate" in text_of(at)
        assert "Customer" in text_of(at)
        await press(at.pilot, "escape")

        await follow(at, named("paym", "first"))
        assert shown(at) == named("paym", "first")
        await follow(at, named("cust", "anna"))
        assert "Anna Roux" in text_of(at)

        await press(at.pilot, "left_square_bracket")
        assert shown(at) == named("paym", "first")
        await press(at.pilot, "left_square_bracket")
        assert shown(at) == named("paym", "twin")
        await press(at.pilot, "left_square_bracket")
        assert shown(at) == named("paym", "twin"), "there is nothing before the first"
        await press(at.pilot, "right_square_bracket", "alt+right")
        assert shown(at) == named("cust", "anna")

        await press(at.pilot, "escape", "escape", "escape")
        assert isinstance(at.pilot.app.screen, PaymentsScreen)
        assert current(at.pilot) == row


async def test_an_object_that_names_no_other_says_so(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.paste(named("addr", "home"))
        await press(at.pilot, "enter")
        assert "This object names no other object" in text_of(at)
        await press(at.pilot, "escape")
        assert shown(at) == named("addr", "home")


async def test_a_refund_leads_to_its_payment(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.paste(named("refd", "back"))
        await follow(at, named("paym", "back"))
        assert "60.00" in text_of(at)


async def test_a_twin_of_another_amount_or_a_refused_one_is_no_second_charge(tmp_path: Path) -> None:
    async with agent(tmp_path, WIDE) as at:
        assert table(at.pilot).move_to(named("paym", "single"))
        await press(at.pilot, "up", "down")
        assert "charged twice" not in text_of(at)


async def test_hostile_text_is_only_text_in_the_dialogs() -> None:
    for name, text in PAYLOADS.items():
        items = [
            payment(1, order_id=text, unique_id=text, description=text, customer={"id": f"cust_{1:024d}"}),
            payment(2, order_id=text, status=text, customer={"id": f"cust_{1:024d}", "name": text}),
        ]
        items[0][text[:20].encode(errors="replace").decode()] = f"cust_{7:024d}"
        async with demo(WIDE, desks=WireDesks(app=PaymentsApp(items))) as pilot:
            for keys in (("y",), ("escape", "e"), ("escape", "enter"), ("enter",), ("escape", "y")):
                await press(pilot, *keys)
                seen = screen_text(desk_app(pilot)).replace("\n", "")
                assert not HARMFUL & set(seen), name
                for strip in screen_strips(pilot.app):
                    assert not any(segment.style and "@click" in segment.style.meta for segment in strip)
