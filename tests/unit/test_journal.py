import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, LedgerTrouble, LedgerUnavailable, Stale
from stancer_tui.store.intent import Intent, RefundKind, State, fingerprint
from stancer_tui.store.owner import is_alive, this_process
from stancer_tui.store.sqlite.journal import Journal

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def intent(name: str = "one", **changes: object) -> Intent:
    base = Intent(
        id=name,
        created_at=NOW,
        key_fingerprint=fingerprint(SecretStr("stest_" + "a" * 24)),
        live=False,
        kind=RefundKind.REFUND,
        payment="paym_" + "A" * 24,
        amount=1250,
        currency="eur",
        baseline_ids=("refd_" + "B" * 24,),
        baseline_sum=100,
        state=State.PREPARED,
        owner=this_process(),
        app_version="0.1.0",
        ticket="T-1",
    )
    return replace(base, **changes)  # type: ignore[arg-type] # fields of many types


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with closing(Journal(path, busy_seconds=0.05)) as opened:
        yield opened


def test_an_intent_is_read_back_as_written(journal: Journal) -> None:
    written = intent(server_date=NOW, sent_at=NOW, reason="no", http_status=409, error_class="Conflict")
    journal.insert(written, at=NOW)
    assert journal.get("one") == written


def test_the_files_are_for_their_owner_only(journal: Journal, path: Path) -> None:
    mask = os.umask(0)
    try:
        journal.insert(intent(), at=NOW)
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["journal.db"]


def test_commits_survive_a_power_cut(journal: Journal) -> None:
    with journal.reading() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


@pytest.mark.parametrize(
    "state", [State.WAITING, State.PREPARED, State.SENDING, State.UNKNOWN, State.AMBIGUOUS]
)
def test_an_open_intent_holds_its_payment_whatever_the_key(
    journal: Journal, path: Path, state: State
) -> None:
    journal.insert(intent(state=state), at=NOW)
    with closing(Journal(path)) as second, pytest.raises(AlreadyOpen) as caught:
        second.insert(intent("two", key_fingerprint="0" * 12), at=NOW)
    assert caught.value.intent.id == "one"
    journal.insert(intent("live", live=True), at=NOW)
    journal.insert(intent("other", payment="paym_" + "Z" * 24), at=NOW)


@pytest.mark.parametrize(
    "state", sorted(set(State) - {"waiting", "prepared", "sending", "unknown", "ambiguous"})
)
def test_a_closed_intent_frees_its_payment(journal: Journal, state: State) -> None:
    journal.insert(intent(state=state), at=NOW)
    journal.insert(intent("two"), at=NOW)


def test_the_index_holds_even_without_the_question(journal: Journal) -> None:
    journal.insert(intent("two", state=State.NOT_FOUND), at=NOW)
    journal.insert(intent(), at=NOW)
    with journal.reading() as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE intents SET state = 'sending' WHERE id = 'two'")


def test_only_the_newest_revision_advances(journal: Journal, path: Path) -> None:
    first = intent()
    journal.insert(first, at=NOW)
    sending = journal.advance(first, replace(first, state=State.SENDING), at=NOW, detail="sending")
    with closing(Journal(path)) as second, pytest.raises(Stale) as caught:
        second.advance(first, replace(first, state=State.ABANDONED), at=NOW, detail="gone")
    assert caught.value.current == sending
    assert journal.get("one") == sending


def test_a_refund_belongs_to_one_intent(journal: Journal) -> None:
    refund_id = "refd_" + "C" * 24
    journal.insert(intent(state=State.CONFIRMED, refund_id=refund_id), at=NOW)
    second = intent("two", state=State.UNKNOWN)
    journal.insert(second, at=NOW)
    assert journal.claimed(second) == {refund_id}
    with pytest.raises(AlreadyClaimed):
        journal.advance(
            second, replace(second, state=State.CONFIRMED, refund_id=refund_id), at=NOW, detail="found"
        )


def test_nothing_is_adopted_while_another_intent_holds_the_payment(journal: Journal) -> None:
    old = intent(state=State.NOT_FOUND)
    journal.insert(old, at=NOW)
    journal.insert(intent("two", state=State.SENDING, supersedes="one"), at=NOW)
    with pytest.raises(AlreadyOpen):
        journal.advance(old, replace(old, state=State.CONFIRMED), at=NOW, detail="found", alone=True)


def test_what_was_confirmed_is_never_rewritten_and_the_audit_never_lost(journal: Journal) -> None:
    first = intent()
    journal.insert(first, at=NOW)
    sending = journal.advance(
        first, replace(first, state=State.SENDING, amount=9, ticket="other"), at=NOW, detail="sending"
    )
    journal.advance(sending, replace(sending, state=State.UNKNOWN), at=NOW, detail="no answer")
    kept = journal.get("one")
    assert kept is not None
    assert (kept.amount, kept.ticket) == (1250, "T-1")
    assert [(each.before, each.after) for each in journal.changes("one")] == [
        (None, "prepared"),
        ("prepared", "sending"),
        ("sending", "unknown"),
    ]
    with journal.reading() as connection:
        for attack in ("DELETE FROM audit", "UPDATE audit SET detail = ''", "DELETE FROM intents"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(attack)


def test_no_card_customer_or_key_has_a_column(journal: Journal, path: Path) -> None:
    journal.insert(intent(), at=NOW)
    content = path.read_bytes()
    assert b"stest_" not in content
    assert b"card" not in content
    assert b"customer" not in content


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 2 + 2000] = b"\xff" * 2000
    path.write_bytes(content)


