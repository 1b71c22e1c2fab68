"""Notes on every kind of object: one key, a sign in each list, found, exported, hidden where persons are."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from stancer_tui.models.mode import Mode
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.ui.dialogs.columns import ChooseColumns
from stancer_tui.ui.notes.dialog import NotesDialog
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.list_section import ListSection
from tests.ui.desks.ticket_shop import named
from tests.ui.driving import desk_app, press, screen_text, settled, type_text, until
from tests.ui.shell.test_list_section import MONEY, at_list, every_list, here, look_for, names

NOTED = {"payments": "paym", "refunds": "paym", "disputes": "dspt", "payouts": "pout", "checks": "scor"}
"""The objects of each list that notes stand on; a refund's stand on its payment."""

SIGN = "¶"


def first(name: str) -> str:
    """The object of the first row."""
    return named(NOTED[name], next(iter(MONEY)))


async def colleague_writes(pilot: Pilot[int], object_id: str, text: str) -> None:
    """Another desk writes a note; this one is told by the ledger."""
    desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)
    await desk.ledger.notes.add(True, object_id, text, at=desk.now())
    await until(pilot, lambda: text in [note.text for note in desk.notes.of(object_id)])
    await settled(pilot)


@asynccontextmanager
async def noted(name: str, text: str = "customer called Élodie") -> AsyncIterator[Pilot[int]]:
    """A list whose first row has a note."""
    async with at_list(name) as pilot:
        await colleague_writes(pilot, first(name), text)
        yield pilot


async def written(pilot: Pilot[int], folder: Path) -> str:
    """The one file that an export has written."""
    await until(pilot, lambda: len(files(folder)) == 1)
    return files(folder)[0].read_text("utf-8")


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def lines_with(pilot: Pilot[int], text: str) -> list[str]:
    return [line for line in screen_text(desk_app(pilot)).splitlines() if text in line]


@every_list
async def test_one_key_writes_a_note_and_a_sign_stands_in_the_list(name: str) -> None:
    async with at_list(name) as pilot:
        assert not lines_with(pilot, SIGN)
        await press(pilot, "N")
        assert isinstance(pilot.app.screen, NotesDialog)
        assert "No notes yet." in screen_text(desk_app(pilot))
        await type_text(pilot, "parcel lost")
        await press(pilot, "ctrl+s", "escape")
        desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)
        assert [note.text for note in await desk.ledger.notes.of(True, first(name))] == ["parcel lost"]
        assert len([line for line in lines_with(pilot, SIGN) if "›" in line]) == 1


@every_list
async def test_a_colleagues_note_appears_while_the_list_is_looked_at(name: str) -> None:
    async with at_list(name) as pilot:
        table = here(pilot).table
        assert table.painter.signs == 0
        await colleague_writes(pilot, first(name), "parcel lost")
        assert [line for line in lines_with(pilot, SIGN) if "12" in line]
        assert "parcel lost" in screen_text(desk_app(pilot)), "beside the list, on the row under the cursor"


@every_list
async def test_a_sign_appears_on_a_row_that_the_cursor_is_not_on(name: str) -> None:
    async with noted(name) as pilot:
        (before,) = lines_with(pilot, SIGN)[:1]
        await colleague_writes(pilot, named(NOTED[name], "b"), "parcel back")
        rows = [line for line in lines_with(pilot, SIGN) if line != before]
        assert [line for line in rows if line.lstrip(" │╭╰┃").startswith(SIGN)]


@every_list
async def test_rows_are_found_by_their_notes(name: str) -> None:
    async with noted(name) as pilot:
        await look_for(pilot, "has:note")
        assert names(pilot) == "a"
        await look_for(pilot, "-has:note")
        assert names(pilot) == "bc"
        await look_for(pilot, "note:ELODIE")
        assert names(pilot) == "a"
        await look_for(pilot, "note:parcel")
        assert names(pilot) == ""
        await colleague_writes(pilot, named(NOTED[name], "b"), "parcel back")
        assert names(pilot) == "b", "what is searched for follows what colleagues write"


@every_list
async def test_the_columns_of_a_list_offer_the_notes(name: str) -> None:
    async with noted(name) as pilot:
        await press(pilot, "C")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChooseColumns)
        assert "Notes" in screen_text(desk_app(pilot))
        options = dialog.query_one(OptionList)
        options.highlighted = options.option_count - 1
        await press(pilot, "space", "enter")
        heading, *rows = lines_with(pilot, "Notes")[0], *lines_with(pilot, "customer call")
        assert heading
        assert rows


