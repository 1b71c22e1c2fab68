"""`stancer-tui refund` when an answer is lost, a run is killed, or somebody else is at it."""

import json
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from stancer_tui.services.refunds import service as refunds
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.sqlite import journal
from stancer_tui.store.sqlite.journal import Journal
from tests.cli.running import PROGRAM, Machine, await_line, ended
from tests.cli.shop import Shop, Way

pytestmark = pytest.mark.slow

PATIENCE = 60
"""Seconds after which a test that waits for an event has failed."""


@pytest.fixture
def _no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a lost refund once, at once."""
    monkeypatch.setattr(refunds, "Timing", lambda: Timing(PollSchedule((0,), window=0), good_readings=1))


@pytest.fixture
def losing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of `stancer-tui sandbox --fault lose-answer`, and a payment in it."""
    payment = "paym_" + "L" * 24
    data = tmp_path_factory.mktemp("data") / "data.json"
    stands = {"id": payment, "amount": 5000, "currency": "eur", "status": "captured", "created": 1763800000}
    data.write_text(json.dumps({"test": {"payments": [stands]}}))
    command = [*PROGRAM, "sandbox", "--port", "0", "--payments", "0", "--data", str(data)]
    with subprocess.Popen([*command, "--fault", "lose-answer"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1], payment
        process.terminate()
        process.stdout.read()


def killed(machine: Machine, shop: Shop, *arguments: str, way: Way = Way.HOLD) -> None:
    """Start a refund and kill it with SIGKILL while its answer is awaited."""
    shop.gate.way = way
    process = machine.start("refund", *arguments, "--yes")
    assert shop.gate.arrived.wait(PATIENCE)
    process.kill()
    ended(process)
    shop.gate.go.set()
    shop.gate.way = Way.OPEN


class TestLost:
    def test_a_lost_answer_is_found_by_reading(self, losing: tuple[str, str], machine: Machine) -> None:
        url, payment = losing
        ran = replace(machine, url=url).run("refund", payment, "--amount", "12.50", "--yes", "--json")
        assert ran.code == 0
        assert (ran.json["state"], ran.json["amount"], ran.json["resumed"]) == ("confirmed", 1250, False)
        assert "Outcome not known yet. Do not refund again." in ran.err
        assert f"Found: the refund was made ({ran.json['refund']})" in ran.err

    @pytest.mark.usefixtures("_no_window")
    def test_a_lost_refund_without_a_trace_is_not_sent_again_unasked(
        self, shop: Shop, machine: Machine
    ) -> None:
        payment = shop.payment()
        shop.gate.way = Way.DROP
        lost = machine.here("refund", payment, "--amount", "10", "--yes", "--json")
        assert (lost.code, lost.json["state"], lost.json["refund"]) == (4, "not_found", None)
        assert "may still appear" in lost.err
        shop.gate.way = Way.OPEN
        again = machine.here("refund", payment, "--amount", "10", "--yes", "--json")
        assert (again.code, again.json["state"], again.json["resumed"]) == (4, "not_found", True)
        assert again.json["intent"] == lost.json["intent"]
        assert "--again-i-know" in again.err
        assert shop.gate.posts == 1
        sure = machine.here("refund", payment, "--amount", "10", "--yes", "--json", "--again-i-know")
        assert (sure.code, sure.json["state"], sure.json["resumed"]) == (0, "confirmed", False)
        assert list(shop.refunds(payment).values()) == [1000]
        later = machine.journal.get(sure.json["intent"])
        assert later is not None
        assert later.supersedes == lost.json["intent"]

    @pytest.mark.usefixtures("_no_window")
    def test_a_lost_refund_that_appears_late_is_not_made_twice(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        shop.gate.way = Way.DROP
        assert machine.here("refund", payment, "--amount", "10", "--yes").code == 4
        late = shop.refund(payment, 1000)
        shop.gate.way = Way.OPEN
        again = machine.here("refund", payment, "--amount", "10", "--yes", "--again-i-know", "--json")
        assert (again.code, again.json["refund"], again.json["resumed"]) == (0, late, True)
        assert shop.gate.posts == 1

    def test_an_outcome_that_stays_unknown_is_not_waited_for_longer_than_asked(
        self, shop: Shop, machine: Machine
    ) -> None:
        payment = shop.payment()
        shop.gate.way = Way.DROP
        ran = machine.here("refund", payment, "--amount", "10", "--yes", "--json", "--wait", "0")
        assert (ran.code, ran.json["state"]) == (4, "unknown")
        assert "The outcome of this refund is not known yet. Do not refund again." in ran.err
        assert machine.here("refund", payment, "--amount", "10", "--yes", "--wait", "0").code == 4
        assert shop.gate.posts == 1

    @pytest.mark.usefixtures("_no_window")
    def test_several_that_match_are_left_to_a_person(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        killed(machine, shop, payment, "--amount", "10")
        shop.refund(payment, 1000)
        ran = machine.here("refund", payment, "--amount", "10", "--yes", "--json")
        assert (ran.code, ran.json["state"], ran.json["resumed"]) == (4, "ambiguous", True)
        assert shop.gate.posts == 1


class TestKilled:
    def test_the_refund_from_before_comes_first(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        killed(machine, shop, payment, "--amount", "12.50", "--ticket", "T-9")
        ran = machine.here("refund", payment, "--amount", "12.50", "--yes", "--json")
        assert (ran.code, ran.json["state"], ran.json["resumed"]) == (0, "confirmed", True)
        assert shop.refunds(payment) == {ran.json["refund"]: 1250}
        assert ran.json["ticket"] == "T-9"
        assert "nothing new was sent" in ran.err
        assert shop.gate.posts == 1

    @pytest.mark.parametrize("asked", [("--amount", "5"), ()])
    def test_another_amount_than_the_one_from_before(
        self, shop: Shop, machine: Machine, asked: tuple[str, ...]
    ) -> None:
        payment = shop.payment()
        killed(machine, shop, payment, "--amount", "12.50")
        first = machine.here("refund", payment, *asked, "--yes", "--json")
        assert (first.code, first.json["state"], first.json["amount"]) == (1, "confirmed", 1250)
        assert first.json["resumed"]
        assert "nothing new was sent" in first.err
        assert shop.gate.posts == 1
        second = machine.here("refund", payment, *asked, "--yes", "--json")
        assert (second.code, second.json["resumed"]) == (0, False)
        assert shop.gate.posts == 2

    def test_everything_was_refunded_before(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        killed(machine, shop, payment)
        ran = machine.here("refund", payment, "--yes")
        assert ran.code == 0
        assert shop.refunds(payment) == {ran.out.strip(): 5000}
        assert machine.here("refund", payment, "--yes").code == 1  # nothing is left
        assert shop.gate.posts == 1

    def test_one_that_appears_while_it_is_looked_for(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        killed(machine, shop, payment, "--amount", "12.50", way=Way.STALL)
        process = machine.start("refund", payment, "--amount", "12.50", "--yes", "--json")
        await_line(process, "(next in 2 s)")
        late = shop.refund(payment, 1250)
        ran = ended(process)
        assert (ran.code, ran.json["refund"], ran.json["resumed"]) == (0, late, True)
        assert shop.gate.posts == 1

    def test_live_resolves_what_is_left_without_a_confirmation(
        self, live_shop: Shop, machine: Machine
    ) -> None:
        payment = live_shop.payment()
        killed(machine, live_shop, payment, "--live", "--confirm-amount", "50")
        ran = machine.here("--live", "refund", payment, "--yes", "--json")
        assert (ran.code, ran.json["resumed"], ran.json["mode"]) == (0, True, "live")
        assert live_shop.gate.posts == 1

    def test_one_that_died_before_it_was_sent(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        written = prepared(payment, owner=Owner(2**22 + 1, "gone", "before"))
        machine.journal.insert(written, at=written.created_at)
        ran = machine.here("refund", payment, "--yes", "--json")
        assert (ran.code, ran.json["state"], ran.json["resumed"]) == (1, "abandoned", True)
        assert "No money moved" in ran.err
        assert shop.gate.posts == 0
        assert machine.here("refund", payment, "--yes").code == 0

    def test_a_refund_of_another_payment_is_no_obstacle(self, shop: Shop, machine: Machine) -> None:
        killed(machine, shop, shop.payment(), way=Way.STALL)
        assert machine.here("refund", shop.payment(), "--yes").code == 0


class TestInterrupted:
    def test_in_flight_it_is_left_to_the_journal(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        shop.gate.way = Way.HOLD
        process = machine.start("refund", payment, "--yes", "--json")
        assert shop.gate.arrived.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        ran = ended(process)
        shop.gate.go.set()
        assert (ran.code, ran.json["state"], ran.json["refund"]) == (4, "unknown", None)
        assert "Interrupted." in ran.err
        assert "Traceback" not in ran.err
        again = machine.here("refund", payment, "--yes", "--json")
        assert (again.code, again.json["resumed"], again.json["intent"]) == (0, True, ran.json["intent"])
        assert shop.gate.posts == 1

    def test_while_the_outcome_is_looked_for(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        killed(machine, shop, payment, way=Way.STALL)
        process = machine.start("refund", payment, "--yes", "--json")
        await_line(process, "(next in 1 s)")
        process.send_signal(signal.SIGINT)
        ran = ended(process)
        assert (ran.code, ran.json["state"], ran.json["resumed"]) == (4, "unknown", True)
        assert "Interrupted. The outcome of this refund is not known yet." in ran.err
        assert shop.gate.posts == 1


def test_an_answer_that_the_journal_cannot_take_down(
    shop: Shop, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = shop.payment()
    monkeypatch.setattr(journal, "Journal", partial(Journal, busy_seconds=0))
    shop.gate.way = Way.HOLD
    done = threading.Event()

    def lock_it() -> None:
        assert shop.gate.arrived.wait(PATIENCE)
        with closing(sqlite3.connect(machine.journal.path, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            shop.gate.go.set()
            done.wait(PATIENCE)

    other = threading.Thread(target=lock_it)
    other.start()
    ran = machine.here("refund", payment, "--yes")
    done.set()
    other.join()
    assert shop.refunds(payment) == {ran.out.strip(): 5000}
    assert ran.code == 0
    assert "The journal could not record this" in ran.err
    assert machine.here("refund", payment, "--yes").code == 0  # found, taken down, nothing new sent
    assert shop.gate.posts == 1


def test_a_second_refund_while_the_first_is_in_progress_sends_nothing(shop: Shop, machine: Machine) -> None:
    payment = shop.payment()
    shop.gate.way = Way.HOLD
    first = machine.start("refund", payment, "--amount", "10", "--yes", "--json")
    assert shop.gate.arrived.wait(PATIENCE)
    second = machine.here("refund", payment, "--amount", "10", "--yes", "--json")
    assert (second.code, second.json["reason"], second.json["resumed"]) == (1, "in_progress", False)
    assert "already in progress" in second.err
    assert "Nothing was sent." in second.err
    shop.gate.go.set()
    done = ended(first)
    assert (done.code, shop.refunds(payment)) == (0, {done.json["refund"]: 1000})
    assert shop.gate.posts == 1


def prepared(payment: str, *, owner: Owner | None = None) -> Intent:
    """An intent that was written down and not sent."""
    return Intent(
        id="0" * 32,
        created_at=datetime.now(UTC),
        key_fingerprint="0" * 12,
        live=False,
        kind=RefundKind.REFUND,
        payment=payment,
        amount=1000,
        currency="eur",
        baseline_ids=(),
        baseline_sum=0,
        state=State.PREPARED,
        owner=owner or this_process(),
    )
