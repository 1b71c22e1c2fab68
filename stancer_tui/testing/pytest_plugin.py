"""Fixtures for pytest: each test has an empty sandbox with a stopped clock, in process and on a socket.

pytest imports this file at every start, used or not, so each fixture imports what it needs.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from stancer_tui.api import StancerClient, SyncStancerClient
    from stancer_tui.sandbox.authority import Certificate
    from stancer_tui.sandbox.clock import Clock
    from stancer_tui.sandbox.core import Sandbox
    from stancer_tui.sandbox.journal import Journal
    from stancer_tui.sandbox.settings import SandboxSettings

MOMENT = "2026-03-10T12:00:00+01:00"
"""Where the clock stands when a test begins: a Tuesday, noon in Paris."""

_MARKER = """\
stancer(**settings): how this test's Stancer sandbox begins, by the names of SandboxSettings \
(payments=20, seed=3, check_delay=0, ...); now="2026-01-31T23:00:00+01:00" is its clock's moment"""


class SetFaults(Protocol):
    """Decides what goes wrong from the next request on: the fields of `Faults`; without any, nothing."""

    def __call__(self, **faults: Any) -> None: ...


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", _MARKER)


@pytest.fixture
def stancer_app(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The sandbox as an ASGI application, for code that is given one instead of the network."""
    from stancer_tui.sandbox.wire.app import create_app

    app = create_app(_settings(request.node))
    try:
        yield app
    finally:
        app.state.sandbox.close()


@pytest.fixture
def stancer_sandbox(stancer_app: Any) -> "Sandbox":
    """The sandbox of this test: with its clock, its faults, its journal, and `reset`."""
    sandbox: Sandbox = stancer_app.state.sandbox
    return sandbox


@pytest.fixture
def stancer_clock(stancer_sandbox: "Sandbox") -> "Clock":
    """Its clock, which stands still until the test sets or advances it."""
    return stancer_sandbox.clock


@pytest.fixture
def stancer_faults(stancer_sandbox: "Sandbox") -> SetFaults:
    """What goes wrong: `stancer_faults(lose_answer=True, times=1)`; `stancer_faults()` ends it."""
    from stancer_tui.sandbox.wire.faults import Faults

    def set_faults(**faults: Any) -> None:
        stancer_sandbox.faults = Faults(**faults)

    return set_faults


@pytest.fixture
def stancer_journal(stancer_sandbox: "Sandbox") -> "Journal":
    """The requests that it has received, in process and on the socket."""
    return stancer_sandbox.journal


@pytest.fixture
def stancer_key() -> str:
    """A secret key that it accepts, in test mode."""
    from stancer_tui.sandbox.keys import DEMO_SECRET_TEST

    return DEMO_SECRET_TEST


@pytest.fixture
def stancer_live_key() -> str:
    """A secret key that it accepts, in live mode; invented like the other one."""
    from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE

    return DEMO_SECRET_LIVE


@pytest.fixture
def stancer_client(stancer_app: Any, stancer_key: str) -> "StancerClient":
    """A client of the sandbox in process, in test mode; there is nothing to close."""
    from stancer_tui.api import StancerClient

    return StancerClient(stancer_key, app=stancer_app)


@pytest.fixture
def stancer_live_client(stancer_app: Any, stancer_live_key: str) -> "StancerClient":
    """The same in live mode, where payouts are."""
    from stancer_tui.api import StancerClient

    return StancerClient(stancer_live_key, app=stancer_app)


@pytest.fixture
def stancer_sync_client(stancer_app: Any, stancer_key: str) -> Iterator["SyncStancerClient"]:
    """The client for code that is not async, in process, in test mode."""
    from stancer_tui.api import SyncStancerClient

    with SyncStancerClient(stancer_key, app=stancer_app) as client:
        yield client


@pytest.fixture
def stancer_url(stancer_app: Any, stancer_sandbox: "Sandbox") -> Iterator[str]:
    """The address at which the sandbox is served during this test, for code of any kind."""
    from stancer_tui.testing.serving import served

    with served(stancer_app, stancer_sandbox.settings) as url:
        yield url


@pytest.fixture
def stancer_https_url(
    stancer_app: Any, stancer_sandbox: "Sandbox", _stancer_certificate: "Certificate"
) -> Iterator[str]:
    """The same over TLS, under the authority of `stancer_ca_file`."""
    from stancer_tui.testing.serving import served

    certificate = _stancer_certificate.file
    with served(
        stancer_app, replace(stancer_sandbox.settings, host="localhost", certfile=certificate)
    ) as url:
        yield url


@pytest.fixture
def stancer_ca_file(_stancer_certificate: "Certificate") -> str:
    """The file with the authority that a program has to trust, for `verify=` or REQUESTS_CA_BUNDLE."""
    return str(_stancer_certificate.authority)


@pytest.fixture(scope="session")
def _stancer_certificate(tmp_path_factory: pytest.TempPathFactory) -> "Certificate":
    from stancer_tui.sandbox.authority import certificate_for, names_for

    names = names_for("localhost", ())
    return certificate_for(tmp_path_factory.mktemp("stancer-tls"), names, now=datetime.now(UTC))


def _settings(node: pytest.Item) -> "SandboxSettings":
    """The settings from the markers of a test; the marker nearest to it wins."""
    from stancer_tui.sandbox.clock import Clock
    from stancer_tui.sandbox.settings import SandboxSettings

    settings: dict[str, Any] = {"payments": 0, "port": 0, "now": MOMENT}
    for marker in reversed(list(node.iter_markers("stancer"))):
        if marker.args:
            raise TypeError("the marker takes settings by their names: @pytest.mark.stancer(payments=20)")
        settings |= marker.kwargs
    if isinstance(settings["now"], Clock):
        raise TypeError("now is a moment: tests that share a marker would share a clock")
    return SandboxSettings(**settings | {"now": Clock(settings["now"])})
