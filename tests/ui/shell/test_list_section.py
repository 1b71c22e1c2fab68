"""What every list has alike: search, sorting, columns, marks with their sum, preview, export, four states."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from stancer_tui.api.limits import Limits
from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from stancer_tui.store.sqlite import request_table
from stancer_tui.ui.dialogs.columns import ChooseColumns
from stancer_tui.ui.dialogs.sort import ChooseSort
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.shell.window_list import WindowList
from stancer_tui.ui.widgets.row_preview import RowPreview
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp, dispute, payout
from tests.ui.desks.ticket_shop import DAY, named, pay
from tests.ui.driving import NARROW, NOW, demo, desk_app, press, said, screen_text, settled, type_text

TALL = (160, 30)

MONEY = {"a": (1250, "eur"), "b": (3000, "eur"), "c": (1200, "jpy")}
"""Three rows of each list by their names, newest first: 12.50 EUR, 30.00 EUR and 1,200 JPY."""

SECTIONS = {"payments": "2", "refunds": "3", "disputes": "4", "payouts": "5", "checks": "6"}
PATHS = {"payments": "/v1/checkout", "refunds": "/v1/checkout", "disputes": "/v1/disputes"} | {
    "payouts": "/v1/payouts"
}
"""Where the rows of a list are read from; those of Checks come from the journal."""

every_list = pytest.mark.parametrize("name", SECTIONS)
every_read_list = pytest.mark.parametrize("name", PATHS)


def api() -> MoneyApp:
    """The three rows in every list of the API, in live mode, where payouts are."""
    app = MoneyApp(live=True)
    rows = []
    for place, (name, (amount, currency)) in enumerate(MONEY.items(), 1):
        money = {"amount": amount, "currency": currency}
        refund = {"id": named("refd", name), "status": "refunded", "created": SECONDS - place * DAY} | money
        rows.append(pay(name, place * 1440, order_id="=evil", live_mode=True, refunds=[refund]) | money)
        app.payout(payout(name, place, statement_description="=evil") | money)
    app.lists["/v1/checkout"] = rows
    app.disputes(
        *(
            dispute(name, place, amount=MONEY[name][0], order_id="=evil")
            for place, name in enumerate(MONEY, 1)
        )
    )
    app.objects |= {row["id"]: row for row in rows}
    return app


async def ask_scorings(pilot: Pilot[int]) -> None:
    """Three scorings in the journal of the desk."""
    desk = await desk_app(pilot).parts.desks.open(Mode.LIVE)
    for place, (name, (amount, currency)) in enumerate(MONEY.items(), 1):
        pending = PendingRequest(
            id=name,
            kind=RequestKind.SCORING,
            live=True,
            created_at=NOW.fromtimestamp(SECONDS - place * DAY, NOW.tzinfo),
            key_fingerprint=desk.key_fingerprint,
            state=RequestState.DONE,
            owner=Owner(1, "", "agent"),
            object_id=named("scor", name),
            amount=amount,
            currency=currency,
        )
        await desk.pending_requests.ledger.record(pending)


@asynccontextmanager
async def at_list(
    name: str, app: MoneyApp | None = None, *, size: tuple[int, int] = TALL, state: DeskState | None = None
) -> AsyncIterator[Pilot[int]]:
    """The program at a list with three rows, or with those of another API."""
    desks = WireDesks(app=app or api(), limits=Limits(attempts=1))
    async with demo(size, mode=Mode.LIVE, desks=desks, state=state) as pilot:
        if app is None:
            await ask_scorings(pilot)
        await press(pilot, SECTIONS[name])
        yield pilot


def here(pilot: Pilot[int]) -> ListSection:
    assert isinstance(pilot.app.screen, ListSection)
    return pilot.app.screen


def names(pilot: Pilot[int]) -> str:
    """The names of the rows that are shown, in their order."""
    records = here(pilot).table.records
    return "".join(records.key(place).split("_")[-1].rstrip("0") for place in range(len(records)))


def framed(pilot: Pilot[int]) -> str:
    """What the frame of the list says."""
    return f"{here(pilot).pane.border_title} {here(pilot).pane.border_subtitle}"


async def look_for(pilot: Pilot[int], text: str) -> None:
    await press(pilot, "slash")
    here(pilot).search.value = text
    await settled(pilot)


async def sort_by(pilot: Pilot[int], key: str) -> None:
    await press(pilot, "S")
    dialog = pilot.app.screen
    assert isinstance(dialog, ChooseSort)
    place = next(place for place, sort in enumerate(dialog.choices) if sort.key == key)
    dialog.query_one(OptionList).highlighted = place
    await press(pilot, "enter")


@every_list
async def test_a_search_narrows_in_the_same_language_and_the_frame_counts(name: str) -> None:
    async with at_list(name) as pilot:
        assert names(pilot) == "abc"
        for text, found in (
            ("amount:<20", "a"),
            ("currency:jpy", "c"),
            ("-currency:jpy", "ab"),
            ("amount:10..40", "ab"),
            ("30,00", "b"),
            (f"date:{NOW:%Y-%m-%d}", ""),
            ("date:2d", "ab"),
        ):
            await look_for(pilot, text)
            assert names(pilot) == found, text
            assert f"{len(found)} of 3" in framed(pilot), text
        await press(pilot, "escape")
        assert names(pilot) == "abc"
        assert here(pilot).focused is here(pilot).table


@every_list
async def test_the_search_completes_and_names_a_mistake(name: str) -> None:
    async with at_list(name) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "curr")
        await press(pilot, "right")
        assert here(pilot).search.value == "currency:"
        assert "→ eur jpy" in said(pilot) or "→ jpy eur" in said(pilot), "the values of the rows"
        await look_for(pilot, "amont:30 ")
        assert "did you mean amount?" in said(pilot)
        assert names(pilot) == "abc", "what cannot be read narrows nothing"


@every_list
async def test_sorting_is_said_and_kept_for_this_list_and_mode_alone(name: str) -> None:
    state = DeskState()
    async with at_list(name, state=state) as pilot:
        await sort_by(pilot, "amount")
        assert names(pilot) == "cba", "by currency, then amount: currencies are not compared"
        assert "highest first" in framed(pilot)
        await sort_by(pilot, "amount")
        assert names(pilot) == "abc"
        assert "lowest first" in framed(pilot)
    async with at_list(name, state=state) as pilot:
        assert "lowest first" in framed(pilot), "as it was left"
        for other, key in SECTIONS.items():
            if other != name:
                await press(pilot, key)
                assert "lowest first" not in framed(pilot), other
    assert {state[Mode.TEST].list_of(each).sort for each in SECTIONS} == {None}


@every_list
async def test_the_columns_that_were_chosen_come_back(name: str) -> None:
    state = DeskState()
    async with at_list(name, state=state) as pilot:
        before = [column.key for column in here(pilot).table.columns]
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, ChooseColumns)
        await press(pilot, "space", "enter")
        assert [column.key for column in here(pilot).table.columns] == before[1:]
    async with at_list(name, state=state) as pilot:
        assert [column.key for column in here(pilot).table.columns] == before[1:]
        label = here(pilot).every_column()[0].label
        assert label not in screen_text(desk_app(pilot)).splitlines()[2]


@every_list
async def test_marks_are_summed_by_currency_and_those_out_of_sight_are_said(name: str) -> None:
    async with at_list(name) as pilot:
        await press(pilot, "space", "space")
        assert "2 marked · 42.50 EUR" in framed(pilot)
        await press(pilot, "space")
        assert "3 marked · 42.50 EUR · 1,200 JPY" in framed(pilot)
        await look_for(pilot, "currency:jpy")
        assert "3 marked, 2 hidden by the search · " in framed(pilot)
        assert "42.50 EUR" in framed(pilot)
        await press(pilot, "escape", "g", "space")
        assert "2 marked · 30.00 EUR · 1,200 JPY" in framed(pilot)


@every_list
async def test_marks_stay_in_their_mode(name: str) -> None:
    async with at_list(name) as pilot:
        await press(pilot, "space")
        await press(pilot, "ctrl+t")
        assert here(pilot).mode is Mode.TEST
        assert not here(pilot).table.marks
        assert "marked" not in framed(pilot)


@every_list
async def test_an_export_holds_what_is_marked_or_shown_and_no_formula(name: str, tmp_path: Path) -> None:
    async def written(file: str) -> list[dict[str, Any]]:
        await press(pilot, "e")
        pilot.app.screen.query_one("#path", Input).value = str(tmp_path / file)
        await press(pilot, "enter")
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert ",=" not in text, "a spreadsheet would run it"
        assert ("'=evil" in text) is (name != "checks")
        return list(csv.DictReader(text.splitlines()))

    async with at_list(name) as pilot:
        await press(pilot, "space", "j", "space")
        rows = await written("marked.csv")
        assert [(row["amount"], row["currency"]) for row in rows] == [("12.50", "EUR"), ("1200", "JPY")]
        await press(pilot, "g", "space", "G", "space")
        await look_for(pilot, "amount:30")
        await press(pilot, "enter") if name not in {"disputes", "payouts"} else await press(pilot, "down")
        assert [row["amount"] for row in await written("shown.csv")] == ["30.00"]


@every_list
async def test_the_preview_follows_the_cursor_and_gives_way_to_the_strip(name: str) -> None:
    async with at_list(name) as pilot:
        pane, strip = here(pilot).query_one(RowPreview), here(pilot).query_one("#strip")
        assert (pane.display, strip.display) == (True, False)
        for key, shown in (("j", "b"), ("j", "c"), ("g", "a")):
            await press(pilot, key)
            assert str(pane.border_title).split("_")[-1].rstrip("0") == shown
        await press(pilot, "p")
        assert (pane.display, strip.display) == (False, True)
        assert str(strip.render()).strip()
        await press(pilot, "p")
        assert pane.display


@every_list
async def test_in_a_narrow_terminal_the_strip_speaks_for_the_preview(name: str) -> None:
    async with at_list(name, size=NARROW) as pilot:
        assert not here(pilot).query_one(RowPreview).display
        assert str(here(pilot).query_one("#strip").render()).strip()


@every_list
async def test_copying_offers_the_id_of_the_row(name: str) -> None:
    async with at_list(name) as pilot:
        await press(pilot, "j", "y")
        if name != "disputes":  # whose dossier is copied at once
            await press(pilot, "i")
        copied = pilot.app.clipboard
        assert "_b000" in copied
        assert "_a000" not in copied


@every_read_list
async def test_failed_empty_and_stale_look_different(name: str) -> None:
    app, failing = api(), True

    def refuse(path: str, query: Any) -> Any:
        return (500, {"error": {"message": "Oops"}}) if failing and path == PATHS[name] else None

    app.refuse = refuse
    async with at_list(name, app) as pilot:
        assert "Stancer has a problem of its own" in said(pilot)
        assert "○" not in said(pilot), "a failure is no empty list"
        failing = False
        await press(pilot, "f5")
        assert names(pilot) == "abc"
        assert "problem of its own" not in said(pilot)
        assert "read now" in said(pilot)
        failing = True
        await press(pilot, "f5")
        assert names(pilot) == "abc", "what was read stays"
        assert "! Stancer has a problem of its own" in said(pilot)
    async with at_list(name, MoneyApp(live=True)) as pilot:
        assert "○ No" in said(pilot)
        assert "problem" not in said(pilot)


async def test_checks_without_a_journal_are_not_known_rather_than_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable

    def unreadable(*_: Any, **__: Any) -> Any:
        raise LedgerUnavailable(LedgerTrouble.INPUT_OUTPUT)

    async with at_list("checks", MoneyApp(live=True)) as pilot:
        assert "No account was checked" in said(pilot)
        monkeypatch.setattr(request_table, "history", unreadable)
        await press(pilot, "f5")
        assert "What was asked before is not known" in said(pilot)
        assert "the disk failed" in said(pilot)
        assert "No account was checked" not in said(pilot)


@pytest.mark.parametrize("name", ["disputes", "payouts"])
async def test_reading_by_itself_finds_what_is_new_and_slows_down_when_told(name: str) -> None:
    app = api()
    async with at_list(name, app) as pilot:
        screen = here(pilot)
        assert isinstance(screen, WindowList)
        assert "auto" not in said(pilot), "it is on, and nothing about it is unusual"
        app.lists[PATHS[name]].append(app.lists[PATHS[name]][0] | {"id": named("dspt", "new")})
        screen.auto.tick()
        await settled(pilot)
        assert "new" in names(pilot)

        app.refuse = lambda path, query: (
            (429, {"error": {"message": "Slow"}}) if path == PATHS[name] else None
        )
        screen.auto.tick()
        await settled(pilot)
        assert "auto 2 min" in said(pilot)
        assert "new" in names(pilot)
        app.refuse = lambda path, query: None
        screen.auto.tick()
        await settled(pilot)
        assert "auto" not in said(pilot)

        await press(pilot, "d")
        asked = len(app.asked)
        screen.auto.tick()
        await settled(pilot)
        assert len(app.asked) == asked, "nothing is read under a dialog"
