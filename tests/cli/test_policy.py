"""The policy on the command line: no flag loosens it, and `doctor` tells it."""

from pathlib import Path

import pytest

from stancer_tui.cli.main import build_parser
from stancer_tui.cli.options import desk_options_of
from stancer_tui.settings import policy
from tests.cli.running import Machine
from tests.cli.shop import Shop


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the policy of this machine stands, in place of a file of the system."""
    path = tmp_path / "policy.toml"
    monkeypatch.setattr(policy, "policy_path", lambda: path)
    monkeypatch.setattr(policy, "_doubt", lambda _path: "")
    return path


def test_no_other_settings_file_lifts_the_ceiling(machine: Machine, shop: Shop, rules: Path) -> None:
    payment = shop.payment()
    rules.write_text('refund_ceiling = { eur = "1.00" }', encoding="utf-8")
    ran = machine.here("refund", payment, "--amount", "2.00", "--yes", "--config", "/dev/null")
    assert ran.code == 1
    assert "A refund here is at most 1.00 EUR." in ran.err


def test_what_needs_a_second_agent_is_a_ceiling_without_a_team(
    machine: Machine, shop: Shop, rules: Path
) -> None:
    payment = shop.payment()
    rules.write_text('approval_above = { eur = "1.00" }', encoding="utf-8")
    ran = machine.here("refund", payment, "--amount", "2.00", "--yes")
    assert (ran.code, "A refund here is at most 1.00 EUR." in ran.err) == (1, True)


def test_lists_for_files_are_off_and_words_are_not(machine: Machine, rules: Path) -> None:
    rules.write_text("export = false", encoding="utf-8")
    for form in ("--json", "--csv"):
        ran = machine.here("list", "payments", form)
        assert (ran.code, ran.out) == (2, "")
        assert "leave out --json and --csv" in ran.err
    assert machine.here("list", "payments").code == 0


def test_persons_are_hidden_in_what_commands_print(machine: Machine, shop: Shop, rules: Path) -> None:
    payment = shop.payment()
    rules.write_text("mask = true", encoding="utf-8")
    for command in (("show", payment, "--json"), ("list", "payments", "--json")):
        ran = machine.here(*command)
        assert (ran.code, ran.out) == (2, "")
        assert "hides customers' data" in ran.err
    args = build_parser().parse_args(["list", "payments"])
    assert desk_options_of(args).mask
    assert args.mask, "what a command prints goes by its arguments"


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ('modes = ["test"]', ("list", "payments", "--live"), "does not allow live mode"),
        ('api_hosts = ["api.stancer.com"]', ("list", "payments"), "allows the API at api.stancer.com only"),
        ("read_only = tru", ("list", "payments"), "policy.toml"),
    ],
)
def test_what_is_not_allowed_stops_a_command(
    machine: Machine, rules: Path, text: str, arguments: tuple[str, ...], said: str
) -> None:
    rules.write_text(text, encoding="utf-8")
    ran = machine.here(*arguments)
    assert ran.out == ""
    assert ran.code != 0
    assert said in ran.err


def test_doctor_tells_each_rule_and_where_it_stands(machine: Machine, rules: Path) -> None:
    rules.write_text('idle_minutes = 5\nrefund_ceiling = { eur = "250.00" }', encoding="utf-8")
    out = machine.here("doctor").out
    assert f"a live desk covers itself after 5 minutes (by {rules})" in out
    assert f"a refund of at most 250.00 EUR (by {rules})" in out
    rules.write_text("nothing = true", encoding="utf-8")
    assert "No desk starts until it is correct." in machine.here("doctor").out


def test_doctor_says_what_makes_refunds_impossible(machine: Machine, rules: Path) -> None:
    def refunds(*options: str) -> str:
        lines = machine.here("doctor", *options).out.split("\n")
        first = next(at for at, line in enumerate(lines) if line[5:].strip().startswith("Refunds "))
        return "\n".join(lines[first : first + 2])

    by_hand = refunds("--read-only")
    assert "this desk is read-only" in by_hand
    assert "Leave out --read-only" in by_hand
    rules.write_text("read_only = true", encoding="utf-8")
    by_policy = refunds()
    assert "the policy of this machine makes every desk read-only" in by_policy
    assert "Leave out" not in by_policy
    rules.write_text("nothing = true", encoding="utf-8")
    assert "off: no desk starts" in refunds()
