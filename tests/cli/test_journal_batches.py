"""`stancer-tui journal --batches`: what was confirmed together, and what came of each."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.store.batch import BatchState
from stancer_tui.store.intent import State
from stancer_tui.store.sqlite import batch_table
from stancer_tui.store.sqlite.journal import Journal
from tests.cli.running import Machine, machine_at, without_keys
from tests.services.refund_world import intent
from tests.unit.test_batch_table import ME, NOW, OTHER, batch, item

REFUND = "refd_" + "R" * 24
MADE, SKIPPED, WAITING = item(1), item(2), item(3)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def machine(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    """A machine without a key, in front of a port at which nobody answers."""
    without_keys(monkeypatch)
    with machine_at(home, "http://localhost:9", capsys) as its_own:
        yield its_own


@pytest.fixture
def kept(machine: Machine) -> Journal:
    """A batch of three in test mode that was stopped, then one of live mode that runs."""
    journal = machine.journal
    begun = batch("first", MADE, SKIPPED, WAITING, ticket="=1+1")
    batch_table.insert(journal, begun)
    made = intent(State.CONFIRMED, id=MADE.intent_id, payment=MADE.payment, refund_id=REFUND)
    journal.insert(made, at=NOW)
    batch_table.skip_item(journal, begun, SKIPPED.payment, "It changed since it was shown.")
    batch_table.advance(
        journal, begun, BatchState.STOPPED, ME, at=NOW, detail="stopped: agent", stopped="agent"
    )
    batch_table.insert(journal, batch("second", item(4), live=True, owner=OTHER, ticket=None))
    journal.close()
    return journal


def test_the_newest_first_with_what_came_of_each(machine: Machine, kept: Journal) -> None:
    ran = machine.here("journal", "--batches")
    assert (ran.code, ran.err) == (0, "")
    when = "2026-11-22T12:00:00+00:00"
    assert [line.split("\t") for line in ran.out.splitlines()] == [
        [when, "live", "running", "duplicate", "1 not sent", "-", "-", "colleague"],
        ["", item(4).payment, "12.50 EUR", "waiting", "-", "-"],
        [
            *(when, "test", "stopped", "duplicate", "1 made, 1 left out, 1 not sent"),
            *("agent", "=1+1", "agent"),
        ],
        ["", MADE.payment, "12.50 EUR", "confirmed", REFUND, "-"],
        ["", SKIPPED.payment, "12.50 EUR", "skipped", "-", "It changed since it was shown."],
        ["", WAITING.payment, "12.50 EUR", "waiting", "-", "-"],
    ]


def test_who_moved_it_and_why(machine: Machine, kept: Journal) -> None:
    lines = machine.here("journal", "--batches", "--audit", "--payment", MADE.payment).out.splitlines()
    assert [line.split("\t")[2:4] for line in lines[-2:]] == [
        ["running", "confirmed by the agent"],
        ["stopped", "stopped: agent"],
    ]


def test_one_payment_or_the_newest(machine: Machine, kept: Journal) -> None:
    assert "live" not in machine.here("journal", "--batches", "--payment", MADE.payment).out
    assert "test" not in machine.here("journal", "--batches", "--limit", "1").out
    assert machine.here("journal", "--batches", "--payment", "paym_" + "C" * 24).out == ""


def test_json_leaves_nothing_out(machine: Machine, kept: Journal) -> None:
    lines = machine.here("journal", "--batches", "--json").out.splitlines()
    live, test = map(json.loads, lines)
    assert live["schema"] == "stancer-tui/journal-batch/1"
    assert (live["batch"], live["mode"], live["ticket"]) == ("second", "live", None)
    assert (test["state"], test["stopped"], test["reason"]) == ("stopped", "agent", "duplicate")
    assert [(each["payment"], each["amount"], each["state"], each["refund"]) for each in test["items"]] == [
        (MADE.payment, 1250, "confirmed", REFUND),
        (SKIPPED.payment, 1250, "skipped", None),
        (WAITING.payment, 1250, "waiting", None),
    ]
    assert [each["state"] for each in test["changes"]] == ["running", "stopped"]


def test_csv_has_a_line_a_payment_and_no_formulas(machine: Machine, kept: Journal) -> None:
    _, *rows = csv.DictReader(io.StringIO(machine.here("journal", "--batches", "--csv").out))
    assert [(each["place"], each["payment"], each["amount"], each["state"]) for each in rows] == [
        ("1", MADE.payment, "12.50", "confirmed"),
        ("2", SKIPPED.payment, "12.50", "skipped"),
        ("3", WAITING.payment, "12.50", "waiting"),
    ]
    assert {each["ticket"] for each in rows} == {"'=1+1"}


def test_no_journal_holds_no_batch(machine: Machine) -> None:
    ran = machine.here("journal", "--batches")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "No batches of refunds yet.\n"


def test_a_journal_that_cannot_be_read_is_said(machine: Machine, kept: Journal) -> None:
    kept.path.write_bytes(b"")
    ran = machine.here("journal", "--batches")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be read" in ran.err
