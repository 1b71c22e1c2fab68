"""The policy: what no setting and no flag loosens, and that it fails closed."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar

import pytest

from stancer_tui.config import DeskOptions, Paths, Policy, Settings
from stancer_tui.models.ledger_address import LedgerAddress, ledger_address
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.settings.policy import (
    AgainstPolicy,
    PolicyError,
    load_policy,
    policy_path,
    tightened,
)

WHOLE = """
read_only = true
modes = ["test", "live"]
refund_ceiling = { eur = "250.00", usd = "300.00" }
approval_above = { eur = "100.00" }
ledger = "postgresql://db.example.com/stancer"
api_hosts = ["API.stancer.com"]
mask = true
idle_minutes = 10
export = false

[profiles.lune]
modes = ["test"]
refund_ceiling = { eur = "300.00", usd = "50.00" }
idle_minutes = 20
"""
T = TypeVar("T")
LEDGER = ledger_address("postgresql://db.example.com/stancer")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def options(**changes: Any) -> DeskOptions:
    base = DeskOptions(Settings(), Paths(Path("c"), Path("s")))
    return base._replace(**changes)


def test_no_file_is_no_rule(tmp_path: Path) -> None:
    assert load_policy(tmp_path / "policy.toml", "default") == Policy()
    assert tightened(options(), Policy()) == options()


def test_every_rule_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE)
    assert load_policy(path, "default") == Policy(
        source=path,
        read_only=True,
        modes=frozenset(Mode),
        refund_ceiling={"eur": Money(25000, "eur"), "usd": Money(30000, "usd")},
        approval_above={"eur": Money(10000, "eur")},
        ledger=LEDGER,
        api_hosts=frozenset({"api.stancer.com"}),
        mask=True,
        idle_minutes=10,
        export=False,
    )


def test_an_account_s_own_rules_only_tighten_those_for_all(tmp_path: Path) -> None:
    own = load_policy(written(tmp_path, WHOLE), "lune")
    assert own.modes == frozenset({Mode.TEST})
    assert {each.amount for each in own.refund_ceiling.values()} == {25000, 5000}
    assert (own.idle_minutes, own.export, own.read_only, own.ledger) == (10, False, True, LEDGER)


def test_settings_and_flags_only_tighten() -> None:
    policy = Policy(
        source=Path("p"),
        read_only=True,
        mask=True,
        refund_ceiling={"eur": Money(25000, "eur")},
        ledger=LEDGER,
    )
    loose = tightened(options(settings=Settings(refund_ceiling={"eur": Money(99900, "eur")})), policy)
    assert (loose.read_only, loose.mask, loose.settings.ledger) == (True, True, LEDGER)
    assert loose.settings.refund_ceiling == {"eur": Money(25000, "eur")}
    tight = tightened(options(settings=Settings(refund_ceiling={"eur": Money(100, "eur")})), policy)
    assert tight.settings.refund_ceiling == {"eur": Money(100, "eur")}
    assert tightened(options(mask=True, read_only=True), Policy()) == options(mask=True, read_only=True)


@pytest.mark.parametrize(
    ("asked", "policy", "said"),
    [
        ({"live": True}, Policy(modes=frozenset({Mode.TEST})), "does not allow live mode"),
        (
            {"api_url": "https://elsewhere.example"},
            Policy(api_hosts=frozenset({"api.stancer.com"})),
            "not at elsewhere.example",
        ),
        (
            {"settings": Settings(ledger=ledger_address("postgresql://other.example/x"))},
            Policy(ledger=LEDGER),
            "names the ledger db.example.com/stancer, the settings name other.example/x",
        ),
    ],
)
def test_what_cannot_be_made_tighter_is_refused(asked: dict[str, object], policy: Policy, said: str) -> None:
    with pytest.raises(AgainstPolicy, match=said):
        tightened(options(**asked), policy)


def test_the_settings_say_only_who_logs_in_to_the_ledger_of_the_policy() -> None:
    def ledger(asked: str, ruled: str) -> LedgerAddress | None:
        settings = Settings(ledger=ledger_address(asked))
        return tightened(options(settings=settings), Policy(ledger=ledger_address(ruled))).settings.ledger

    assert ledger(
        "postgresql://nadia@db.example.com/stancer?sslmode=disable&sslcert=n.crt&sslkey=n.key",
        "postgresql://db.example.com/stancer",
    ) == ledger_address("postgresql://nadia@db.example.com/stancer?sslcert=n.crt&sslkey=n.key")
    ruled = "postgresql://desk@db.example.com/stancer?sslrootcert=ca.crt"
    assert ledger("postgresql://nadia@db.example.com/stancer", ruled) == ledger_address(ruled)


def test_a_machine_for_live_alone_starts_in_live() -> None:
    assert tightened(options(), Policy(modes=frozenset({Mode.LIVE}))).live


@pytest.mark.parametrize(
    "text",
    [
        "read_only = maybe",
        "read_only = tru",
        'read_only = "yes"',
        "unknown_rule = true",
        'modes = ["text"]',
        "modes = []",
        'refund_ceiling = { eur = "a lot" }',
        'refund_ceiling = { zzz = "1.00" }',
        'ledger = "postgresql://nadia:secret@db/stancer"',
        "idle_minutes = 0",
        "idle_minutes = true",
        pytest.param(f"idle_minutes = {'9' * 5000}", id="a number of 5000 digits"),
        "[profiles.lune]\nread_onl = true",
        "\x00",
    ],
)
def test_what_cannot_be_understood_stops_the_program(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(PolicyError) as stopped:
        load_policy(path, "default")
    assert str(path) in str(stopped.value)
    assert "secret" not in str(stopped.value)


def test_a_folder_in_its_place_stops_the_program(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").mkdir()
    with pytest.raises(PolicyError):
        load_policy(tmp_path / "policy.toml", "default")


@pytest.fixture
def etc() -> Iterator[Path]:
    """A folder in which nobody but root can change anything, as far up as it goes."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can make a file that is another user's")
    folder = Path(mkdtemp(prefix="stancer-tui-", dir="/var/lib"))
    folder.chmod(0o755)
    yield folder
    rmtree(folder)


