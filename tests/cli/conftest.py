"""A shop behind its gate, and a machine whose desk speaks to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.services.refunds import service as refunds
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.waiting.polling import PollSchedule
from tests.cli.running import Machine, machine_at
from tests.cli.shop import Gate, Shop
from tests.sandbox.serving import serving


@pytest.fixture(scope="session")
def _shop() -> Iterator[Shop]:
    gate = Gate()
    with serving(SandboxSettings(payments=0, port=0), behind=gate.behind) as running:
        yield Shop(running.url, running.sandbox, gate)


@pytest.fixture
def shop(_shop: Shop) -> Iterator[Shop]:
    """The shop in test mode, its gate open."""
    _shop.gate.renew()
    yield _shop
    _shop.gate.go.set()


@pytest.fixture
def live_shop(shop: Shop) -> Shop:
    """The same shop in live mode."""
    return replace(shop, live=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new home, with the demo's keys in the environment."""
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    monkeypatch.setenv("STANCER_API_KEY_LIVE", DEMO_SECRET_LIVE)
    return tmp_path / "home"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for an outcome once, at once, instead of for two minutes."""
    monkeypatch.setattr(refunds, "Timing", lambda: Timing(PollSchedule((0,), window=0), good_readings=1))


@pytest.fixture
def machine(shop: Shop, home: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Machine]:
    """An agent's machine."""
    with machine_at(home, shop.url, capsys) as its_own:
        yield its_own
