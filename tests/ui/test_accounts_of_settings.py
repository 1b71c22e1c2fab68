"""Two merchants of a settings file, each at an API of their own, with keys of their own in the keyring.

The keyring is of the test's own (tests/unit/fake_keyrings.py): what it cannot do here is be locked or hang.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from stancer_tui.cli.main import build_parser
from stancer_tui.cli.options import desk_options_of
from stancer_tui.desk import offered_accounts
from stancer_tui.keys import SERVICE, Slot
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.shell.onboarding import Onboarding
from stancer_tui.ui.start import desk_program
from tests.sandbox.serving import Serving, serving
from tests.ui.driving import NARROW, NOW, notices, payments, press, screen_text, settled
from tests.unit.fake_keyrings import MemoryKeyring

BAKERY_KEY, GARAGE_KEY = "stest_" + "b" * 24, "stest_" + "g" * 24
TEST_KEY = Slot(Mode.TEST)


@pytest.fixture(scope="module")
def shops() -> Iterator[tuple[Serving, Serving]]:
    """The bakery's API and the garage's: neither knows the other's key."""
    clock = FixedClock(NOW.isoformat())
    bakery = SandboxSettings(payments=20, port=0, seed=1, now=clock, keys=(BAKERY_KEY,))
    garage = SandboxSettings(payments=20, port=0, seed=2, now=clock, keys=(GARAGE_KEY,))
    with serving(bakery) as first, serving(garage) as second:
        yield first, second


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    """A keyring with the bakery's key."""
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    ring.set_password(SERVICE, TEST_KEY.entry("bakery"), BAKERY_KEY)
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def settings(folder: Path, shops: tuple[Serving, Serving], extra: str = "") -> Path:
    bakery, garage = (f"http://127.0.0.1:{shop.port}" for shop in shops)
    path = folder / "config.toml"
    path.write_text(
        f'[profiles.bakery]\naccount = "Boulangerie Martin"\nbase_url = "{bakery}"\n'
        f'[profiles.garage]\nbase_url = "{garage}"\nread_only = true\n{extra}'
    )
    return path


@asynccontextmanager
async def program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, config: Path | None, *arguments: str
) -> AsyncIterator[Pilot[int]]:
    """The desk as the command line opens it, begun with the bakery; without `config` on its usual place."""
    monkeypatch.setenv("STANCER_TUI_HOME", str(folder))
    monkeypatch.setenv("TZ", "Europe/Paris")
    file = [] if config is None else ["--config", str(config)]
    args = build_parser().parse_args(["--profile", "bakery", *file, *arguments])
    options = desk_options_of(args, desk=True)
    app = desk_program(offered_accounts(options, {}), options)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        yield pilot
    app.accounts.save_states()


def shown(pilot: Pilot[int]) -> type[object]:
    return type(pilot.app.screen)


def text(pilot: Pilot[int]) -> str:
    return " ".join(word for word in screen_text(pilot.app).split() if word.strip("│╭╮╰╯"))


def listed(pilot: Pilot[int]) -> list[str]:
    listing = pilot.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(at).prompt) for at in range(listing.option_count)]


def state_of(folder: Path, profile: str) -> DeskState:
    return DeskState(folder / "state" / "desk.json", profile)


async def test_each_merchant_has_their_own_key_host_rules_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        theirs = payments(pilot).table.records.key(0)
        assert "READ-ONLY" not in text(pilot)
        await press(pilot, "ctrl+o")
        assert "Boulangerie Martin" in listed(pilot)[0]
        assert "garage" in listed(pilot)[1], "without a name in the settings the profile's stands for it"
        assert listed(pilot)[1].endswith("TEST"), "there is no live key"
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, PaymentsScreen)
        assert "▌2 garage" in text(pilot)
        assert "READ-ONLY" in text(pilot)
        assert payments(pilot).table.records.position_of(theirs) is None
        await press(pilot, "3")
    assert state_of(tmp_path, "garage")[Mode.TEST].section == "refunds"
    assert state_of(tmp_path, "bakery")[Mode.TEST].section != "refunds"


