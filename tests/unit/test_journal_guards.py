"""What the journal refuses, in which order it answers, and what it calls each trouble."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stancer_tui import __version__
from stancer_tui.store.errors import AlreadyOpen, LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import OPEN, AuditEntry, State
from stancer_tui.store.owner import this_process
from stancer_tui.store.sqlite import schema
from stancer_tui.store.sqlite.intent_rows import INSERT, row_of
from stancer_tui.store.sqlite.journal import Journal, read_rows
from stancer_tui.store.sqlite.schema import VERSION, connect
from tests.unit.test_journal import NOW, intent

REFUND = "refd_" + "C" * 24


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal(path, busy_seconds=0.05)) as opened:
        yield opened


def fill(journal: Journal) -> None:
    """Three refunds of one payment in test, one in live, one of another payment."""
    journal.insert(intent("a", state=State.NOT_FOUND), at=NOW)
    journal.insert(intent("b", state=State.CONFIRMED, refund_id=REFUND), at=NOW)
    journal.insert(intent("c", state=State.UNKNOWN), at=NOW)
    journal.insert(intent("d", live=True, state=State.SENDING), at=NOW)
    journal.insert(intent("e", payment="paym_" + "Z" * 24, state=State.REJECTED), at=NOW)


def names(found: tuple[object, ...]) -> str:
    return "".join(str(getattr(each, "id", "")) for each in found)


def test_each_question_has_its_own_intents_in_its_own_order(journal: Journal) -> None:
    fill(journal)
    assert names(journal.of_payment(False, intent().payment)) == "abc"
    assert names(journal.of_payment(True, intent().payment)) == "d"
    assert names(journal.unresolved(False)) == "ac"
    assert names(journal.unresolved(True)) == "d"
    assert names(journal.history()) == "edcba"
    assert names(journal.history(False)) == "ecba"
    assert names(journal.history(True)) == "d"
    assert names(journal.history(limit=2)) == "ed"
    assert journal.get("none") is None


def test_a_claim_is_another_intents_of_the_same_payment_and_mode(journal: Journal) -> None:
    fill(journal)
    assert journal.claimed(intent("c")) == {REFUND}
    assert journal.claimed(intent("b")) == frozenset()
    assert journal.claimed(intent("d", live=True)) == frozenset()
    assert journal.claimed(intent("e", payment="paym_" + "Z" * 24)) == frozenset()


def test_each_step_is_a_revision_and_a_line_of_the_audit(journal: Journal) -> None:
    first = intent()
    journal.insert(first, at=NOW)
    later = NOW + timedelta(seconds=3)
    second = journal.advance(first, replace(first, state=State.SENDING), at=later, detail="Send")
    third = journal.advance(second, replace(second, state=State.UNKNOWN), at=later, detail="Lost")
    fourth = journal.advance(third, replace(third, state=State.NOT_FOUND), at=later, detail="Settled")
    assert [each.revision for each in (first, second, third, fourth)] == [0, 1, 2, 3]
    assert journal.get("one") == fourth
    journal.insert(intent("two"), at=NOW)
    me = this_process()
    by = (me.pid, me.user, __version__)
    assert journal.changes("one") == (
        AuditEntry("one", NOW, None, State.PREPARED, "confirmed by the agent", *by),
        AuditEntry("one", later, State.PREPARED, State.SENDING, "Send", *by),
        AuditEntry("one", later, State.SENDING, State.UNKNOWN, "Lost", *by),
        AuditEntry("one", later, State.UNKNOWN, State.NOT_FOUND, "Settled", *by),
    )
    assert [each.intent for each in journal.changes()] == ["one"] * 4 + ["two"]


def test_what_is_held_is_held_against_another_and_not_against_itself(journal: Journal) -> None:
    fill(journal)
    missing, unknown = intent("a", state=State.NOT_FOUND), intent("c", state=State.UNKNOWN)
    with pytest.raises(AlreadyOpen) as caught:
        journal.advance(missing, replace(missing, state=State.CONFIRMED), at=NOW, detail="", alone=True)
    assert caught.value.intent.id == "c"
    journal.advance(unknown, replace(unknown, state=State.CONFIRMED), at=NOW, detail="", alone=True)
    journal.advance(missing, replace(missing, state=State.CONFIRMED), at=NOW, detail="", alone=True)


def test_an_intent_that_is_gone_is_damage(journal: Journal) -> None:
    journal.open()
    with pytest.raises(LedgerUnavailable) as caught:
        journal.advance(intent(), intent(state=State.SENDING), at=NOW, detail="Send")
    assert caught.value.trouble is LedgerTrouble.DAMAGED


def test_what_failed_half_way_was_not_written(journal: Journal) -> None:
    journal.insert(intent(), at=NOW)

    def stops_half_way(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE intents SET state = 'sending'")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), journal.writing() as connection:
        stops_half_way(connection)
    assert journal.get("one") == intent()
    journal.advance(intent(), intent(state=State.SENDING), at=NOW, detail="Send")


CODES = {
    sqlite3.SQLITE_BUSY: LedgerTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: LedgerTrouble.LOCKED,
    sqlite3.SQLITE_FULL: LedgerTrouble.FULL,
    sqlite3.SQLITE_READONLY: LedgerTrouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: LedgerTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: LedgerTrouble.READ_ONLY,
    sqlite3.SQLITE_NOTADB: LedgerTrouble.DAMAGED,
    sqlite3.SQLITE_CORRUPT: LedgerTrouble.DAMAGED,
    sqlite3.SQLITE_ERROR: LedgerTrouble.DAMAGED,
    sqlite3.SQLITE_IOERR: LedgerTrouble.INPUT_OUTPUT,
    sqlite3.SQLITE_BUSY_SNAPSHOT: LedgerTrouble.LOCKED,
    sqlite3.SQLITE_READONLY_DBMOVED: LedgerTrouble.READ_ONLY,
    sqlite3.SQLITE_IOERR_FSYNC: LedgerTrouble.INPUT_OUTPUT,
    sqlite3.SQLITE_CORRUPT_INDEX: LedgerTrouble.DAMAGED,
    None: LedgerTrouble.INPUT_OUTPUT,
}


@pytest.mark.parametrize("code", CODES)
def test_each_failure_of_the_database_has_its_name(journal: Journal, code: int | None) -> None:
    failure = sqlite3.OperationalError("what it says")
    if code is not None:
        failure.sqlite_errorcode = code
    with pytest.raises(LedgerUnavailable, match="what it says") as caught, journal.reading():
        raise failure
    assert caught.value.trouble is CODES[code]


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, LedgerTrouble.FULL),
        (errno.EDQUOT, LedgerTrouble.FULL),
        (errno.EFBIG, LedgerTrouble.FULL),
        (errno.EACCES, LedgerTrouble.READ_ONLY),
        (errno.EROFS, LedgerTrouble.READ_ONLY),
        (errno.E2BIG, LedgerTrouble.READ_ONLY),
    ],
)
def test_each_failure_of_the_disk_has_its_name(journal: Journal, number: int, trouble: LedgerTrouble) -> None:
    with pytest.raises(LedgerUnavailable, match=os.strerror(number)) as caught, journal.reading():
        raise OSError(number, os.strerror(number))
    assert caught.value.trouble is trouble


@pytest.mark.parametrize("error", [ValueError, TypeError, OverflowError])
def test_a_row_that_cannot_be_read_is_damage(journal: Journal, error: type[Exception]) -> None:
    journal.insert(intent(), at=NOW)

    def fails(_: sqlite3.Row) -> None:
        raise error

    with journal.reading() as connection:
        rows = connection.execute("SELECT * FROM intents").fetchall()
    with pytest.raises(LedgerUnavailable) as caught:
        read_rows(rows, fails)
    assert caught.value.trouble is LedgerTrouble.DAMAGED


def test_the_words_of_a_trouble() -> None:
    assert str(LedgerUnavailable(LedgerTrouble.FULL)) == "the disk is full"
    assert str(LedgerUnavailable(LedgerTrouble.FULL, "device")) == "the disk is full (device)"


def refusal(path: Path) -> LedgerUnavailable:
    """Why the journal cannot be opened."""
    with pytest.raises(LedgerUnavailable) as caught:
        connect(path, 0)
    return caught.value


def test_a_journal_is_refused_where_others_can_take_it_away(path: Path) -> None:
    connect(path, 0).close()
    for mode in (0o720, 0o702, 0o777):
        path.parent.chmod(mode)
        assert refusal(path).trouble is LedgerTrouble.UNSAFE
    for mode in (0o700, 0o755, 0o750):
        path.parent.chmod(mode)
        connect(path, 0).close()


def test_a_directory_that_is_a_link_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    path.parent.symlink_to(tmp_path / "real")
    assert "is a link" in str(refusal(path))
    assert list((tmp_path / "real").iterdir()) == []


@pytest.mark.parametrize("what", ["directory", "file"])
@pytest.mark.parametrize("other", [-1, 1])
def test_what_belongs_to_another_user_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, what: str, other: int
) -> None:
    connect(path, 0).close()
    if what == "file":
        monkeypatch.setattr(schema, "_check_directory", lambda _: None)
    user = path.stat().st_uid + other
    monkeypatch.setattr(os, "geteuid", lambda: user)
    refused = refusal(path)
    assert refused.trouble is LedgerTrouble.UNSAFE
    assert f"{path.parent if what == 'directory' else path} belongs to another user" in str(refused)


def test_on_windows_neither_owner_nor_mode_is_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither exists there, and a directory cannot be opened."""
    windows = SimpleNamespace(**{**vars(os), "name": "nt"})
    del windows.geteuid, windows.O_NOFOLLOW

    def only_a_new_file(name: Path, flags: int, mode: int) -> int:
        assert flags == os.O_CREAT | os.O_EXCL | os.O_RDWR
        return os.open(name, flags, mode)

    windows.open = only_a_new_file
    monkeypatch.setattr(schema, "os", windows)
    connect(path, 0).close()
    path.parent.chmod(0o777)
    path.chmod(0o666)
    connect(path, 0).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o666