AGENT = 65534


def _own_file(path: Path) -> None:
    os.chown(path, AGENT, -1)


def _writable_file(path: Path) -> None:
    path.chmod(0o666)


def _own_folder(path: Path) -> None:
    os.chown(path.parent, AGENT, -1)


def _link(path: Path) -> None:
    path.rename(path.with_name("real.toml"))
    path.symlink_to(path.with_name("real.toml"))


def _unreadable(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize("spoil", [_own_file, _writable_file, _own_folder, _link, _unreadable])
def test_a_file_that_the_agent_could_change_or_not_read_is_not_believed(
    etc: Path, spoil: Callable[[Path], None]
) -> None:
    path = written(etc, "read_only = true")
    path.chmod(0o644)
    assert _as_agent(lambda: load_policy(path, "default")) == Policy(source=path, read_only=True)
    spoil(path)
    with pytest.raises(PolicyError):
        _as_agent(lambda: load_policy(path, "default"))


def _as_agent(call: Callable[[], T]) -> T:
    os.seteuid(AGENT)
    try:
        return call()
    finally:
        os.seteuid(0)


def test_its_place_is_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "STANCER_TUI_HOME", "ProgramData"):
        monkeypatch.setenv(name, "/elsewhere")
    assert policy_path() in {
        Path("/etc/stancer-tui/policy.toml"),
        Path("/Library/Application Support/stancer-tui/policy.toml"),
        Path("C:/ProgramData/stancer-tui/policy.toml"),
    }
    assert sys.platform != "linux" or policy_path() == Path("/etc/stancer-tui/policy.toml")