@every_list
async def test_an_export_has_the_notes_that_hold(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with noted(name) as pilot:
        desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)
        await desk.notes.strike(await desk.notes.write(first(name), "a mistake"))
        await press(pilot, "e", "enter")
        rows = list(csv.DictReader((await written(pilot, tmp_path)).splitlines()))
        assert [bool(row["notes"]) for row in rows] == [True, False, False]
        assert rows[0]["notes"].endswith(": customer called Élodie")


@every_list
async def test_mask_hides_what_a_note_says_everywhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_list(name) as pilot:
        desk_app(pilot).parts.mask = True
        await colleague_writes(pilot, first(name), "called Élodie")
        await look_for(pilot, "has:note")
        await press(pilot, "escape")
        seen = [screen_text(desk_app(pilot))]
        await press(pilot, "N")
        seen.append(screen_text(desk_app(pilot)))
        await press(pilot, "escape", "e", "enter")
        seen.append(await written(pilot, tmp_path))
        await press(pilot, "enter")
        if isinstance(pilot.app.screen, DetailScreen):
            seen.append(screen_text(desk_app(pilot)))
        assert not [text for text in seen if "Élodie" in text]
        assert [text for text in seen if "c•••" in text]


@pytest.mark.parametrize("name", ["payments", "disputes", "payouts"])
async def test_the_screen_of_an_object_shows_its_notes(name: str) -> None:
    async with noted(name, "customer called Élodie\nat noon") as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        await until(pilot, lambda: bool(lines_with(pilot, "customer called Élodie")))
        assert lines_with(pilot, "Notes · N writes one")
        assert lines_with(pilot, "at noon")
        await colleague_writes(pilot, first(name), "and again")
        assert lines_with(pilot, "and again")


async def test_a_dispute_shows_the_notes_on_its_payment_too() -> None:
    async with at_list("disputes") as pilot:
        row = here(pilot).table.current
        assert row is not None
        await colleague_writes(pilot, row.payment_id, "promised a refund")
        assert [line for line in lines_with(pilot, SIGN) if "›" in line]
        await press(pilot, "enter")
        assert lines_with(pilot, "promised a refund")


@every_list
async def test_a_ledger_that_is_away_is_not_the_same_as_no_notes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(name) as pilot:
        desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)

        async def away(*_: object, **__: object) -> None:
            raise LedgerUnavailable(LedgerTrouble.AWAY)

        monkeypatch.setattr(desk.ledger.notes, "of", away)
        monkeypatch.setattr(desk.ledger.notes, "every", away)
        monkeypatch.setattr(desk.ledger.notes, "add", away)
        desk.notes.known = False
        await desk.notes.load()
        await settled(pilot)
        assert "notes not known" in str(here(pilot).pane.border_subtitle)
        await look_for(pilot, "has:note")
        assert names(pilot) == "abc"
        await press(pilot, "enter")
        assert "not narrowed" in str(here(pilot).pane.border_title)
        await press(pilot, "escape", "escape", "N")
        text = screen_text(desk_app(pilot))
        assert "! Notes not known: the team's ledger cannot be reached." in text
        assert "No notes yet" not in text
        await type_text(pilot, "parcel lost")
        await press(pilot, "ctrl+s")
        assert "The note may not have been written" in screen_text(desk_app(pilot))
        assert pilot.app.screen.query_one(TextArea).text == "parcel lost"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ListSection)
        await press(pilot, "N")
        assert pilot.app.screen.query_one(TextArea).text == "parcel lost", "nothing typed is lost"


@pytest.mark.parametrize("name", ["payments", "disputes", "payouts"])
async def test_the_screen_of_an_object_tells_notes_that_are_not_known_from_none(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(name) as pilot:
        desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)

        async def away(*_: object, **__: object) -> None:
            raise LedgerUnavailable(LedgerTrouble.AWAY)

        with monkeypatch.context() as broken:
            broken.setattr(desk.ledger.notes, "of", away)
            await press(pilot, "enter")
            await until(pilot, lambda: bool(lines_with(pilot, "! Notes not known")))
        await colleague_writes(pilot, first(name), "parcel lost")
        await until(pilot, lambda: bool(lines_with(pilot, "parcel lost")))
        assert not lines_with(pilot, "Notes not known")