def test_a_new_journal_is_its_owners_alone_from_its_first_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    connecting = sqlite3.connect

    def opened(*args: Any, **options: Any) -> Any:
        modes.extend(stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir())
        return connecting(*args, **options)

    monkeypatch.setattr(sqlite3, "connect", opened)
    mask = os.umask(0)
    try:
        connect(path, 0).close()
    finally:
        os.umask(mask)
    assert modes == [0o600, 0o600], "while it is filled, and when it is opened"


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    connect(path, 0).close()
    for mode in (0o644, 0o601, 0o640, 0o660):
        path.chmod(mode)
        connect(path, 0).close()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o400)
    try:
        connect(path, 0).close()
    except (LedgerUnavailable, sqlite3.Error):
        assert os.geteuid() != 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_a_directory_of_many_is_made_with_all_above_it(tmp_path: Path) -> None:
    deep = tmp_path / "one" / "two" / "journal.db"
    connect(deep, 0).close()
    assert stat.S_IMODE(deep.parent.stat().st_mode) == 0o700
    connect(deep, 0).close()


def test_what_is_no_file_is_refused(path: Path) -> None:
    path.mkdir(parents=True, mode=0o700)
    assert refusal(path).trouble is LedgerTrouble.FOREIGN


@pytest.mark.parametrize(
    ("version", "trouble"),
    [
        (-1, LedgerTrouble.DAMAGED),
        (0, LedgerTrouble.DAMAGED),
        (VERSION + 1, LedgerTrouble.NEWER),
        (VERSION + 5, LedgerTrouble.NEWER),
    ],
)
def test_a_version_that_cannot_be_is_refused(path: Path, version: int, trouble: LedgerTrouble) -> None:
    connect(path, 0).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert refusal(path).trouble is trouble


