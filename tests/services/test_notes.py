"""The notes of one mode: what is one, what is known of them, and what happens when the ledger is away."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.query import parse
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.marks import TeamMarks
from stancer_tui.services.team.notes import NoteRefused, Notes, checked
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.note import NOTE_LENGTH, Note
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import hits_of
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.unit.rows import row

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
A, B = "paym_AAAAAAAAAAAAAAAAAAAAAAAA", "paym_BBBBBBBBBBBBBBBBBBBBBBBB"


class Away(SqliteLedger):
    """A ledger that can be taken away, as a server can."""

    away = False

    async def run(self, call):  # type: ignore[no-untyped-def] # as the ledger's own
        if self.away:
            raise LedgerUnavailable(LedgerTrouble.AWAY)
        return await super().run(call)


@asynccontextmanager
async def desk(folder: Path, *, live: bool = False) -> AsyncIterator[tuple[Away, Notes]]:
    ledger = Away(Journal(folder / "journal.db", account=""))
    notes = Notes(ledger, live=live, now=lambda: NOW)
    try:
        yield ledger, notes
    finally:
        notes.close()
        ledger.away = False
        await ledger.aclose()


async def soon(notes: Notes, holds: Callable[[], bool]) -> None:
    """Wait until the notes were told of often enough for something to hold."""
    told = asyncio.Event()
    end = notes.subscribe(lambda _ids: told.set())
    async with asyncio.timeout(30):
        while not holds():
            await told.wait()
            told.clear()
    end()


def test_a_note_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert checked("  called\r\nat noon\t twice \u200b") == "called\nat noon  twice"


@pytest.mark.parametrize("empty", ["", "   \n\t ", "\u200b"])
def test_an_empty_text_is_no_note(empty: str) -> None:
    with pytest.raises(NoteRefused, match="empty"):
        checked(empty)


def test_a_note_has_so_many_characters_and_no_more() -> None:
    assert len(checked("x" * NOTE_LENGTH + "  ")) == NOTE_LENGTH
    with pytest.raises(NoteRefused, match=r"2,000 characters at most; this one has 2,001\."):
        checked("x" * (NOTE_LENGTH + 1))


def test_five_megabytes_are_refused_by_their_length_alone() -> None:
    class Unread(str):
        def strip(self, *_chars: object) -> str:
            raise AssertionError("the whole text was walked through")

        replace = strip

    with pytest.raises(NoteRefused, match="5,000,000"):
        checked(Unread("x" * 5_000_000))


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x07", "\x9b"])
def test_a_control_character_is_refused_by_its_name(control: str) -> None:
    with pytest.raises(NoteRefused, match=f"U\\+{ord(control):04X}"):
        checked(f"called {control}[31m")


@pytest.mark.parametrize(
    "text",
    [
        "card 4242 4242 4242 4242 works",
        "4242424242424242",
        "amex 3782-822463-10005.",
        "pay to FR14 2004 1010 0505 0001 3M02 606",
        "fr1420041010050500013m02606",
    ],
)
def test_no_note_holds_the_number_of_a_card_or_an_account(text: str) -> None:
    with pytest.raises(NoteRefused, match=r"This looks like (a card number|an IBAN)"):
        checked(text)


@pytest.mark.parametrize(
    "text",
    [
        "order 4242424242424243 arrived",  # its last digit checks nothing
        "visa ··4242, order AL-2611-01275",
        "called +33 6 39 98 27 45 and 06 39 98 27 45",
        "A-4242424242424242",
        f"see {A}",
        "paid 1 034,45 EUR and 12.50 EUR on 2026-11-27 at 16:40",
    ],
)
def test_what_only_resembles_such_a_number_is_a_note(text: str) -> None:
    assert checked(text) == text


async def test_what_was_written_is_known_after_it_was_loaded(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        assert not notes.known
        await notes.write(A, "customer called")
    async with desk(tmp_path) as (_ledger, again):
        assert not again.has(A)
        await again.load()
        assert again.known
        assert again.has(A)
        assert not again.has(B)
        (note,) = again.of(A)
        assert (note.text, note.at, note.live) == ("customer called", NOW, False)
    async with desk(tmp_path, live=True) as (_ledger, live):
        await live.load()
        assert live.of(A) == (), "nothing crosses the modes"


async def test_a_struck_note_stays_and_holds_no_longer(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        first = await notes.write(A, "customer called")
        await notes.write(A, "will pay by transfer")
        assert await notes.strike(first) is not None
        assert [note.struck for note in notes.of(A)] == [True, False]
        assert notes.has(A)
        await notes.strike(notes.of(A)[1])
        assert not notes.has(A)
        assert len(notes.of(A)) == 2
        assert not notes


async def test_what_another_desk_writes_becomes_known(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, mine), desk(tmp_path) as (_other, theirs):
        await mine.load()
        told: list[Collection[str]] = []
        mine.subscribe(told.append)
        note = await theirs.write(A, "parcel came back")
        ledger.tell(LedgerChange("note", A, "nadia", False))
        await soon(mine, lambda: mine.has(A))
        assert mine.of(A) == (note,)
        assert told[-1] == (A,)
        await theirs.write(B, "another one")
        ledger.tell(LedgerChange("all"))
        await soon(mine, lambda: mine.has(B))
        assert told[-1] == (B,), "only what changed is told"


async def test_what_concerns_neither_the_mode_nor_notes_is_not_read(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, mine), desk(tmp_path) as (_other, theirs):
        await mine.load()
        await theirs.write(A, "parcel came back")
        ledger.tell(LedgerChange("note", A, "nadia", True))
        ledger.tell(LedgerChange("claim", A, "nadia", False))
        await asyncio.sleep(0)
        assert not mine.has(A)
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_ledger_that_is_away_leaves_notes_not_known(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        ledger.away = True
        await notes.load()
        assert not notes.known
        assert notes.trouble is not None
        query = parse("has:note", NOW, PARIS, marked=TeamMarks(notes, nobodys()))
        assert not query
        assert query.asks_team
        assert query.mistakes[0].message == (
            "The notes are not known now: the team's ledger cannot be reached."
        )
        with pytest.raises(LedgerUnavailable):
            await notes.write(A, "customer called")
        ledger.away = False
        ledger.tell(LedgerChange("all"))
        await soon(notes, lambda: notes.known)
        assert not notes.of(A), "what was not written is not there"


async def test_what_was_known_stays_while_the_ledger_is_away(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        await notes.load()
        await notes.write(A, "customer called")
        ledger.away = True
        ledger.tell(LedgerChange("note", A, "nadia", False))
        await soon(notes, lambda: notes.trouble is not None)
        assert notes.known
        assert notes.has(A)


async def test_nothing_is_followed_once_it_is_closed(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        await notes.load()
        notes.close()
        ledger.tell(LedgerChange("note", A, "nadia", False))
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_could_not_be_read_is_read_with_the_next_change(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        await notes.load()
        colleagues = SqliteLedger(Journal(tmp_path / "journal.db", account=""))
        for each in (A, B):
            await colleagues.notes.add(False, each, "customer called", at=NOW)
        ledger.away = True
        ledger.tell(LedgerChange("note", A, "nadia", False))
        await soon(notes, lambda: notes.trouble is not None)
        ledger.away = False
        ledger.tell(LedgerChange("note", B, "nadia", False))
        await soon(notes, lambda: notes.has(A) and notes.has(B))
        await colleagues.aclose()


def nobodys() -> TeamClaims:
    """Claims of a ledger that nobody opens."""
    return TeamClaims(SqliteLedger(Journal(Path("/nowhere/journal.db"))), live=False, now=lambda: NOW)


def found(typed: str, notes: Notes) -> list[str]:
    index = PaymentIndex(search_text)
    index.add([row(id=A, order_id="order-a"), row(id=B, order_id="order-b")])
    query = parse(typed, NOW, PARIS, marked=TeamMarks(notes, nobodys()))
    assert not query.mistakes
    rows = hits_of(index, query.query)
    return sorted(each.order_id or "" for each in rows if isinstance(each, PaymentRow))


async def test_rows_are_found_by_their_notes_in_both_languages(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        await notes.load()
        await notes.write(A, "Le client a rappelé: colis ABÎMÉ")
        struck = await notes.write(B, "colis perdu")
        await notes.strike(struck)
        assert found("has:note", notes) == found("has:notes", notes) == ["order-a"]
        assert found("-has:note", notes) == ["order-b"]
        assert found("note:abime", notes) == found('note:"colis abî"', notes) == ["order-a"]
        assert found("note:perdu", notes) == []
        assert found("note:colis order-b", notes) == []
        with using(Language.FR):
            assert found("avec:note", notes) == found("avec:une_note", notes) == ["order-a"]


async def test_what_else_one_has_is_suggested(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        await notes.load()
        query = parse("has:claim", NOW, PARIS, marked=TeamMarks(notes, nobodys()))
        assert [each.message for each in query.mistakes] == ["There is no has:claim; write note."]


async def test_a_narrower_search_of_notes_needs_to_look_at_its_hits_only(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        await notes.load()
        await notes.write(A, "parcel lost")
        await notes.write(B, "parcel found")
        marked = TeamMarks(notes, nobodys())
        wide = parse("note:parcel", NOW, PARIS, marked=marked).query
        narrow = parse("note:lost", NOW, PARIS, marked=marked).query
        assert narrow.narrows(wide)
        assert not wide.narrows(narrow)
        out = parse("-note:parcel", NOW, PARIS, marked=marked).query
        assert not out.narrows(wide)


async def test_an_author_is_shown_by_name(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        note: Note = await notes.write(A, "customer called")
        assert notes.author(note.agent) == ledger.me
        assert notes.author("gone") == "gone", "an agent who left keeps the login"


def test_a_draft_of_nothing_is_kept_no_longer(tmp_path: Path) -> None:
    notes = Notes(SqliteLedger(Journal(tmp_path / "journal.db")), live=False, now=lambda: NOW)
    notes.keep_draft(A, "half a sen")
    assert notes.drafts == {A: "half a sen"}
    notes.keep_draft(A, "")
    assert notes.drafts == {}


async def test_what_was_written_is_no_draft_any_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as (ledger, notes):
        notes.keep_draft(A, "customer called")
        ledger.away = True
        with pytest.raises(LedgerUnavailable):
            await notes.write(A, "customer called")
        assert notes.drafts == {A: "customer called"}
        ledger.away = False
        notes.keep_draft(B, "another")
        await notes.write(A, "customer called")
        assert notes.drafts == {B: "another"}


async def test_a_newer_draft_stays(tmp_path: Path) -> None:
    async with desk(tmp_path) as (_ledger, notes):
        notes.keep_draft(A, "customer called, and")
        await notes.write(A, "customer called")
        assert notes.drafts == {A: "customer called, and"}
