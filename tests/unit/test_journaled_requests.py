"""Pending requests in the journal, and journals of version 1."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from stancer_tui.store.audit import verify
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from stancer_tui.store.sqlite import request_table as table
from stancer_tui.store.sqlite.intent_rows import row_of
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.schema import APPLICATION_ID, SCHEMA
from tests.unit.test_journal import NOW, intent

GONE = Owner(2**22 + 1, "long ago", "someone")


def pending(name: str = "one", **changes: object) -> PendingRequest:
    base = PendingRequest(
        id=name,
        kind=RequestKind.CHECK,
        live=False,
        created_at=NOW,
        key_fingerprint="abc",
        state=RequestState.SENDING,
        owner=this_process(),
    )
    return replace(base, **changes)  # type: ignore[arg-type] # fields of many types


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal.db", busy_seconds=0.05)) as opened:
        yield opened


def version_1(path: Path) -> None:
    """A journal as version 1 made it, with a refund in it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    path.chmod(0o600)


def test_a_pending_request_is_read_back_as_it_stands(journal: Journal) -> None:
    table.put(journal, pending())
    known = pending(state=RequestState.KNOWN, object_id="chck_" + "a" * 24, http_status=200)
    table.put(journal, known)
    assert table.history(journal, False) == (known,)
    assert table.history(journal, True) == ()


def test_what_was_asked_is_never_rewritten_and_never_deleted(journal: Journal) -> None:
    table.put(journal, pending(amount=100, currency="eur"))
    table.put(journal, pending(amount=999, currency="usd", live=True))
    (kept,) = table.history(journal, False)
    assert (kept.amount, kept.currency) == (100, "eur")
    with journal.writing() as connection, pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute("DELETE FROM errands")


def test_what_an_ended_program_left_is_settled_and_what_waits_is_taken_up(journal: Journal) -> None:
    waiting = pending("waits", state=RequestState.KNOWN, object_id="chck_" + "a" * 24, owner=GONE)
    for each in (
        pending("sent", owner=GONE),
        pending("written", state=RequestState.PREPARED, owner=GONE),
        pending("mine"),
        waiting,
    ):
        table.put(journal, each)
    assert table.take_up(journal, False) == (waiting,)
    states = {each.id: each.state for each in table.history(journal, False)}
    assert states == {
        "sent": RequestState.UNKNOWN,
        "written": RequestState.NOT_SENT,
        "mine": RequestState.SENDING,
        "waits": RequestState.KNOWN,
    }


def test_a_journal_of_version_1_is_taken_over_with_its_refunds(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    version_1(path)
    with closing(sqlite3.connect(path)) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(intents)")]
    assert "pending_requests" not in names
    with closing(Journal(path)) as first:
        first.insert(intent(), at=NOW)
        table.put(first, pending())
    with closing(Journal(path)) as second:
        assert second.get("one") == intent()
        assert [each.after for each in second.changes("one")] == ["prepared"]
        assert table.history(second, False) == (pending(),)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (5,)


def test_refunds_written_before_the_upgrade_are_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    version_1(path)
    with closing(sqlite3.connect(path)) as connection:
        old = {
            name: value
            for name, value in row_of(intent()).items()
            if name in [row[1] for row in connection.execute("PRAGMA table_info(intents)")]
        }
        connection.execute(
            f"INSERT INTO intents ({', '.join(old)}) VALUES ({', '.join('?' * len(old))})", [*old.values()]
        )
        for before, after in ((None, "prepared"), ("prepared", "sending")):
            connection.execute(
                "INSERT INTO changes "
                "(intent, at, before_state, after_state, detail, pid, os_user, app_version) "
                "VALUES ('one', ?, ?, ?, 'detail', 7, 'nadia', '0.1.0')",
                (NOW.isoformat(), before, after),
            )
        connection.commit()
    with closing(Journal(path)) as journal:
        (kept,) = journal.history(False)
        assert kept == replace(intent(), owner=replace(intent().owner, host=""))
        assert table.history(journal, False) == ()
        assert [(each.before, each.after, each.os_user) for each in journal.changes("one")] == [
            (None, "prepared", "nadia"),
            ("prepared", "sending", "nadia"),
        ]
        assert verify(journal.audit()).broken_at is None, "what was written before is in the chain as well"


def test_an_upgrade_that_fails_leaves_version_1(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    version_1(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE errands_of_mode (x)")  # the name of what is to be added
    with closing(Journal(path)) as journal, pytest.raises(LedgerUnavailable):
        journal.open()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "pending_requests" not in names


def test_a_newer_journal_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(Journal(path)) as journal:
        journal.open()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 6")
    with closing(Journal(path)) as journal, pytest.raises(LedgerUnavailable) as raised:
        journal.open()
    assert raised.value.trouble is LedgerTrouble.NEWER