@pytest.mark.parametrize("other", [-1, 1])
def test_a_database_of_another_program_is_refused(path: Path, other: int) -> None:
    connect(path, 0).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID + other}")
    assert refusal(path).trouble is LedgerTrouble.FOREIGN


def test_an_index_that_misses_a_refund_is_damage(path: Path) -> None:
    """What two programs rely on not to claim one refund twice."""
    with closing(Journal(path)) as journal:
        journal.insert(intent(), at=NOW)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'IS NOT NULL', 'IS NULL')")
    assert refusal(path).trouble is LedgerTrouble.DAMAGED


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_journal_is_taken_over_whole(path: Path, version: int) -> None:
    path.parent.mkdir(mode=0o700)
    second = schema.PENDING_REQUESTS
    added = ";".join({1: (), 2: second, 3: (*second, *schema.REFUSED)}[version])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"{schema.SCHEMA}{added};"
            f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = {version};"
        )
    path.chmod(0o600)
    with closing(Journal(path)) as journal:
        journal.insert(intent(state=State.UNKNOWN, refused=True), at=NOW)
        assert names(journal.history()) == "one"
        with journal.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
            assert connection.execute("SELECT count(*) FROM errands").fetchone()[0] == 0
            assert connection.execute("SELECT count(*) FROM batches").fetchone()[0] == 0