async def test_a_missing_key_is_asked_for_with_the_merchants_name_and_leaving_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        await press(pilot, "ctrl+o")
        assert "no key" in listed(pilot)[1]
        await press(pilot, "2")
        assert shown(pilot) is Onboarding
        assert "stancer-tui · garage · TEST" in text(pilot)
        assert "demo" not in text(pilot).lower(), "the demo is no merchant"
        await press(pilot, "escape")
        assert shown(pilot) is PaymentsScreen
        assert "▌1 Boulangerie Martin" in text(pilot)

        await press(pilot, "ctrl+o", "2")
        field = pilot.app.screen.query_one("#key", Input)
        field.value = BAKERY_KEY
        await press(pilot, "enter")
        assert "That is the key of 1 Boulangerie Martin" in text(pilot)
        assert (SERVICE, TEST_KEY.entry("garage")) not in ring.copies, "it is kept for nobody else"
        field.value = GARAGE_KEY
        await press(pilot, "enter")
        await settled(pilot)
        assert "▌2 garage" in text(pilot)
        assert len(payments(pilot).table.records) > 0
        assert ring.get_password(SERVICE, TEST_KEY.entry("garage")) == GARAGE_KEY
        assert ring.get_password(SERVICE, TEST_KEY.entry("bakery")) == BAKERY_KEY


@pytest.mark.parametrize("later", [None, "[profiles.bakery]\n", "not TOML"])
async def test_what_becomes_of_the_settings_after_the_start_lifts_no_rule(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shops: tuple[Serving, Serving],
    ring: MemoryKeyring,
    later: str | None,
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    config = settings(tmp_path / "config", shops, 'refund_ceiling = { eur = "10.00" }\n')
    async with program(tmp_path, monkeypatch, None) as pilot:
        if later is None:
            config.unlink()
        else:
            config.write_text(later)
        await press(pilot, "ctrl+o", "2")
        assert "▌2 garage" in text(pilot)
        assert "READ-ONLY" in text(pilot)
        assert len(payments(pilot).table.records) > 0, "it is asked at its own host"
        desk = payments(pilot).desk
        assert desk is not None
        assert desk.ceilings["eur"].amount == 1000


async def test_leaving_where_no_merchant_has_a_key_ends_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    ring.copies.clear()
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        await press(pilot, "ctrl+o", "2")
        assert "stancer-tui · garage · TEST" in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.return_value == 3


async def test_one_key_in_two_profiles_opens_no_second_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), BAKERY_KEY)
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        await press(pilot, "ctrl+o", "2")
        assert isinstance(pilot.app.screen, Onboarding)
        assert "That is the key of 1 Boulangerie Martin" in text(pilot)


async def test_what_the_command_line_says_of_one_account_is_not_for_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    config = settings(tmp_path, (shops[1], shops[1]))
    url = f"http://127.0.0.1:{shops[0].port}"
    async with program(tmp_path, monkeypatch, config, "--api-url", url, "--read-only") as pilot:
        assert len(payments(pilot).table.records) > 0, (
            "the bakery's key is known at the address that was given"
        )
        assert "READ-ONLY" in text(pilot)
        await press(pilot, "ctrl+o", "2")
        assert len(payments(pilot).table.records) > 0, "the garage's is asked at its own"
        assert f":{shops[1].port}" in str(pilot.app.screen.desk.account.host)  # type: ignore[attr-defined]


async def test_two_merchants_never_share_a_ledger(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shops: tuple[Serving, Serving],
    ring: MemoryKeyring,
) -> None:
    extra = 'ledger = "postgresql://db/stancer"'
    why = "Its ledger is that of Boulangerie Martin"
    config = settings(tmp_path, shops, extra)
    config.write_text(config.read_text().replace("[profiles.bakery]", f"[profiles.bakery]\n{extra}"))
    async with program(tmp_path, monkeypatch, config) as pilot:
        await press(pilot, "ctrl+o")
        assert why in listed(pilot)[1]
        await press(pilot, "2")
        assert any(why in notice for notice in notices(pilot.app))
        assert isinstance(pilot.app, StancerApp)
        assert len(pilot.app.accounts.all) == 1
