"""`stancer-tui refund`: what it sends, what it refuses, and how it says so."""

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pexpect
import pytest

from tests.cli.running import PROGRAM, Machine, ended, without_keys
from tests.cli.shop import Shop, Way
from tests.unit.fake_keyrings import NoKeyring

UNKNOWN_KEY = "stest_NobodyKnowsThisKey123456"


class TestSending:
    def test_everything_without_an_amount(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment(amount=5000)
        shop.refund(payment, 1000)
        ran = machine.here("refund", payment, "--yes")
        made = shop.refunds(payment)
        assert ran.code == 0
        assert made[ran.out.strip()] == 4000
        assert ran.out.count("\n") == 1
        assert "Already refunded  10.00 EUR" in ran.err
        assert f"Refund made ({ran.out.strip()})" in ran.err
        assert shop.gate.posts == 1

    @pytest.mark.parametrize(
        ("typed", "amount"), [("12.50", 1250), ("12,5", 1250), ("0.50", 50), ("50", 5000)]
    )
    def test_a_part_as_people_type_it(self, shop: Shop, machine: Machine, typed: str, amount: int) -> None:
        payment = shop.payment()
        ran = machine.here("refund", payment, "--amount", typed, "--ticket", "T-7", "--yes", "--json")
        refund = next(iter(shop.refunds(payment)))
        assert ran.code == 0
        assert shop.refunds(payment) == {refund: amount}
        told = ran.json
        assert (told["state"], told["refund"], told["payment"]) == ("confirmed", refund, payment)
        assert (told["amount"], told["currency"], told["mode"]) == (amount, "eur", "test")
        assert (told["resumed"], told["ticket"], told["status"]) == (False, "T-7", "to_refund")

    def test_the_currency_decides_the_decimals(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment(amount=5000, currency="jpy")
        assert machine.here("refund", payment, "--amount", "12.50", "--yes").code == 2
        assert machine.here("refund", payment, "--amount", "1250", "--yes").code == 0
        assert list(shop.refunds(payment).values()) == [1250]

    def test_a_rest_that_cannot_be_refunded_is_warned_about(self, shop: Shop, machine: Machine) -> None:
        ran = machine.here("refund", shop.payment(), "--amount", "49.80", "--yes")
        assert ran.code == 0
        assert "This leaves 0.20 EUR" in ran.err

    def test_before_capture_the_whole_is_cancelled(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment("to_capture")
        ran = machine.here("refund", payment, "--yes", "--json")
        assert ran.code == 0
        assert "Cancel before capture: the whole payment of 50.00 EUR." in ran.err
        assert (ran.json["kind"], ran.json["amount"]) == ("cancel", 5000)
        assert list(shop.refunds(payment).values()) == [5000]

    def test_a_disputed_payment_wants_its_own_consent(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment("disputed")
        refused = machine.here("refund", payment, "--yes")
        assert refused.code == 1
        assert "could pay the customer twice" in refused.err
        assert "--disputed-i-know" in refused.err
        assert machine.here("refund", payment, "--yes", "--again-i-know").code == 1
        assert shop.gate.posts == 0
        # Stancer makes this refund and does not pay it: that is not "refunded".
        sent = machine.here("refund", payment, "--yes", "--disputed-i-know", "--json")
        assert (sent.code, sent.json["state"], sent.json["status"]) == (1, "confirmed", "not_honored")
        assert "was not paid" in sent.err
        assert shop.gate.posts == 1

    def test_the_demo_keeps_its_refunds_and_their_journal(self, machine: Machine, tmp_path: Path) -> None:
        from stancer_tui.sandbox.core import Sandbox
        from stancer_tui.sandbox.settings import SandboxSettings

        folder = tmp_path / "demo"
        folder.mkdir()
        sandbox = Sandbox(SandboxSettings(db=folder / "sandbox.db", payments=0))
        payment = Shop("", sandbox, None).payment()  # type: ignore[arg-type] # no wire, no gate
        sandbox.close()
        demo = (*PROGRAM, "--demo", "--db", str(folder))
        command = [*demo, "--fault", "lose-answer", "refund", payment, "--amount", "5", "--yes"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == 0
        assert "Found: the refund was made" in ran.stderr
        listed = subprocess.run([*demo, "journal"], capture_output=True, text=True, timeout=120, check=True)
        assert ran.stdout.strip() in listed.stdout
        assert not machine.journal.path.exists()


class TestRefusing:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("50.01", "At most 50.00 EUR can still be refunded."),
            ("0.49", "At least 0.50 EUR"),
            ("0", "At least 0.50 EUR"),
        ],
    )
    def test_amounts_that_cannot_be_refunded(
        self, shop: Shop, machine: Machine, typed: str, said: str
    ) -> None:
        ran = machine.here("refund", shop.payment(), "--amount", typed, "--yes")
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert ran.err.endswith("Nothing was sent.\n")
        assert shop.gate.posts == 0

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("ten", "only the digits"), ("-5", "without a sign"), ("1,234", "1234.00"), ("1.005", "1005")],
    )
    def test_amounts_that_cannot_be_read(self, shop: Shop, machine: Machine, typed: str, said: str) -> None:
        ran = machine.here("refund", shop.payment(), f"--amount={typed}", "--yes")
        assert ran.code == 2
        assert "--amount: " in ran.err
        assert said in ran.err
        assert shop.gate.posts == 0

    @pytest.mark.parametrize(
        ("status", "amount", "reason"),
        [
            ("to_capture", ("--amount", "10"), "partial_before_capture"),
            ("authorized", ("--amount", "10"), "partial_before_capture"),
            ("capture_sent", (), "capture_sent"),
            ("refused", (), "nothing_taken"),
        ],
    )
    def test_payments_that_cannot_be_refunded(
        self, shop: Shop, machine: Machine, status: str, amount: tuple[str, ...], reason: str
    ) -> None:
        ran = machine.here("refund", shop.payment(status), *amount, "--yes", "--json")
        assert ran.code == 1
        assert (ran.json["state"], ran.json["reason"], ran.json["refund"]) == ("not_begun", reason, None)
        assert ran.json["sentence"] in ran.err
        assert shop.gate.posts == 0

    def test_the_ceiling_of_the_settings_in_its_currency(
        self, shop: Shop, machine: Machine, tmp_path: Path
    ) -> None:
        config = tmp_path / "config.toml"
        config.write_text('[profiles.default]\nrefund_ceiling = { EUR = "20.00" }\n')
        euros, dollars = shop.payment(), shop.payment(currency="usd")
        ran = machine.here("refund", euros, "--yes", "--config", str(config))
        assert ran.code == 1
        assert "A refund here is at most 20.00 EUR." in ran.err
        assert machine.here("refund", euros, "--amount", "20", "--yes", "--config", str(config)).code == 0
        assert machine.here("refund", dollars, "--yes", "--config", str(config)).code == 0

    def test_read_only_sends_nothing(self, shop: Shop, machine: Machine) -> None:
        ran = machine.here("refund", shop.payment(), "--yes", "--read-only")
        assert ran.code == 1
        assert "read-only" in ran.err
        assert shop.gate.posts == 0

    @pytest.mark.usefixtures("impatient")
    def test_what_stancer_refuses_is_said_without_its_control_characters(
        self, shop: Shop, machine: Machine
    ) -> None:
        shop.gate.way = Way.REFUSE
        ran = machine.here("refund", shop.payment(), "--yes", "--json")
        assert (ran.code, ran.json["state"], ran.json["reason"]) == (1, "rejected", None)
        assert "Refused by Stancer: Not\ufffd[2J today\ufffd" in ran.err
        checking, _, ended = ran.err.rpartition("Refused by Stancer")
        assert "Do not refund again yet" in checking
        assert "No money moved" not in checking
        assert "No money moved: the payment was read again since" in ended
        assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)

    def test_a_ticket_that_would_be_cut_is_refused(self, shop: Shop, machine: Machine) -> None:
        ran = machine.here("refund", shop.payment(), "--yes", "--ticket", "T" * 150)
        assert ran.code == 2
        assert "at most 100 characters, this one has 150" in ran.err
        assert shop.gate.posts == 0

    @pytest.mark.usefixtures("impatient")
    def test_an_earlier_refund_that_turns_up_is_reported_and_nothing_is_sent(
        self, shop: Shop, machine: Machine
    ) -> None:
        payment = shop.payment()
        shop.gate.way = Way.REFUSE
        assert machine.here("refund", payment, "--amount", "12.50", "--yes").code == 1
        late = shop.refund(payment, 1250)  # after everything was read
        shop.gate.way = Way.OPEN
        ran = machine.here("refund", payment, "--amount", "12.50", "--yes", "--json")
        assert (ran.code, ran.json["refund"], ran.json["resumed"]) == (0, late, True)
        assert "nothing new was sent" in ran.err
        assert shop.gate.posts == 1

    def test_not_a_payment(self, machine: Machine, shop: Shop) -> None:
        for text in ("refd_" + "A" * 24, "paym_short", "--help me"):
            assert machine.here("refund", text, "--yes").code == 2
        unknown = machine.here("refund", "paym_" + "A" * 24, "--yes")
        assert unknown.code == 1
        assert "knows no such object" in unknown.err

    def test_a_journal_that_cannot_be_used_turns_refunds_off(self, shop: Shop, machine: Machine) -> None:
        path = machine.journal.path
        path.parent.mkdir(parents=True)
        path.write_bytes(b"something else" * 1000)
        ran = machine.here("refund", shop.payment(), "--yes", "--json")
        assert (ran.code, ran.json["reason"]) == (1, "journal_off")
        assert "Refunds are off, because the refund journal is damaged" in ran.err
        assert shop.gate.posts == 0
        assert path.read_bytes() == b"something else" * 1000