def test_an_upgrade_that_fails_leaves_the_journal_as_it_was(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"{schema.SCHEMA}; CREATE TABLE errands (id TEXT);"
            f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = 1;"
        )
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(sqlite3.Error):
        connect(path, 0)
    assert path.read_bytes() == before


def test_a_newer_program_that_is_quicker_keeps_its_version(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the journal over while this one is about to."""
    connect(path, 0).close()
    check = schema.check_content  # the moment between it and what follows is what is tested

    def then_the_other(connection: sqlite3.Connection) -> None:
        check(connection)
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA user_version = {VERSION + 1}")

    monkeypatch.setattr(schema, "check_content", then_the_other)
    connect(path, 0).close()
    assert int.from_bytes(path.read_bytes()[60:64]) == VERSION + 1


def test_two_programs_that_start_at_once_share_one_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def second(made: Path, place: Path) -> None:
        if not place.exists():
            link(made, place)
            with closing(Journal(path)) as other:
                other.insert(intent(), at=NOW)
        link(made, place)

    monkeypatch.setattr(os, "link", second)
    with closing(Journal(path)) as journal:
        assert names(journal.history()) == "one"
    assert [each.name for each in path.parent.iterdir()] == ["journal.db"]


def test_a_new_journal_and_its_name_are_on_the_disk_before_it_is_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    connect(path, 0).close()
    assert synced == [path.parent.stat().st_ino]


def test_a_connection_keeps_the_rules_between_tables(path: Path) -> None:
    with closing(connect(path, 0)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.isolation_level is None
        assert connection.execute("SELECT 1 AS one").fetchone()["one"] == 1


def test_the_states_that_hold_a_payment_are_the_files_own(journal: Journal) -> None:
    for number, state in enumerate(State):
        journal.insert(intent(str(number), payment=f"paym_{number:024}", state=state), at=NOW)
    with journal.reading() as connection:
        held = {row["state"] for row in connection.execute("SELECT state FROM open_intents")}
    assert held == OPEN


def test_the_file_says_what_it_is_to_every_version_of_the_program(path: Path) -> None:
    connect(path, 0).close()
    header = path.read_bytes()[:100]
    assert header[68:72] == b"STJL"
    assert int.from_bytes(header[60:64]) == 5
    with closing(sqlite3.connect(path)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(intents)")}
    assert "refused" in columns


def test_a_new_intent_begins_at_nothing() -> None:
    plain = intent()
    assert (plain.revision, plain.refused, plain.http_status) == (0, False, None)
    assert len(plain.key_fingerprint) == 12


def test_the_history_is_of_the_last_thousand(journal: Journal) -> None:
    with journal.writing() as connection:
        many = (intent(f"{number:04}", state=State.CONFIRMED) for number in range(1001))
        connection.executemany(INSERT, map(row_of, many))
    assert names(journal.history()) == "".join(f"{number:04}" for number in range(1000, 0, -1))


def test_only_what_is_not_over_holds_its_payment() -> None:
    holding = {state for state in State if intent(state=state).open is True}
    assert holding == {State.WAITING, State.PREPARED, State.SENDING, State.UNKNOWN, State.AMBIGUOUS}


def test_what_a_person_or_an_answer_decides_stands_though_another_holds_the_payment(journal: Journal) -> None:
    fill(journal)
    missing, own = intent("a", state=State.NOT_FOUND), "refd_" + "N" * 24
    journal.advance(missing, replace(missing, state=State.CONFIRMED, refund_id=own), at=NOW, detail="Decided")
    found = journal.get("a")
    assert found is not None
    assert (found.state, found.refund_id) == (State.CONFIRMED, own)
