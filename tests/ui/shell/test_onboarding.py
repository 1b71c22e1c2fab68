"""The first minutes: no key, a wrong one, and keyrings that do not serve.

The keyrings are of the test's own (tests/unit/fake_keyrings.py): a locked or a hanging one cannot be had on
every machine. The API is the sandbox on a socket.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from pydantic import SecretStr
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input

from stancer_tui.config import DemoOptions, DeskOptions, Paths, Settings
from stancer_tui.desk import AccountDesks
from stancer_tui.keys import FoundKey, KeyStore, Slot, Source
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.sandbox.serving import Serving, serving
from tests.services.refund_world import intent
from tests.ui.driving import NARROW, NOW, PARIS, desk_app, notices, press, said, settled, until
from tests.unit.fake_keyrings import FailingKeyring, HangingKeyring, MemoryKeyring, NoKeyring

UNKNOWN = "stest_" + "u" * 24


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Serving]:
    """A small sandbox on a socket."""
    settings = SandboxSettings(payments=30, port=0, now=FixedClock(NOW.isoformat()))
    with serving(settings) as served:
        yield served


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


class Hasty(KeyStore):
    """Waits for a keyring a tenth of a second instead of five or sixty."""

    async def find(self, slot: Slot, *, limit: float = 0.1) -> FoundKey | None:
        return await super().find(slot, limit=limit)

    async def store(self, slot: Slot, key: SecretStr, *, limit: float = 0.1) -> None:
        await super().store(slot, key, limit=limit)


@asynccontextmanager
async def first_start(
    sandbox: Serving,
    home: Path,
    backend: KeyringBackend,
    env: Mapping[str, str] | None = None,
    *,
    keys: type[KeyStore] | None = None,
) -> AsyncIterator[tuple[Pilot[int], KeyStore]]:
    """The program with this keyring and environment, settled."""
    keyring.set_keyring(backend)
    hangs = isinstance(backend, HangingKeyring)
    store = (keys or (Hasty if hangs else KeyStore))(env or {})
    paths = Paths(home / "config", home / "state")
    options = DeskOptions(Settings(), paths, api_url=f"http://127.0.0.1:{sandbox.port}")
    app = StancerApp(AccountDesks(options, store), zone=PARIS)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        yield pilot, store


def told(pilot: Pilot[int]) -> str:
    """The notices."""
    return " ".join(notices(pilot.app))


async def offer(pilot: Pilot[int], key: str) -> str:
    """Paste a key and try it; what the screen says then. The key is never on it."""
    field = pilot.app.screen.query_one("#key", Input)
    field.value = key
    await press(pilot, "enter")
    text = said(pilot)
    if len(key) > 12:
        assert key not in text
        assert key[6:] not in text
    return text


async def test_without_a_key_it_asks_for_one_and_tells_what_is_wrong_with_it(
    sandbox: Serving, tmp_path: Path
) -> None:
    ring = MemoryKeyring()
    async with first_start(sandbox, tmp_path, ring) as (pilot, store):
        text = said(pilot)
        assert pilot.app.screen.query("#key")
        assert "no test key on this machine" in text
        assert "stest_" in text
        assert "Open the demo" in text

        for wrong, words in {
            "": "No key was given",
            "nonsense": "not a Stancer key",
            "ptest_" + "p" * 24: "This is a public test key",
            DEMO_SECRET_LIVE: "This is a secret live key",
            UNKNOWN[:-3]: "24 characters",
            UNKNOWN: "does not accept this key (401)",
        }.items():
            assert words in await offer(pilot, wrong)
            field = pilot.app.screen.query_one("#key", Input)
            assert field.value == wrong, "nothing typed is lost"
            assert pilot.app.focused is field
        assert await store.find(Slot(Mode.TEST)) is None
        assert ring.copies == {}

        await offer(pilot, DEMO_SECRET_TEST)
        await settled(pilot)
        assert isinstance(pilot.app.screen, PaymentsScreen)
        assert "EUR" in said(pilot)
        found = await store.find(Slot(Mode.TEST))
        assert found is not None
        assert found.source is Source.KEYRING


@pytest.mark.parametrize(
    ("backend", "opening", "words"),
    [
        (NoKeyring(), "No system keyring answers here", "No system keyring answers here"),
        (FailingKeyring(errors.KeyringLocked("locked")), "keyring is locked", "keyring is locked"),
        (HangingKeyring(), "did not answer within", "did not answer within"),
        (FailingKeyring(RuntimeError(DEMO_SECRET_TEST)), "failed: RuntimeError", "failed: RuntimeError"),
    ],
    ids=["none", "locked", "hanging", "failing"],
)
async def test_without_a_keyring_the_key_serves_for_the_session_and_that_is_said(
    backend: KeyringBackend, opening: str, words: str, sandbox: Serving, tmp_path: Path
) -> None:
    async with first_start(sandbox, tmp_path, backend) as (pilot, store):
        assert opening in said(pilot)
        assert "otherwise for this session only" in said(pilot)
        keep = pilot.app.screen.query_one(Checkbox)
        assert not keep.value, "a keyring that does not serve is not asked unless the agent insists"
        keep.value = True
        await offer(pilot, DEMO_SECRET_TEST)
        await until(pilot, lambda: "not stored" in told(pilot))
        assert "Key not stored" in said(pilot)
        text = told(pilot)
        assert isinstance(pilot.app.screen, PaymentsScreen)
        assert words in text
        assert "for this session" in text
        await settled(pilot)
        assert "EUR" in said(pilot)
        found = await store.find(Slot(Mode.TEST))
        assert found is not None
        assert found.source is Source.SESSION
    if isinstance(backend, HangingKeyring):
        backend.gate.set()


async def test_the_desk_opens_while_the_keyring_still_thinks(sandbox: Serving, tmp_path: Path) -> None:
    ring = HangingKeyring()
    async with first_start(sandbox, tmp_path, MemoryKeyring(), keys=KeyStore) as (pilot, _store):
        keyring.set_keyring(ring)
        field = pilot.app.screen.query_one("#key", Input)
        field.value = DEMO_SECRET_TEST
        await pilot.press("enter")
        await until(pilot, lambda: "EUR" in said(pilot))
        await until(pilot, lambda: ring.thread is not None)
        assert told(pilot) == ""
        ring.gate.set()


async def test_a_server_that_is_down_is_no_bad_key(tmp_path: Path) -> None:
    with serving(SandboxSettings(payments=0, port=0)) as served:
        gone = served
    async with first_start(gone, tmp_path, MemoryKeyring()) as (pilot, _store):
        text = await offer(pilot, DEMO_SECRET_TEST)
        assert "could not be tried" in text
        assert "Check the network" in text
        assert "does not accept" not in text
        assert pilot.app.screen.query_one("#key", Input).value == DEMO_SECRET_TEST


async def test_a_wrong_key_in_the_environment_is_named_by_its_variable(
    sandbox: Serving, tmp_path: Path
) -> None:
    env = {"STANCER_API_KEY_TEST": DEMO_SECRET_LIVE}
    async with first_start(sandbox, tmp_path, MemoryKeyring(), env) as (pilot, _store):
        text = said(pilot)
        assert "STANCER_API_KEY_TEST" in text
        assert "This is a secret live key" in text
        assert DEMO_SECRET_LIVE[6:] not in text


async def test_the_live_desk_asks_for_its_own_key_and_leaving_goes_back_to_test(
    sandbox: Serving, tmp_path: Path
) -> None:
    env = {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST}
    async with first_start(sandbox, tmp_path, MemoryKeyring(), env) as (pilot, _store):
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert "no live key on this machine" in said(pilot)
        assert "This is a secret test key" in await offer(pilot, DEMO_SECRET_TEST)
        await press(pilot, "escape")
        assert desk_app(pilot).parts.places.mode is Mode.TEST
        assert "EUR" in said(pilot)


async def test_the_demo_opened_instead_shows_nothing_of_the_account(
    sandbox: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "stancer_tui.ui.accounts.DemoOptions", lambda: DemoOptions(payments=200, now=NOW, seed=2)
    )
    env = {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST}
    async with first_start(sandbox, tmp_path, MemoryKeyring(), env) as (pilot, _store):
        screen = pilot.app.screen
        assert isinstance(screen, PaymentsScreen)
        before = {screen.rows.view.key(place) for place in range(len(screen.rows.view))}
        assert before
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await settled(pilot)
        await pilot.click("#demo")
        await settled(pilot)
        await settled(pilot)
        assert "DEMO·TEST" in said(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PaymentsScreen)
        after = {screen.rows.view.key(place) for place in range(len(screen.rows.view))}
        assert after
        assert not before & after
        await press(pilot, "f5")
        assert "could not" not in said(pilot)


async def test_leaving_without_a_key_ends_with_exit_code_3(sandbox: Serving, tmp_path: Path) -> None:
    async with first_start(sandbox, tmp_path, MemoryKeyring()) as (pilot, _store):
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.return_value == 3


async def test_a_refund_left_unresolved_is_brought_up_after_the_key_was_typed(
    sandbox: Serving, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    journal = Journal(state / "journal.db")
    journal.insert(intent(State.UNKNOWN), at=NOW)
    journal.close()
    async with first_start(sandbox, tmp_path, MemoryKeyring()) as (pilot, _):
        await offer(pilot, DEMO_SECRET_TEST)
        await settled(pilot)
        assert "Earlier refunds · TEST" in said(pilot)
        assert "1 refund unresolved" in said(pilot)