class TestLive:
    def test_the_amount_is_typed_twice(self, live_shop: Shop, machine: Machine) -> None:
        payment = live_shop.payment(amount=123450)
        missing = machine.here("--live", "refund", payment, "--yes")
        assert (missing.code, missing.out) == (2, "")
        assert "1,234.50 EUR with --confirm-amount 1234.50." in missing.err
        wrong = machine.here("--live", "refund", payment, "--yes", "--confirm-amount", "1234.40")
        assert wrong.code == 2
        assert "must be 1234.50" in wrong.err
        assert live_shop.gate.posts == 0
        right = machine.here("refund", payment, "--live", "--yes", "--confirm-amount", "1234.50", "--json")
        assert (right.code, right.json["mode"]) == (0, "live")
        assert list(live_shop.refunds(payment).values()) == [123450]

    def test_test_and_live_never_mix(self, shop: Shop, live_shop: Shop, machine: Machine) -> None:
        assert machine.here("refund", live_shop.payment(), "--yes").code == 1
        assert machine.here("refund", shop.payment(), "--yes", "--live", "--confirm-amount", "50").code == 1
        assert shop.gate.posts == 0

    def test_a_confirmation_counts_in_test_mode_too(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        assert machine.here("refund", payment, "--yes", "--confirm-amount", "5").code == 2
        assert machine.here("refund", payment, "--yes", "--confirm-amount", "50").code == 0


class TestKeys:
    def test_without_a_key_it_names_the_variable(
        self, shop: Shop, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_keys(monkeypatch)
        before = keyring.get_keyring()
        keyring.set_keyring(NoKeyring())
        try:
            ran = machine.here("refund", shop.payment(), "--yes")
        finally:
            keyring.set_keyring(before)
        assert ran.code == 3
        assert "STANCER_API_KEY_TEST" in ran.err

    @pytest.mark.parametrize("key", [UNKNOWN_KEY, "nonsense"])
    def test_a_wrong_key_is_neither_sent_nor_shown(
        self, shop: Shop, machine: Machine, monkeypatch: pytest.MonkeyPatch, key: str
    ) -> None:
        monkeypatch.setenv("STANCER_API_KEY_TEST", key)
        ran = machine.here("refund", shop.payment(), "--yes")
        assert (ran.code, ran.out) == (3, "")
        assert key not in ran.err
        assert shop.gate.posts == 0


class TestAsking:
    def test_without_a_terminal_nobody_can_be_asked(self, shop: Shop, machine: Machine) -> None:
        ran = machine.run("refund", shop.payment())
        assert (ran.code, ran.out) == (2, "")
        assert "--yes" in ran.err
        assert shop.gate.posts == 0

    @pytest.mark.parametrize(("answer", "code", "posts"), [("refund", 0, 1), ("yes", 1, 0)])
    def test_only_the_word_lets_it_go(
        self, shop: Shop, machine: Machine, answer: str, code: int, posts: int
    ) -> None:
        child = asked(machine, shop.payment(), "--amount", "5")
        child.sendline(answer)
        assert exit_code(child) == code
        assert shop.gate.posts == posts

    def test_a_colleagues_refund_while_the_question_stands(self, shop: Shop, machine: Machine) -> None:
        payment = shop.payment()
        child = asked(machine, payment, "--amount", "5")
        theirs = shop.refund(payment, 1000)
        child.sendline("refund")
        child.expect_exact("The payment changed since it was read: 40.00 EUR can be refunded now.")
        assert exit_code(child) == 1
        assert shop.refunds(payment) == {theirs: 1000}

    def test_ctrl_c_at_the_question_sends_nothing(self, shop: Shop, machine: Machine) -> None:
        child = asked(machine, shop.payment())
        child.sendintr()
        assert exit_code(child) == 130
        assert shop.gate.posts == 0


def asked(machine: Machine, *arguments: str) -> pexpect.spawn:
    """The command on a terminal, up to its question."""
    command = ["-m", "stancer_tui", "refund", *arguments, "--api-url", machine.url]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=120, env=dict(os.environ))
    child.expect_exact("Can be refunded   50.00 EUR")
    child.expect_exact("Type refund to refund it, anything else to stop: ")
    return child


def exit_code(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    code: int | None = child.exitstatus
    return code


def test_a_reader_who_has_left_does_not_change_the_outcome(shop: Shop, machine: Machine) -> None:
    payment = shop.payment()
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        ran = ended(machine.start("refund", payment, "--yes", stdout=gone))
    assert ran.code == 0
    assert len(shop.refunds(payment)) == 1
    assert "Traceback" not in ran.err
    assert "BrokenPipe" not in ran.err
