"""Keys in a real Secret Service: gnome-keyring on a session bus of its own, as .ci/run starts it.

Nothing here runs against the keyring of a person: the tests need STANCER_TUI_REAL_KEYRING=1, which is set
only together with a home directory and a bus made for them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from stancer_tui.keys import SLOTS, FoundKey, KeyStore, Source

secretstorage = pytest.importorskip("secretstorage")

pytestmark = [
    pytest.mark.keyring_real,
    pytest.mark.skipif(
        os.environ.get("STANCER_TUI_REAL_KEYRING") != "1", reason="needs a Secret Service: run .ci/run"
    ),
]

TEST, LIVE, *_ = SLOTS
ONE = SecretStr("stest_RealKeyringOne0123456789"[:30])
TWO = SecretStr("stest_RealKeyringTwo0123456789"[:30])
LIVE_KEY = SecretStr("sprod_RealKeyringLive123456789"[:30])
SERVICE = "stancer-tui-tests"


@pytest.fixture
def store() -> KeyStore:
    return KeyStore({}, SERVICE)


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    """Begin and end with an open collection that holds nothing of these tests."""
    if os.environ.get("STANCER_TUI_REAL_KEYRING") != "1":
        yield
        return
    _clear()
    yield
    _clear()


def _clear() -> None:
    with closing(secretstorage.dbus_init()) as bus:
        collection = secretstorage.get_default_collection(bus)
        for item in list(collection.search_items({"service": SERVICE})):
            item.delete()


def items(username: str | None = None) -> list[str]:
    """What the service itself holds."""
    query = {"service": SERVICE} | ({"username": username} if username else {})
    with closing(secretstorage.dbus_init()) as bus:
        return [item.get_secret().decode() for item in secretstorage.search_items(bus, query)]


async def test_a_key_is_kept_and_read(store: KeyStore) -> None:
    assert await store.find(TEST) is None
    await store.store(TEST, ONE)
    assert await KeyStore({}, SERVICE).find(TEST) == FoundKey(ONE, Source.KEYRING)
    assert items(TEST.entry("default")) == [ONE.get_secret_value()]


async def test_replacing_touches_one_item_only(store: KeyStore) -> None:
    await store.store(TEST, ONE)
    await store.store(LIVE, LIVE_KEY)
    await KeyStore({}, SERVICE, profile="second").store(TEST, ONE)
    await store.store(TEST, TWO)
    assert items(TEST.entry("default")) == [TWO.get_secret_value()]
    assert items(LIVE.entry("default")) == [LIVE_KEY.get_secret_value()]
    assert items(TEST.entry("second")) == [ONE.get_secret_value()]
    assert len(items()) == 3


async def test_removing_takes_one_item_and_twice_is_no_error(store: KeyStore) -> None:
    await store.store(TEST, ONE)
    await store.store(LIVE, LIVE_KEY)
    assert await store.remove(TEST) is True
    assert await store.find(TEST) is None
    assert items() == [LIVE_KEY.get_secret_value()]
    assert await store.remove(TEST) is False


async def test_removing_takes_copies_that_another_program_made(store: KeyStore) -> None:
    await store.store(TEST, ONE)
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).create_item(
            "a copy",
            {"service": SERVICE, "username": TEST.entry("default"), "application": "another"},
            TWO.get_secret_value().encode(),
        )
    assert len(items()) == 2
    assert await store.remove(TEST) is True
    assert items() == []


LOCKED = """
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$1" -c '
import secretstorage
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
'
exec "$1" -m stancer_tui keys list
"""
SESSION = ["dbus-run-session", "--"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        # Nobody answers the prompt of the locked keyring: without a display it is dismissed at once.
        ([*SESSION, "bash", "-euo", "pipefail", "-c", LOCKED, "bash", sys.executable], "is locked"),
        ([*SESSION, sys.executable, "-m", "stancer_tui", "keys", "list"], "No system keyring answers"),
        ([sys.executable, "-m", "stancer_tui", "keys", "list"], "No system keyring answers"),
    ],
    ids=["locked", "no daemon", "no bus"],
)
def test_a_keyring_that_does_not_serve_leaves_the_session(
    command: list[str], said: str, tmp_path: Path
) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    result = subprocess.run(
        command,
        env={**env, "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 1
    assert said in result.stderr
    assert "for this session only" not in result.stderr, "nothing can be typed into a command"
    assert "Keys in the environment still work." in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout.count("not readable") == 4
