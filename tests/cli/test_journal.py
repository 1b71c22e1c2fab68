"""`stancer-tui journal`: an audit is answered from it, in both modes, without a key."""

import csv
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.sqlite import journal as sqlite_journal
from stancer_tui.store.sqlite.journal import Journal
from tests.cli.running import Machine, ended, machine_at, run_plain, without_keys

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAYMENT, OTHER = "paym_" + "A" * 24, "paym_" + "B" * 24
REFUND = "refd_" + "R" * 24

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def machine(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    """A machine without a key, in front of a port at which nobody answers."""
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
        payment=PAYMENT,
        amount=123450,
        currency="eur",
        baseline_ids=(),
        baseline_sum=0,
        state=State.PREPARED,
        owner=this_process(),
    )
    return replace(base, **changes)  # type: ignore[arg-type] # fields of many types


@pytest.fixture
def kept(machine: Machine) -> Journal:
    """A confirmed refund in test mode, then a refused one in live mode."""
    journal = machine.journal
    first = intent("one", ticket="=1+1")
    journal.insert(first, at=NOON)
    sent = replace(first, state=State.SENDING, sent_at=NOON)
    sent = journal.advance(first, sent, at=NOON + timedelta(seconds=1), detail="Send")
    # Another user's program takes it over after a crash, and finds it.
    taken = replace(sent, state=State.UNKNOWN, owner=Owner(4711, "later", "someone-else"))
    taken = journal.advance(sent, taken, at=NOON + timedelta(seconds=2), detail="OwnerGone")
    found = replace(taken, state=State.CONFIRMED, refund_id=REFUND)
    journal.advance(taken, found, at=NOON + timedelta(seconds=3), detail=f"Found {REFUND}")
    second = intent("two", live=True, payment=OTHER, amount=500, created_at=NOON + timedelta(hours=1))
    journal.insert(second, at=second.created_at)
    refused = replace(second, state=State.REJECTED, http_status=409, reason="@no\x1b[2J, \u00e9t\u00e9")
    journal.advance(second, refused, at=second.created_at, detail="Refused Conflict 409")
    journal.close()
    return journal


class TestText:
    def test_both_modes_the_newest_first(self, machine: Machine, kept: Journal) -> None:
        ran = machine.here("journal")
        user = this_process().user
        assert (ran.code, ran.err) == (0, "")
        assert [line.split("\t") for line in ran.out.splitlines()] == [
            ["2026-11-22T13:00:00+00:00", "live", "refund", "rejected", "5.00 EUR", OTHER, "-", "-", user],
            [
                *("2026-11-22T12:00:00+00:00", "test", "refund", "confirmed", "1,234.50 EUR"),
                *(PAYMENT, REFUND, "=1+1", user),
            ],
        ]

    def test_every_change_of_state(self, machine: Machine, kept: Journal) -> None:
        lines = machine.here("journal", "--audit", "--payment", PAYMENT).out.splitlines()
        assert [line.split("\t")[2] for line in lines[1:]] == [
            "begun -> prepared",
            "prepared -> sending",
            "sending -> unknown",
            "unknown -> confirmed",
        ]
        assert f"Found {REFUND}" in lines[-1]

    def test_the_list_is_limited_and_narrowed_to_a_payment(self, machine: Machine, kept: Journal) -> None:
        assert PAYMENT not in machine.here("journal", "--limit", "1").out
        assert machine.here("journal", "--payment", OTHER).out.count("\n") == 1
        nothing = machine.here("journal", "--payment", "paym_" + "C" * 24)
        assert (nothing.code, nothing.out) == (0, "")
        assert nothing.err == "No refunds of this payment yet.\n"


class TestJson:
    def test_an_audit_is_answered_from_it(self, machine: Machine, kept: Journal) -> None:
        live, test = (json.loads(line) for line in machine.here("journal", "--json").out.splitlines())
        user = this_process().user
        assert (test["mode"], test["payment"], test["amount"], test["currency"]) == (
            *("test", PAYMENT, 123450, "eur"),
        )
        assert (test["confirmed_by"], test["confirmed_at"]) == (user, "2026-11-22T12:00:00+00:00")
        assert (test["ticket"], test["state"], test["refund"]) == ("=1+1", "confirmed", REFUND)
        assert [(each["before"], each["after"]) for each in test["changes"]] == [
            (None, "prepared"),
            ("prepared", "sending"),
            ("sending", "unknown"),
            ("unknown", "confirmed"),
        ]
        assert {each["user"] for each in test["changes"]} == {user}
        assert (live["mode"], live["state"], live["http_status"]) == ("live", "rejected", 409)
        assert live["reason"] == "@no\x1b[2J, \u00e9t\u00e9"

    def test_nothing_that_a_terminal_obeys(self, machine: Machine, kept: Journal) -> None:
        for arguments in (("--json",), ("--csv",), ("--audit",), ("--csv", "--audit")):
            assert "\x1b" not in machine.here("journal", *arguments).out


