"""Several merchants at one desk: each has a sandbox of their own, and nothing of one reaches another."""

import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context, copy_context

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.config import DemoOptions
from stancer_tui.desk import Accounts, DemoDesks, OfferedAccount, RefusedAccount
from stancer_tui.models.mode import Mode
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.composition import Composition
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.shell.account_menu import AccountMenu
from stancer_tui.ui.shell.own_account import work_for
from tests.ui.driving import (
    NARROW,
    NOW,
    PARIS,
    WIDE,
    desk_app,
    notices,
    payments,
    press,
    screen_text,
    settled,
    type_text,
    until,
)
from tests.ui.ticket_cost import Ticket

BAKERY, GARAGE = "Boulangerie Martin", "Garage du Port"


def shop(seed: int, *, faults: tuple[str, ...] = ()) -> DemoDesks:
    return DemoDesks(DemoOptions(now=NOW, payments=60, seed=seed, faults=faults))


async def both() -> tuple[Mode, ...]:
    return tuple(Mode)


@asynccontextmanager
async def merchants(
    size: tuple[int, int] = WIDE, *, mode: Mode = Mode.TEST, others: tuple[RefusedAccount, ...] = ()
) -> AsyncIterator[Pilot[int]]:
    """The program with the desks of a bakery, which it begins with, and of a garage."""
    bakery = OfferedAccount("bakery", BAKERY, shop(1), 1, modes=both)
    garage = OfferedAccount("garage", GARAGE, shop(2), 2, modes=both)
    app = StancerApp(
        bakery.desks, mode=mode, zone=PARIS, accounts=Accounts(bakery, lambda: (garage, *others))
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


def text(pilot: Pilot[int]) -> str:
    return screen_text(desk_app(pilot))


def header(pilot: Pilot[int]) -> str:
    return text(pilot).splitlines()[0]


def part(pilot: Pilot[int], profile: str) -> Composition:
    """What is open of an account."""
    return next(each for each in desk_app(pilot).accounts.all if each.profile == profile)


def ids(pilot: Pilot[int]) -> set[str]:
    rows = payments(pilot).table.records
    return set(map(rows.key, range(len(rows))))


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16)])
async def test_the_header_always_says_whose_desk_it_is(size: tuple[int, int]) -> None:
    async with merchants(size) as pilot:
        assert BAKERY[:8] in header(pilot)
        await press(pilot, "ctrl+o", "2")
        assert GARAGE[:8] in header(pilot)
        assert BAKERY[:8] not in header(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaymentScreen)
        assert GARAGE[:8] in header(pilot), "above an object as well"


async def test_two_keys_show_the_other_merchants_desk_and_two_the_first_as_it_was_left() -> None:
    async with merchants() as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "status:captured")
        await press(pilot, "enter", "down", "down")
        left, at = ids(pilot), payments(pilot).table.cursor
        await press(pilot, "ctrl+o", "2")
        assert isinstance(pilot.app.screen, PaymentsScreen)
        assert payments(pilot).search.value == "", "a search is the account's own"
        assert not ids(pilot) & left
        await press(pilot, "ctrl+o", "1")
        assert ids(pilot) == left
        assert payments(pilot).table.cursor == at


async def test_t21_another_merchants_desk_in_two_keys(capsys: pytest.CaptureFixture[str]) -> None:
    async with merchants() as pilot:
        own = part(pilot, "bakery").desks[Mode.TEST]
        assert own is not None
        ticket = Ticket("T21", pilot, own)
        await ticket.press("ctrl+o", "2")
        cost = ticket.answered()
        assert GARAGE[:8] in header(pilot)
        assert ids(pilot)
        asked = [each.path for each in requests(pilot, "garage")]
        with capsys.disabled():
            sys.stdout.write(f"\n  {cost.row()}  (the other one: {', '.join(asked)})")
        assert len(cost.keys) == 2
        assert cost.requests == (), "nothing of it is asked of the merchant that is left"
        await press(pilot, "ctrl+o", "1")
        asked_before = requests(pilot, "garage")
        again = Ticket("T21 again", pilot, own)
        await again.press("ctrl+o", "2")
        assert len(again.answered().keys) == 2
        assert requests(pilot, "garage") == asked_before, "what is open already is asked for nothing"


async def test_marks_do_not_follow_to_another_merchant() -> None:
    async with merchants() as pilot:
        await press(pilot, "space", "space")
        marked = set(payments(pilot).table.marks)
        assert len(marked) == 2
        await press(pilot, "ctrl+o", "2")
        assert not payments(pilot).table.marks
        await press(pilot, "ctrl+o", "1")
        assert set(payments(pilot).table.marks) == marked