def _pragma(path: Path, pragma: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {pragma}")


def _state(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE intents SET state = 'half done'")
        connection.commit()


@pytest.mark.parametrize(
    ("harm", "trouble"),
    [
        (lambda path: path.write_bytes(b""), LedgerTrouble.DAMAGED),
        (
            lambda path: path.write_bytes(b"no database at all, but long enough to be read" * 9),
            LedgerTrouble.DAMAGED,
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), LedgerTrouble.DAMAGED),
        (_scribble, LedgerTrouble.DAMAGED),
        (lambda path: _pragma(path, "user_version = 6"), LedgerTrouble.NEWER),
        (lambda path: _pragma(path, "application_id = 7"), LedgerTrouble.FOREIGN),
        (_state, LedgerTrouble.DAMAGED),
    ],
    ids=["empty", "text", "cut", "scribbled", "newer", "foreign", "unknown state"],
)
def test_a_damaged_or_foreign_journal_is_refused_and_left_alone(
    path: Path, harm: Callable[[Path], object], trouble: LedgerTrouble
) -> None:
    with closing(Journal(path)) as journal:
        for number in range(60):
            journal.insert(intent(str(number), state=State.CONFIRMED), at=NOW)
    harm(path)
    before = path.read_bytes()
    with closing(Journal(path)) as journal, pytest.raises(LedgerUnavailable) as caught:
        journal.of_payment(False, intent().payment)
    assert caught.value.trouble is trouble
    assert path.read_bytes() == before


def test_a_locked_journal_says_so_and_works_again_later(journal: Journal, path: Path) -> None:
    journal.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerUnavailable) as caught:
            journal.insert(intent(), at=NOW)
        assert caught.value.trouble is LedgerTrouble.LOCKED
        other.execute("ROLLBACK")
    journal.insert(intent(), at=NOW)


def test_a_journal_that_was_replaced_is_not_written(journal: Journal, path: Path) -> None:
    journal.insert(intent(), at=NOW)
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(LedgerUnavailable) as caught:
        journal.insert(intent("two", payment="paym_" + "Q" * 24), at=NOW)
    assert caught.value.trouble is LedgerTrouble.REPLACED
    with pytest.raises(LedgerUnavailable):
        journal.history()
    assert not path.exists()  # no new one was made in its place
    path.with_name("elsewhere.db").rename(path)
    assert [each.id for each in journal.history()] == ["one"]


def test_a_link_is_not_a_journal(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "target")
    with closing(Journal(path)) as journal, pytest.raises(LedgerUnavailable):
        journal.open()
    assert not (tmp_path / "target").exists()


WRITE = """
import resource, sys
from pathlib import Path
from datetime import UTC, datetime
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.errors import LedgerUnavailable
from tests.unit.test_journal import NOW, intent
journal = Journal(Path(sys.argv[1]), busy_seconds=0.05)
try:
    journal.open()
    if sys.argv[2] == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (110_000, 110_000))
    for number in range(1000):
        journal.insert(intent(str(number), payment=f"paym_{number:024}"), at=NOW)
        print(number)
except LedgerUnavailable as error:
    print(error.trouble.name)
"""


def _run(path: Path, what: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(path), what], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_full_disk_refuses_and_loses_nothing(path: Path) -> None:
    *written, trouble = _run(path, "full")
    assert trouble in {"FULL", "INPUT_OUTPUT"}
    with closing(Journal(path)) as journal:
        assert [each.id for each in reversed(journal.history())] == written
        assert written


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_journal_that_can_only_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(Journal(path)) as journal:
        journal.open()
    path.chmod(0o400)
    if os.geteuid() == 0:  # root writes everywhere: act as nobody
        for directory in (tmp_path, *tmp_path.parents[:3]):
            if directory.is_relative_to("/tmp/pytest-of-root"):
                directory.chmod(0o755)
        os.chown(path, 65534, -1)
        os.chown(tmp_path, 65534, -1)
        os.seteuid(65534)
    try:
        with closing(Journal(path)) as journal, pytest.raises(LedgerUnavailable) as caught:
            journal.insert(intent(), at=NOW)
    finally:
        os.seteuid(os.getuid())
    assert caught.value.trouble is LedgerTrouble.READ_ONLY


def test_a_process_is_told_from_a_later_one_of_its_pid() -> None:
    me = this_process()
    assert is_alive(me) is True
    assert is_alive(replace(me, started="another boot:1")) is False
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    gone = replace(me, pid=child.pid)
    child.kill()
    child.wait()
    assert is_alive(gone) is False


def test_a_fingerprint_tells_keys_apart_and_gives_none_away() -> None:
    first, second = SecretStr("stest_" + "a" * 24), SecretStr("stest_" + "b" * 24)
    assert fingerprint(first) == fingerprint(first)
    assert fingerprint(first) != fingerprint(second)
    assert len(fingerprint(first)) == 12
    assert "aaa" not in fingerprint(first)
