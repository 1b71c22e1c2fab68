"""`stancer-tui ledger` and the journal narrowed to what an auditor asks for."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tzlocal import reload_localzone

from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.owner import this_process
from stancer_tui.store.sqlite import audit_table
from stancer_tui.store.sqlite.journal import Journal
from tests.cli.running import Machine, machine_at, without_keys

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def machine(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    without_keys(monkeypatch)
    with machine_at(home, "http://localhost:9", capsys) as its_own:
        yield its_own


def intent(name: str, **changes: object) -> Intent:
    base = Intent(
        id=name,
        created_at=NOON,
        key_fingerprint="0123456789ab",
        live=False,
        kind=RefundKind.REFUND,
        payment="paym_" + name * 24,
        amount=1250,
        currency="eur",
        baseline_ids=(),
        baseline_sum=0,
        state=State.CONFIRMED,
        owner=this_process(),
    )
    return replace(base, **changes)  # type: ignore[arg-type] # fields of many types


@pytest.fixture
def in_paris() -> Iterator[None]:
    """Let days be those of Paris, wherever this machine stands: its zone is asked for once a process."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", "Europe/Paris")
        reload_localzone()
        yield
    reload_localzone()


@pytest.fixture
def kept(machine: Machine, in_paris: None) -> Journal:
    """Two agents' refunds: Nadia's on the 22nd, Karim's a day later."""
    journal = machine.journal
    journal.insert(intent("n", agent="nadia", ticket="T-20417", refund_reason="fraud"), at=NOON)
    later = NOON + timedelta(days=1)
    journal.insert(intent("k", agent="karim", created_at=later), at=later)
    journal.close()
    return journal


def found(machine: Machine, *arguments: str) -> list[str]:
    ran = machine.here("journal", "--json", *arguments)
    assert ran.code == 0
    return [json.loads(line)["intent"] for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "intents"),
    [
        ((), ["k", "n"]),
        (("--agent", "Nadia"), ["n"]),
        (("--agent", "somebody"), []),
        (("--ticket", "t-20417"), ["n"]),
        (("--reason", "fraud"), ["n"]),
        (("--since", "2026-11-23"), ["k"]),
        (("--until", "2026-11-22"), ["n"]),
        (("--agent", "karim", "--until", "2026-11-22"), []),
        (("--agent", "nadia", "--limit", "1"), ["n"]),
    ],
)
def test_the_journal_is_narrowed(
    machine: Machine, kept: Journal, arguments: tuple[str, ...], intents: list[str]
) -> None:
    assert found(machine, *arguments) == intents


def test_that_nothing_matches_is_not_that_there_is_nothing(machine: Machine, kept: Journal) -> None:
    assert machine.here("journal", "--agent", "somebody").err == "No refund is as asked for.\n"


def test_the_status_of_a_ledger_of_one_agent(machine: Machine, kept: Journal) -> None:
    ran = machine.here("ledger", "status")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"Ledger: {kept.path} (of one agent)",
        f"You are: {this_process().user}",
        "Unresolved refunds, test: 0",
        "Unresolved refunds, live: 0",
    ]


def test_no_ledger_yet_is_said_and_none_is_created(machine: Machine) -> None:
    for action in ("status", "verify"):
        ran = machine.here("ledger", action)
        assert (ran.code, "Nothing was written down here yet" in ran.out) == (0, True)
    assert not machine.journal.path.exists()


def test_a_whole_audit_is_called_whole(machine: Machine, kept: Journal) -> None:
    ran = machine.here("ledger", "verify")
    assert ran.code == 0
    with closing(sqlite3.connect(kept.path)) as connection:
        (head,) = connection.execute("SELECT hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    assert ran.out == f"The audit is whole: 2 rows, ending in {head}\n"


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET agent = 'somebody' WHERE number = 1",
        "UPDATE audit SET at = '2026-11-01T12:00:00+00:00' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
    ],
)
def test_what_was_changed_behind_the_program_is_found(machine: Machine, kept: Journal, attack: str) -> None:
    with closing(sqlite3.connect(kept.path)) as connection:
        connection.executescript("DROP TRIGGER audit_is_kept; DROP TRIGGER audit_stands;")
        connection.execute(attack)
        connection.commit()
    ran = machine.here("ledger", "verify")
    assert (ran.code, ran.out) == (1, "")
    assert "The audit is broken at row " in ran.err


def test_a_row_is_chained_to_everything_before_it(kept: Journal) -> None:
    with closing(Journal(kept.path)) as journal, journal.reading() as connection:
        first, second = audit_table.all_rows(connection)
    assert first.hash != second.hash
    assert (first.number, second.number) == (1, 2)


def test_a_damaged_ledger_is_a_sentence(machine: Machine, kept: Journal) -> None:
    kept.path.write_bytes(b"not a journal")
    ran = machine.here("ledger", "verify")
    assert (ran.code, ran.out) == (1, "")
    assert "the refund journal is damaged" in ran.err


def test_what_went_back_for_which_reason(machine: Machine, kept: Journal) -> None:
    third = intent("t", refund_reason="fraud", amount=2000)
    kept.insert(third, at=NOON)
    kept.insert(intent("w", refund_reason="fraud", state=State.REJECTED, amount=9900), at=NOON)
    kept.close()
    assert machine.here("journal", "--reasons").out.splitlines() == ["fraud\t2\t32.50 EUR", "-\t1\t12.50 EUR"]
    assert machine.here("journal", "--reasons", "--csv").out.splitlines() == [
        '"reason","currency","refunds","amount","amount_minor"',
        '"fraud","eur",2,32.50,3250',
        '"","eur",1,12.50,1250',
    ]
    assert machine.here("journal", "--reasons", "--agent", "karim").out == "-\t1\t12.50 EUR\n"