def listed(pilot: Pilot[int]) -> list[str]:
    """The lines of the list of merchants."""
    assert isinstance(pilot.app.screen, AccountMenu)
    listing = pilot.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(at).prompt) for at in range(listing.option_count)]


async def test_the_list_tells_names_modes_and_what_is_open_or_cannot_be() -> None:
    broken = RefusedAccount("kiosk", "kiosk", 3, "Its ledger is that of Boulangerie Martin.")
    async with merchants(others=(broken,)) as pilot:
        await press(pilot, "ctrl+o")
        bakery, garage, kiosk = listed(pilot)
        assert BAKERY in bakery
        assert "TEST · LIVE · shown now" in bakery
        assert GARAGE in garage
        assert garage.endswith("TEST · LIVE")
        assert "Its ledger is that of Boulangerie Martin." in kiosk
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, AccountMenu), "one that cannot be opened is not gone to"
        assert any("Its ledger is that of" in notice for notice in notices(pilot.app))
        await press(pilot, "2", "ctrl+o")
        bakery, garage, kiosk = listed(pilot)
        assert bakery.endswith("TEST · LIVE · open")
        assert garage.endswith("TEST · LIVE · shown now")


async def test_an_account_opens_in_the_mode_that_is_shown_and_stays_in_the_one_it_was_left_in() -> None:
    async with merchants(mode=Mode.LIVE) as pilot:
        await press(pilot, "ctrl+o", "2")
        assert "LIVE" in header(pilot)
        await press(pilot, "ctrl+t", "ctrl+o", "1")
        assert "LIVE" in header(pilot)
        await press(pilot, "ctrl+o", "2")
        assert "TEST" in header(pilot)


async def test_an_account_with_a_live_key_alone_is_gone_to_from_test_only_after_the_question() -> None:
    async def live_only() -> tuple[Mode, ...]:
        return (Mode.LIVE,)

    bakery = OfferedAccount("bakery", BAKERY, shop(1), 1, modes=both)
    garage = OfferedAccount("garage", GARAGE, shop(2), 2, modes=live_only)
    app = StancerApp(bakery.desks, zone=PARIS, accounts=Accounts(bakery, lambda: (garage,)))
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+o", "2")
        assert "Switch to LIVE?" in text(pilot)
        await press(pilot, "enter")
        assert BAKERY in header(pilot), "the harmless answer has the focus"
        await press(pilot, "ctrl+o", "2", "tab", "enter")
        assert "LIVE" in header(pilot)
        assert GARAGE in header(pilot)


async def test_one_account_says_that_there_is_no_other() -> None:
    app = StancerApp(shop(1), zone=PARIS)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+o")
        assert any("Only one merchant" in notice for notice in notices(app))


def requests(pilot: Pilot[int], profile: str) -> tuple[RequestRecord, ...]:
    """What was asked of an account's API in test mode."""
    desk = part(pilot, profile).desks[Mode.TEST]
    assert desk is not None
    return desk.log.records


async def test_the_desk_that_is_left_reads_no_further_and_the_other_asks_as_a_start_does() -> None:
    async with merchants() as pilot:
        before = requests(pilot, "bakery")
        await press(pilot, "ctrl+o", "2")
        assert requests(pilot, "bakery") == before
        assert len(requests(pilot, "garage")) == len(before)
        await press(pilot, "ctrl+o", "1", "ctrl+o", "2")
        assert len(requests(pilot, "garage")) == len(before), "what was loaded is still there"


async def there_and_back(pilot: Pilot[int]) -> str:
    """The id of a payment of the garage, which is open; the bakery is shown."""
    await press(pilot, "ctrl+o", "2")
    theirs = min(ids(pilot))
    await press(pilot, "ctrl+o", "1")
    return theirs


async def test_go_to_says_that_another_open_merchant_has_it_and_goes_there() -> None:
    async with merchants() as pilot:
        theirs = await there_and_back(pilot)
        before = requests(pilot, "bakery")
        await press(pilot, "colon")
        await type_text(pilot, theirs)
        assert f"Other merchant: ▌2 {GARAGE} · TEST · has it" in text(pilot)
        await press(pilot, "enter")
        assert GARAGE in header(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PaymentScreen)
        assert screen.payment_id == theirs
        assert requests(pilot, "bakery") == before, "its key was not asked for the other's payment"


async def test_a_pasted_id_of_another_merchant_is_not_sent_with_this_ones_key() -> None:
    async with merchants() as pilot:
        theirs = await there_and_back(pilot)
        before = requests(pilot, "bakery")
        pilot.app.post_message(events.Paste(theirs))
        await settled(pilot)
        assert "has it" in text(pilot)
        assert requests(pilot, "bakery") == before
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, PaymentScreen), "who insists is believed"
        assert BAKERY in header(pilot)
        assert len(requests(pilot, "bakery")) > len(before)


