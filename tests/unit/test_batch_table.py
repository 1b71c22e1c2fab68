"""Batches in the journal: what was confirmed stands, and one program at a time moves it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stancer_tui.store.batch import Batch, BatchItem, BatchState, ItemState
from stancer_tui.store.errors import AlreadyOpen, BatchMoved, LedgerUnavailable
from stancer_tui.store.intent import RefundReason, State
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite import batch_table as table
from stancer_tui.store.sqlite.journal import Journal
from tests.services.refund_world import intent

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ME, OTHER = Owner(1, "boot:1", "agent"), Owner(2, "boot:2", "colleague")


def item(number: int, **changes: object) -> BatchItem:
    base = BatchItem(payment=f"paym_{number:024}", amount=1250, currency="eur", intent_id=f"item-{number}")
    return replace(base, **changes)  # type: ignore[arg-type]


def batch(name: str = "batch", *items: BatchItem, **changes: object) -> Batch:
    base = Batch(
        id=name,
        created_at=NOW,
        key_fingerprint="0" * 12,
        live=False,
        owner=ME,
        reason=RefundReason.DUPLICATE,
        ticket="T-81",
        state=BatchState.RUNNING,
        items=items or (item(2), item(1)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal.db")) as journal:
        yield journal


def test_a_batch_is_read_as_it_was_written(journal: Journal) -> None:
    table.insert(journal, batch())
    assert table.get(journal, "batch") == batch()
    assert table.get(journal, "none") is None


def test_what_came_of_an_item_is_its_intents_to_say(journal: Journal) -> None:
    table.insert(journal, batch())
    made = intent(State.CONFIRMED, id="item-2", payment=item(2).payment)
    journal.insert(made, at=NOW)
    found = table.get(journal, "batch")
    assert found is not None
    assert [each.intent for each in found.items] == [made, None]
    assert [each.intent_id for each in found.waiting] == ["item-1"]


def test_an_intent_of_an_item_is_written_once(journal: Journal) -> None:
    """Not in whichever state the first one is, nor for another payment."""
    journal.insert(intent(State.REJECTED, id="item-2"), at=NOW)
    with pytest.raises(AlreadyOpen):
        journal.insert(intent(id="item-2", payment=item(1).payment), at=NOW)
    assert [each.state for each in journal.history()] == [State.REJECTED]


def test_a_batch_with_a_payment_twice_is_not_written_at_all(journal: Journal) -> None:
    with pytest.raises(LedgerUnavailable):
        table.insert(journal, batch("batch", item(1), item(1, intent_id="other")))
    assert table.history(journal) == ()


def test_the_newest_batches_come_first_and_those_that_did_not_end_the_oldest(journal: Journal) -> None:
    for number, live in enumerate((False, True, False, False)):
        table.insert(journal, batch(f"{number}", item(number), live=live))
    last = table.get(journal, "3")
    assert last is not None
    table.advance(journal, last, BatchState.ENDED, ME, at=NOW, detail="done")
    assert [each.id for each in table.history(journal)] == ["3", "2", "1", "0"]
    assert [each.id for each in table.history(journal, False, limit=2)] == ["3", "2"]
    assert [each.id for each in table.unfinished(journal, False)] == ["0", "2"]
    assert [each.id for each in table.unfinished(journal, True)] == ["1"]


def test_one_program_moves_a_batch_and_the_other_is_told(journal: Journal) -> None:
    known = batch()
    table.insert(journal, known)
    taken = table.advance(journal, known, BatchState.RUNNING, OTHER, at=NOW, detail="confirmed again")
    assert (taken.owner, taken.revision) == (OTHER, 1)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: table.check(journal, known),
        lambda: table.advance(journal, known, BatchState.STOPPED, ME, at=NOW, detail="stopped"),
        lambda: table.skip_item(journal, known, item(1).payment, "no"),
    )
    for attempt in attempts:
        with pytest.raises(BatchMoved) as caught:
            attempt()
        assert caught.value.current == taken
    assert table.check(journal, taken) == taken


def test_what_is_left_out_says_why_and_is_no_longer_waiting(journal: Journal) -> None:
    table.insert(journal, batch())
    one = table.skip_item(journal, batch(), item(2).payment, "It changed.")
    assert [each.note for each in one.items] == ["It changed.", None]
    both = table.advance(
        journal, one, BatchState.ENDED, ME, at=NOW, detail="left", skip=[item(1).payment], note="Left out."
    )
    assert [(each.state, each.note) for each in both.items] == [
        (ItemState.SKIPPED, "It changed."),
        (ItemState.SKIPPED, "Left out."),
    ]
    assert both.waiting == ()


def test_the_audit_says_who_moved_it_and_why(journal: Journal) -> None:
    table.insert(journal, batch())
    later = NOW + timedelta(minutes=1)
    stopped = table.advance(
        journal, batch(), BatchState.STOPPED, OTHER, at=later, detail="stopped: agent", stopped="agent"
    )
    assert stopped.stopped == "agent"
    assert [(each.at, each.state, each.detail, each.os_user) for each in table.changes(journal, "batch")] == [
        (NOW, BatchState.RUNNING, "confirmed by the agent", "agent"),
        (later, BatchState.STOPPED, "stopped: agent", "colleague"),
    ]


STANDS = (
    "DELETE FROM batches",
    "DELETE FROM batch_items",
    "DELETE FROM audit",
    "UPDATE batch_items SET amount = 5000",
    "UPDATE batch_items SET payment = 'paym_other' WHERE place = 0",
    "UPDATE batch_items SET intent = 'other' WHERE place = 0",
    "UPDATE audit SET detail = 'nothing'",
)


@pytest.mark.parametrize("statement", STANDS)
def test_what_was_confirmed_is_never_deleted_or_rewritten(journal: Journal, statement: str) -> None:
    table.insert(journal, batch())
    with closing(sqlite3.connect(journal.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert table.get(journal, "batch") == batch()


@pytest.mark.parametrize("amount", [0, -1, 12.5])
def test_an_amount_that_cannot_be_is_not_written(journal: Journal, amount: float) -> None:
    with pytest.raises(LedgerUnavailable):
        table.insert(journal, batch("batch", item(1, amount=amount)))
    assert table.history(journal) == ()


def test_an_item_that_was_sent_meanwhile_is_not_left_out(journal: Journal) -> None:
    table.insert(journal, batch())
    journal.insert(intent(State.CONFIRMED, id="item-2", payment=item(2).payment), at=NOW)
    ended = table.advance(
        journal, batch(), BatchState.ENDED, ME, at=NOW, detail="left", skip=[item(2).payment, item(1).payment]
    )
    assert [each.state for each in ended.items] == [ItemState.WAITING, ItemState.SKIPPED]
    assert ended.waiting == ()
