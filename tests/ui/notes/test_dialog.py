"""The dialog of an object's notes, and where on a payment they are read, copied and struck through."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from stancer_tui.config import UiSettings
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.store.note import NOTE_LENGTH
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.notes.dialog import NotesDialog
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.people.screen import PersonScreen
from tests.ui.desks.refund_shop import counter, payment_id
from tests.ui.desks.team_shop import LedgerInHand, TeamCounter, team_counter
from tests.ui.desks.ticket_shop import ANNA, Agent, agent, named, shop
from tests.ui.driving import WIDE, desk_app, notices, press, screen_text, settled, type_text, until
from tests.ui.hostile_texts import HARMFUL, MARKUP, PAYLOADS

REFUSED = named("paym", "refused")
CAPTURED = payment_id("captured")
TALL = (120, 48)


def seen(pilot: Pilot[int]) -> str:
    return screen_text(desk_app(pilot))


def dialog(pilot: Pilot[int]) -> NotesDialog:
    assert isinstance(pilot.app.screen, NotesDialog)
    return pilot.app.screen


def first_note(pilot: Pilot[int]) -> str:
    return str(dialog(pilot).query_one(OptionList).get_option_at_index(0).prompt)


async def write(at: Agent, text: str) -> None:
    """Write a note on what is under the cursor or open."""
    await press(at.pilot, "N")
    dialog(at.pilot).query_one(TextArea).text = text
    await press(at.pilot, "ctrl+s")


async def test_what_is_typed_in_one_burst_reaches_the_note(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await type_text(at.pilot, "Ncalled: q, N and x are letters here")
        assert dialog(at.pilot).query_one(TextArea).text == "called: q, N and x are letters here"


async def test_the_dialog_says_on_what_the_note_stands_and_in_which_mode(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "N")
        title = str(dialog(at.pilot).query_one(".dialog-box").border_title)
        assert title == f"Notes · 59.90 EUR · {REFUSED} · TEST"
        assert dialog(at.pilot).has_class("mode-test")
        assert "It stays on this machine." in seen(at.pilot)


async def test_a_note_is_struck_through_after_a_question_and_stays_to_be_read(tmp_path: Path) -> None:
    async with agent(tmp_path, TALL) as at:
        await write(at, "wrong customer")
        await press(at.pilot, "shift+tab", "x")
        assert isinstance(at.pilot.app.screen, Confirm)
        await press(at.pilot, "enter")
        assert "struck through" not in str(
            dialog(at.pilot).query_one(OptionList).get_option_at_index(0).prompt
        )
        await press(at.pilot, "x", "tab", "enter")
        assert "struck through by" in first_note(at.pilot)
        assert "wrong customer" in first_note(at.pilot)
        await press(at.pilot, "x")
        assert "struck through already" in seen(at.pilot)
        await press(at.pilot, "escape", "enter")
        assert "wrong customer" in seen(at.pilot)
        assert "struck through by" in seen(at.pilot)


async def test_no_note_is_struck_from_the_field_in_which_one_is_written(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await write(at, "customer called")
        await press(at.pilot, "x", "delete")
        assert dialog(at.pilot).query_one(TextArea).text == "x"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  \n ", "this one is empty"),
        ("x" * (NOTE_LENGTH + 1), "A note has 2,000 characters at most; this one has 2,001."),
        ("called \x1b[31m", "U+001B"),
        ("card 4242 4242 4242 4242", "looks like a card number"),
    ],
)
async def test_what_is_no_note_is_refused_with_a_sentence_and_kept(
    text: str, said: str, tmp_path: Path
) -> None:
    async with agent(tmp_path) as at:
        await write(at, text)
        assert said in " ".join(seen(at.pilot).replace("│", " ").split())
        assert dialog(at.pilot).query_one(TextArea).text == text
        assert dialog(at.pilot).shown == ()


async def test_five_pasted_megabytes_are_refused_before_they_are_drawn(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "N")
        await type_text(at.pilot, "called")
        area = dialog(at.pilot).query_one(TextArea)
        await at.paste("megabytes\n" * 500_000)
        assert area.text == "called"
        assert "this one has 5,000,000" in seen(at.pilot)
        await at.paste(" at noon")
        assert area.text == "called at noon"


async def test_what_was_typed_stays_when_the_dialog_is_closed(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "N")
        await type_text(at.pilot, "half a sen")
        await press(at.pilot, "escape", "j", "N")
        assert dialog(at.pilot).query_one(TextArea).text == "", "another payment has another draft"
        await press(at.pilot, "escape", "k", "N")
        assert dialog(at.pilot).query_one(TextArea).text == "half a sen"
        await press(at.pilot, "ctrl+s", "escape", "N")
        assert dialog(at.pilot).query_one(TextArea).text == ""


@pytest.mark.parametrize("name", PAYLOADS)
async def test_a_hostile_note_is_shown_as_it_stands_and_obeyed_nowhere(name: str, tmp_path: Path) -> None:
    async with agent(tmp_path, TALL) as at:
        desk = await desk_app(at.pilot).parts.desks.open(Mode.TEST)
        await desk.ledger.notes.add(False, REFUSED, PAYLOADS[name], at=desk.now())
        await until(at.pilot, lambda: desk.notes.has(REFUSED))
        await settled(at.pilot)
        screens = [seen(at.pilot)]
        await press(at.pilot, "N")
        screens.append(seen(at.pilot))
        await press(at.pilot, "escape", "enter")
        await until(at.pilot, lambda: "Notes ·" in seen(at.pilot))
        screens.append(seen(at.pilot))
        for text in screens:
            assert not HARMFUL & set(text) - {"\n"}
        if name == "markup":
            assert all(MARKUP[:10] in text for text in screens)


async def test_notes_stand_among_what_happened_to_a_payment(tmp_path: Path) -> None:
    async with agent(tmp_path, TALL) as at:
        await press(at.pilot, "enter")
        assert isinstance(at.pilot.app.screen, PaymentScreen)
        assert "Notes ·" not in seen(at.pilot)
        await write(at, "will use the other card")
        await press(at.pilot, "escape")
        lines = seen(at.pilot).splitlines()
        (told,) = [line for line in lines if "note by" in line]
        assert "will use the other" in told
        (created,) = [place for place, line in enumerate(lines) if "payment created" in line]
        assert lines.index(told) > created


async def test_the_ticket_takes_the_notes_that_hold_along(tmp_path: Path, copied: list[str]) -> None:
    async with agent(tmp_path) as at:
        await write(at, "will use the other card\nand calls back")
        desk = await desk_app(at.pilot).parts.desks.open(Mode.TEST)
        await desk.notes.strike(await desk.notes.write(REFUSED, "a mistake"))
        await press(at.pilot, "escape", "y", "t")
        (summary,) = copied
        *_rest, last = summary.splitlines()
        assert last.startswith("Note: 20")
        assert last.endswith(": will use the other card / and calls back")
        assert "a mistake" not in summary


async def test_the_dossier_of_a_dispute_ends_with_the_notes(tmp_path: Path, copied: list[str]) -> None:
    async with agent(tmp_path, WIDE) as at:
        await press(at.pilot, "4")
        await write(at, "proof of delivery is in the post")
        await press(at.pilot, "escape", "y")
        await until(at.pilot, lambda: bool(copied))
        head, note = copied[0].splitlines()[-2:]
        assert head == "NOTES (of the team)"
        assert note.endswith(": proof of delivery is in the post")


async def test_a_note_on_a_person_stands_on_the_customer(tmp_path: Path) -> None:
    async with agent(tmp_path, TALL) as at:
        await press(at.pilot, "i")
        assert isinstance(at.pilot.app.screen, PersonScreen)
        await write(at, "speaks German")
        await press(at.pilot, "escape")
        await until(at.pilot, lambda: "speaks German" in seen(at.pilot))
        desk = await desk_app(at.pilot).parts.desks.open(Mode.TEST)
        assert desk.notes.has(ANNA["id"])
        desk_app(at.pilot).parts.open_object(Kind.CUSTOMER, ANNA["id"])
        await settled(at.pilot)
        await until(at.pilot, lambda: "speaks German" in seen(at.pilot))


async def test_a_read_only_desk_writes_notes(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=shop(), policy={"read_only": True}) as at:
        await press(at.pilot, "N")
        await type_text(at.pilot, "customer called")
        await press(at.pilot, "ctrl+s")
        assert any("Note written" in each for each in notices(at.pilot.app))


async def test_a_note_goes_on_when_the_dialog_is_closed_and_is_no_draft_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        ledger = await typed(at, monkeypatch)
        await at.pilot.press("ctrl+s", "ctrl+s")
        await until(at.pilot, lambda: ledger.asked == 1)
        await at.pilot.press("escape", "N")
        await at.says("A note on it is being written.")
        assert not at.shows(NotesDialog)
        ledger.release()
        await at.says("Note written")
        assert [each.text for each in await at.notes.read(CAPTURED)] == ["customer called"]
        await press(at.pilot, "N")
        assert dialog(at.pilot).query_one(TextArea).text == ""


async def test_a_note_that_failed_after_the_dialog_was_closed_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        ledger = await typed(at, monkeypatch)
        await at.pilot.press("ctrl+s")
        await until(at.pilot, lambda: ledger.asked == 1)
        await at.pilot.press("escape")
        ledger.calls = 0
        ledger.release()
        await at.says("The note may not have been written")
        ledger.calls = None
        await press(at.pilot, "N")
        assert dialog(at.pilot).query_one(TextArea).text == "customer called"


async def test_striking_through_goes_on_when_the_dialog_is_closed_and_a_failure_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        await at.choose("captured")
        await at.notes.write(CAPTURED, "wrong customer")
        await press(at.pilot, "N", "shift+tab", "x", "tab")
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        await at.pilot.press("enter")
        await until(at.pilot, lambda: ledger.asked == 1)
        await at.pilot.press("escape")
        ledger.calls = 0
        ledger.release()
        await at.says("The note may not be struck through")


async def typed(at: TeamCounter, monkeypatch: pytest.MonkeyPatch) -> LedgerInHand:
    """Type a note on a payment; the ledger answers nothing from now on."""
    await at.choose("captured")
    await press(at.pilot, "N")
    await type_text(at.pilot, "customer called")
    ledger = at.the_ledger(monkeypatch)
    ledger.hold()
    return ledger


async def test_where_there_is_nothing_to_note_something_on_it_is_said(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "1", "N")
        assert any("No note here" in each for each in notices(at.pilot.app))


async def test_the_sign_has_a_letter_for_plain_terminals(tmp_path: Path) -> None:
    async with agent(tmp_path, settings=UiSettings(ascii=True)) as at:
        await write(at, "customer called")
        await press(at.pilot, "escape")
        (line,) = [line for line in seen(at.pilot).splitlines() if "59.90" in line]
        assert "> n " in line