async def test_go_to_counts_what_another_open_merchant_has_of_a_person_or_an_amount() -> None:
    async with merchants() as pilot:
        await press(pilot, "ctrl+o", "2")
        row = payments(pilot).table.records.row(0)
        amount = f"{row.amount / 100:.2f}"
        await press(pilot, "ctrl+o", "1", "colon")
        await type_text(pilot, amount)
        await until(pilot, lambda: not pilot.app.screen_stack[-1].looking)  # type: ignore[attr-defined] # go-to
        assert f"▌2 {GARAGE} · TEST · 1 payment" in text(pilot)
        await press(pilot, "down", "down", "enter")
        assert GARAGE in header(pilot)
        assert len(ids(pilot)) == 1


async def test_what_an_unopened_merchant_has_is_not_told() -> None:
    async with merchants() as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "paym_KIVaaHi7G8QAYMQpQOYBrUQE")
        assert "Other merchant" not in text(pilot)


def first_moment(pilot: Pilot[int]) -> str:
    """The moment of the first payment, as its row says it."""
    found = re.search(r"› +(?:[A-Z][a-z]+ \d+ )?(\d\d:\d\d)", text(pilot))
    assert found is not None
    return found[1]


async def test_times_in_utc_are_so_at_every_desk_and_in_every_section() -> None:
    async with merchants() as pilot:
        bakery = first_moment(pilot)
        await press(pilot, "ctrl+o", "2")
        garage = first_moment(pilot)
        await press(pilot, "3", "u", "2")
        assert first_moment(pilot) != garage, "the section that was behind"
        await press(pilot, "ctrl+o", "1")
        assert first_moment(pilot) != bakery, "the desk that was behind"
        await press(pilot, "u", "ctrl+o", "2")
        assert first_moment(pilot) == garage


async def test_another_language_finds_every_desk_as_it_was_left() -> None:
    async with merchants() as pilot:
        await press(pilot, "ctrl+o", "2", "3", "ctrl+o", "1", "L", "f")
        await settled(pilot)
        assert "Paiements" in header(pilot)
        assert BAKERY in header(pilot)
        await press(pilot, "ctrl+o")
        assert "affiché" in " ".join(listed(pilot))
        await press(pilot, "2")
        assert "Remboursements" in header(pilot)
        assert GARAGE in header(pilot)


async def test_a_screen_that_comes_after_a_change_of_language_waits_for_its_merchant_too() -> None:
    async with merchants() as pilot:
        await press(pilot, "ctrl+o", "2", "L", "f")
        await settled(pilot)
        question = Confirm("Go on?", "A question of the bakery.", yes="Yes", no="No")
        working("bakery").run(pilot.app.push_screen, question)
        await settled(pilot)
        assert "A question of the bakery." not in text(pilot)
        await press(pilot, "ctrl+o", "1")
        await settled(pilot)
        assert "A question of the bakery." in text(pilot)


async def test_what_a_form_holds_is_not_left_behind_and_the_key_is_answered() -> None:
    async with merchants() as pilot:
        await press(pilot, "n", "c", "ctrl+o", "2")
        assert BAKERY in header(pilot)
        assert any("close it first" in notice for notice in notices(pilot.app))


async def test_leaving_names_what_is_watched_at_every_desk() -> None:
    async with merchants() as pilot:
        await press(pilot, "W", "ctrl+o", "2", "W", "q", beside={"watch"})
        assert "2 watches end" in text(pilot)


def working(profile: str) -> Context:
    """The context of work that a screen of this account began."""
    context = copy_context()
    context.run(work_for, profile)
    return context


async def test_a_notice_of_a_desk_that_is_not_shown_says_whose_it_is() -> None:
    async with merchants() as pilot:
        await press(pilot, "ctrl+o", "2")
        for profile, what in (("bakery", "Customer"), ("garage", "Card")):
            report = part(pilot, profile).submissions.report
            working(profile).run(report, what, "It was created.", "information")
        await pilot.pause()
        said = " ".join(notices(pilot.app))
        assert f"Customer · 1 {BAKERY}" in said
        assert f"Card · 2 {GARAGE}" in said


async def test_a_screen_that_a_desk_lays_meanwhile_waits_until_its_merchant_is_shown() -> None:
    async with merchants() as pilot:
        await press(pilot, "ctrl+o", "2")
        question = Confirm("Go on?", "A question of the bakery.", yes="Yes", no="No")
        working("bakery").run(pilot.app.push_screen, question)
        await settled(pilot)
        assert "A question of the bakery." not in text(pilot)
        assert isinstance(pilot.app.screen, PaymentsScreen)
        await press(pilot, "ctrl+o", "1")
        assert "A question of the bakery." in text(pilot)
