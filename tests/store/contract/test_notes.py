"""Notes: kept as they were written, never edited, struck through once."""

import pytest

from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.note import NOTE_LENGTH
from tests.store.contract.stands import KARIM, Stand, now

PAYMENT = "paym_" + "A" * 24
CUSTOMER = "cust_" + "A" * 24
REFUSED = (LedgerUnavailable, NotAllowed)


async def test_a_note_is_read_at_every_desk_with_its_author_and_time(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    await mine.open()
    note = await mine.notes.add(False, PAYMENT, "Rappelé le client : colis perdu.", at=now(mine))
    assert (note.text, note.object_id, note.live) == ("Rappelé le client : colis perdu.", PAYMENT, False)
    assert note.agent == mine.me
    assert abs((note.at - now(mine)).total_seconds()) < 60
    assert not note.struck
    assert await theirs.notes.of(False, PAYMENT) == (note,)


async def test_notes_are_of_their_object_and_mode_oldest_first(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    first = await mine.notes.add(False, PAYMENT, "one", at=now(mine))
    second = await theirs.notes.add(False, PAYMENT, "two", at=now(theirs))
    third = await mine.notes.add(False, CUSTOMER, "three", at=now(mine))
    await mine.notes.add(True, PAYMENT, "live", at=now(mine))
    assert await mine.notes.of(False, PAYMENT) == (first, second)
    assert await mine.notes.every(False) == (first, second, third)
    assert await mine.notes.every(False, limit=2) == (second, third)
    assert [each.text for each in await mine.notes.every(True)] == ["live"]
    assert await mine.notes.of(False, "none") == ()


async def test_a_note_is_struck_once_and_stays_readable(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    note = await mine.notes.add(False, PAYMENT, "wrong", at=now(mine))
    await theirs.open()
    struck = await theirs.notes.strike(note.id, at=now(theirs))
    assert struck is not None
    assert (struck.text, struck.agent, struck.struck_by) == ("wrong", mine.me, theirs.me)
    assert struck.struck_at is not None
    assert abs((struck.struck_at - now(theirs)).total_seconds()) < 60
    assert await mine.notes.strike(note.id, at=now(mine)) == struck
    assert await mine.notes.of(False, PAYMENT) == (struck,)
    assert await mine.notes.strike("none", at=now(mine)) is None


async def test_the_longest_note_is_kept_whole(stand: Stand) -> None:
    desk = stand.desk()
    text = "é✓𝕏\n" * (NOTE_LENGTH // 4)
    await desk.notes.add(False, PAYMENT, text, at=now(desk))
    assert [each.text for each in await desk.notes.of(False, PAYMENT)] == [text]


@pytest.mark.parametrize(
    "text",
    ["", "x" * (NOTE_LENGTH + 1), "𝕏" * (NOTE_LENGTH + 1), "x" * 5_000_000, "x\x00" + "x" * 5_000_000],
    ids=["empty", "2001", "2001 wide", "5 MB", "5 MB behind a zero"],
)
async def test_a_note_of_no_lawful_length_is_refused(stand: Stand, text: str) -> None:
    desk = stand.desk()
    await desk.open()
    with pytest.raises(REFUSED):
        await desk.notes.add(False, PAYMENT, text, at=now(desk))
    assert await desk.notes.of(False, PAYMENT) == ()
    await desk.notes.add(False, PAYMENT, "and the ledger goes on", at=now(desk))


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[2J\x07",
        "\x00zero",
        "\ud800 half",
        "\u202eright to left",
        "[bold]markup[/bold]",
        "'); DROP TABLE notes; --",
        " spaces kept ",
        "\r\nlines\r\n",
        "\u00e9 e\u0301",
    ],
)
async def test_a_foreign_text_is_kept_as_it_is_or_refused(stand: Stand, text: str) -> None:
    desk = stand.desk()
    await desk.open()
    try:
        await desk.notes.add(False, PAYMENT, text, at=now(desk))
    except REFUSED:
        expected = []
    else:
        expected = [text]
    assert [each.text for each in await desk.notes.of(False, PAYMENT)] == expected


async def test_notes_are_listed_for_their_account(stand: Stand) -> None:
    shop, other = stand.desk(account="shop"), stand.desk(account="other")
    note = await shop.notes.add(False, PAYMENT, "of the shop", at=now(shop))
    assert await shop.notes.every(False) == (note,)
    assert await other.notes.every(False) == ()
