"""Who works on what, through the running program: key, object, lists, overview, hand-over."""

import sys
from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.ui.notes.hand_over import HandOver
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from tests.ui.desks.refund_shop import payment_id
from tests.ui.desks.team_shop import team_counter
from tests.ui.driving import notices, press, settled, type_text
from tests.ui.ticket_cost import Ticket

PAYMENT = payment_id("captured")


async def test_a_key_takes_it_and_everybody_sees_with_whom_it_is(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.choose("captured")
        await press(at.pilot, "a", "t")
        hers = at.team.nadia_claims
        await hers.load()
        assert hers.holder(PAYMENT) == at.claims.name(at.claims.me)
        await press(at.pilot, "enter")
        assert "With you, since " in at.text
        await press(at.pilot, "a", "l")
        assert "With you" not in at.text


async def test_it_is_given_and_the_colleague_gives_it_back_with_a_notice(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.choose("captured")
        await press(at.pilot, "a", "1", "enter")
        assert "With Nadia Perrin, since " in at.text
        await at.team.nadia_claims.take(PAYMENT, at.claims.me)
        await at.until("With you, given by Nadia Perrin, since ")
        assert any(f"Nadia Perrin gave you {PAYMENT}." in each for each in notices(at.app))


async def test_who_refunds_reads_with_whom_the_payment_is(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.claims.take(PAYMENT)
        await at.open_form()
        assert "works on it" not in at.text
        await press(at.pilot, "escape")
        await at.team.nadia_claims.take(PAYMENT)
        await at.until("NP")
        await at.open_form()
        assert "! Nadia Perrin works on it (since " in " ".join(at.text.split())
        await at.type_amount("12.50")
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        assert "Nadia Perrin works on it (since " in at.text


async def test_lists_show_the_initials_and_find_what_is_mine(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.team.nadia_claims.take(PAYMENT)
        await settled(at.pilot)
        await at.until("NP")
        await press(at.pilot, "slash")
        await type_text(at.pilot, "with:nadia")
        screen = at.app.screen
        assert isinstance(screen, PaymentsScreen)
        assert [row.id for row in screen.table.on_screen] == [PAYMENT]


async def test_the_end_of_a_shift_gives_everything_with_a_note(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await press(at.pilot, "H")
        assert any("You work on nothing in this mode." in each for each in notices(at.app))
        for name in ("captured", "disputed"):
            await at.claims.take(payment_id(name))
        await settled(at.pilot)
        await press(at.pilot, "H")
        assert at.shows(HandOver)
        assert "2 objects are with you." in at.text
        await press(at.pilot, "enter")
        assert "Choose the colleague" in at.text
        await press(at.pilot, "right", "tab")
        await type_text(at.pilot, "Parcel found. Refund on Monday.")
        await press(at.pilot, "enter")
        assert not at.shows(HandOver)
        hers: TeamClaims = at.team.nadia_claims
        await hers.load()
        assert {claim.object_id for claim in hers.mine()} == {PAYMENT, payment_id("disputed")}
        await at.choose("disputed")
        await press(at.pilot, "enter")
        assert "Parcel found. Refund on Monday." in at.text


async def test_t20_the_end_of_a_shift_in_three_keys_besides_what_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with team_counter(tmp_path) as at:
        for name in ("captured", "disputed"):
            await at.claims.take(payment_id(name))
        ticket = Ticket("T20", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("H")
        await ticket.type("nad")
        await ticket.press("tab")
        await ticket.type("Refund on Monday.")
        await ticket.press("enter")
        cost = ticket.answered()
        assert "2 objects are with Nadia Perrin now." in " ".join(notices(at.app)[-1].split())
        hers: TeamClaims = at.team.nadia_claims
        await hers.load()
        assert len(hers.mine()) == 2
        notes = at.desks.opened[Mode.TEST].notes
        assert [each.text for each in await notes.read(PAYMENT)] == ["Refund on Monday."]
        with capsys.disabled():
            sys.stdout.write(f"\n  {cost.row()}  ({' '.join(cost.keys)})")
        assert [each for each in cost.keys if each in {"H", "tab", "enter"}] == ["H", "tab", "enter"]
        assert len(cost.keys) == 3 + 2, "and what was typed: whom, and why"
        assert cost.requests == ()


async def test_the_overview_has_what_is_mine(tmp_path: Path) -> None:
    async with team_counter(tmp_path, size=(120, 40)) as at:
        await at.claims.take(PAYMENT)
        await press(at.pilot, "1")
        assert "Mine 1" in at.text
        await at.asked_by_nadia(name="rto_refund")
        await at.until("To approve 1")


async def test_nothing_under_the_cursor_is_taken_by_nobody(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await press(at.pilot, "7", "a")
        assert any("There is nothing under the cursor" in each for each in notices(at.app))


async def test_what_is_not_known_is_not_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Who works on what is not known now: the team's ledger cannot be reached."
    async with team_counter(tmp_path, size=(120, 40)) as at:
        ledger = at.the_ledger(monkeypatch)
        ledger.calls = 0
        at.claims.known = at.notes.known = False
        for each in (at.claims, at.notes):
            await each.load()
        await settled(at.pilot)
        assert "notes, and who works on what, not known" in at.text
        await at.choose("captured")
        await press(at.pilot, "a")
        assert "not known" in at.text
        assert "Nobody works on it." not in at.text
        await press(at.pilot, "escape", "H")
        assert any(said in each for each in notices(at.app))
        await press(at.pilot, "enter")
        assert f"! {said}" in at.text
        await press(at.pilot, "escape", "1")
        assert "Mine ?" in at.text
        ledger.calls = None
        await at.claims.load()
        await settled(at.pilot)
        assert "Mine" not in at.text
        await press(at.pilot, "2")
        assert "who works on what" not in at.text