class TestCsv:
    def test_a_line_a_refund_and_no_formulas(self, machine: Machine, kept: Journal) -> None:
        live, test = csv.DictReader(io.StringIO(machine.here("journal", "--csv").out))
        assert (test["amount"], test["amount_minor"], test["currency"]) == ("1234.50", "123450", "eur")
        assert (test["mode"], test["state"], test["refund"]) == ("test", "confirmed", REFUND)
        assert test["ticket"] == "'=1+1"
        assert live["reason"] == "'@no\ufffd[2J, \u00e9t\u00e9"
        assert (live["ticket"], live["sent_at"]) == ("", "")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
    def test_every_beginning_of_a_formula(self, machine: Machine, start: str) -> None:
        machine.journal.insert(intent("one", ticket=f"{start}cmd"), at=NOON)
        (line,) = csv.DictReader(io.StringIO(machine.here("journal", "--csv").out))
        assert line["ticket"].startswith("'")

    def test_a_line_a_change(self, machine: Machine, kept: Journal) -> None:
        lines = list(csv.DictReader(io.StringIO(machine.here("journal", "--csv", "--audit").out)))
        assert [(each["mode"], each["after"]) for each in lines] == [
            *(("live", "prepared"), ("live", "rejected")),
            *(("test", each) for each in ("prepared", "sending", "unknown", "confirmed")),
        ]

    def test_excel_in_french_gets_moments_in_the_agents_zone(
        self, machine: Machine, kept: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("stancer_tui.cli.journal_lines.local_zone", lambda: ZoneInfo("Europe/Paris"))
        text = machine.here("journal", "--csv-fr").out.removeprefix("\ufeff")
        _live, test = csv.DictReader(io.StringIO(text), delimiter=";")
        assert (test["confirmed_at"], test["amount"]) == ("22/11/2026 13:00:00", "1234,50")
        assert test["ticket"] == "'=1+1"
        audit = machine.here("journal", "--csv-fr", "--audit").out.removeprefix("\ufeff")
        assert {each["at"][:10] for each in csv.DictReader(io.StringIO(audit), delimiter=";")} == {
            "22/11/2026"
        }

    def test_utf_8_whatever_the_locale_says(
        self, machine: Machine, kept: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
        assert "\u00e9t\u00e9" in machine.run("journal", "--csv").out


class TestNoJournal:
    @pytest.mark.parametrize("form", [(), ("--json",)])
    def test_no_refunds_yet(self, machine: Machine, form: tuple[str, ...]) -> None:
        ran = machine.here("journal", *form)
        assert (ran.code, ran.out, ran.err) == (0, "", "No refunds yet.\n")
        assert not machine.home.exists()

    def test_a_demo_that_keeps_nothing(self) -> None:
        ran = run_plain("--demo", "journal")
        assert (ran.code, ran.out) == (0, "")
        assert "--db DIR" in ran.err

    def test_a_damaged_journal_is_said_to_be(self, machine: Machine, kept: Journal) -> None:
        kept.path.write_bytes(kept.path.read_bytes()[:5000] + bytes(3000))
        ran = machine.here("journal")
        assert (ran.code, ran.out) == (1, "")
        assert "the refund journal is damaged" in ran.err

    def test_a_journal_that_another_program_holds_is_said_to_be(
        self, machine: Machine, kept: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite_journal, "Journal", partial(Journal, busy_seconds=0))
        holder = sqlite3.connect(kept.path, isolation_level=None)
        try:
            holder.execute("BEGIN EXCLUSIVE")
            ran = machine.here("journal")
        finally:
            holder.close()
        assert (ran.code, ran.out) == (1, "")
        assert "another program holds the refund journal" in ran.err


def test_a_reader_who_has_left_ends_it_quietly(machine: Machine, kept: Journal) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        ran = ended(machine.start("journal", "--json", stdout=gone))
    assert ran.err == ""
    assert ran.code == 1


def test_json_and_csv_are_one_choice(machine: Machine) -> None:
    assert machine.here("journal", "--json", "--csv").code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--batches", "--agent", "nadia"), "Batches are not narrowed by agent"),
        (("--batches", "--since", "2026-03-01"), "Batches are not narrowed by agent"),
        (("--reasons", "--json"), "--reasons prints sums"),
        (("--reasons", "--batches"), "--reasons prints sums"),
        (("--reasons", "--audit"), "--reasons prints sums"),
    ],
)
def test_what_would_be_left_undone_is_refused(
    options: tuple[str, ...], said: str, machine: Machine, kept: Journal
) -> None:
    ran = machine.here("journal", *options)
    assert ran.code == 2
    assert said in ran.err
