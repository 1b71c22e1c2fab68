"""Each merchant of the settings has their own key: one that is another's is refused, and adopts nothing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring import errors
from pydantic import SecretStr
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input

from stancer_tui.keys import SERVICE
from stancer_tui.models.mode import Mode
from stancer_tui.store.intent import State, fingerprint
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.shell.account_menu import AccountMenu
from stancer_tui.ui.shell.onboarding import Onboarding
from tests.sandbox.serving import Serving
from tests.services.refund_world import intent
from tests.ui.driving import NOW, desk_app, payments, press, settled, until
from tests.ui.test_accounts_of_settings import (
    BAKERY_KEY,
    GARAGE_KEY,
    TEST_KEY,
    program,
    ring,
    settings,
    shops,
    shown,
    text,
)
from tests.unit.fake_keyrings import TRUSTED, FailingKeyring, MemoryKeyring, NoKeyring

__all__ = ["ring", "shops"]


class HeldKeyring(MemoryKeyring):
    """Tells no key of a bakery until it is let."""

    __module__ = TRUSTED

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.asked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        if username.startswith("bakery/"):
            self.asked.set()
            self.gate.wait()
        return super().get_password(service, username)


@pytest.fixture
def held(ring: MemoryKeyring) -> Iterator[HeldKeyring]:
    """Empty, and open so far."""
    held = HeldKeyring()
    held.gate.set()
    keyring.set_keyring(held)
    yield held
    held.gate.set()


async def type_key(pilot: Pilot[int], key: str) -> None:
    """Type a key into the form that asks for one, and try it."""
    pilot.app.screen.query_one("#key", Input).value = key
    await pilot.press("enter")


async def test_a_key_of_a_merchant_whose_desk_is_not_open_is_accepted_for_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    ring.copies.clear()
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    async with program(tmp_path, monkeypatch, settings(tmp_path, (shops[1], shops[1]))) as pilot:
        await type_key(pilot, GARAGE_KEY)
        await settled(pilot)
        assert "That is the key of 2 garage: each merchant has their own." in text(pilot)
        assert shown(pilot) is Onboarding
        assert list(ring.copies) == [(SERVICE, TEST_KEY.entry("garage"))]


async def test_a_desk_is_not_opened_beside_the_first_with_the_key_of_one_that_is_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    for profile in ("garage", "kiosk"):
        ring.set_password(SERVICE, TEST_KEY.entry(profile), GARAGE_KEY)
    config = settings(tmp_path, shops, "[profiles.kiosk]\n")
    async with program(tmp_path, monkeypatch, config) as pilot:
        await press(pilot, "ctrl+o", "2")
        assert "That is the key of 3 kiosk" in text(pilot)


async def test_without_a_keyring_keys_of_the_session_are_held_apart_and_desks_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    keyring.set_keyring(FailingKeyring(errors.KeyringLocked("locked")))
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        await type_key(pilot, BAKERY_KEY)
        await settled(pilot)
        assert len(payments(pilot).table.records) > 0
        await press(pilot, "ctrl+o", "2")
        assert not pilot.app.screen.query_one(Checkbox).value
        await type_key(pilot, BAKERY_KEY)
        await settled(pilot)
        assert "That is the key of 1 Boulangerie Martin" in text(pilot)
        await type_key(pilot, GARAGE_KEY)
        await settled(pilot)
        assert len(payments(pilot).table.records) > 0


async def test_what_is_advised_and_copied_for_a_merchant_never_leads_to_the_default_profiles_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], ring: MemoryKeyring
) -> None:
    keyring.set_keyring(NoKeyring())
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        assert "No system keyring answers here. Type the key for this session only." in text(pilot)
        assert "STANCER_API_KEY" not in text(pilot)
        await type_key(pilot, BAKERY_KEY)
        await settled(pilot)
        await press(pilot, "y", "c")
        assert "$STANCER_API_KEY_TEST_BAKERY:" in pilot.app.clipboard


@pytest.mark.parametrize("alone", [True, False])
async def test_what_no_merchant_has_by_name_is_adopted_by_the_one_whose_key_wrote_it_and_by_no_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shops: tuple[Serving, Serving],
    ring: MemoryKeyring,
    alone: bool,
) -> None:
    path = tmp_path / "state" / "journal.db"
    path.parent.mkdir(mode=0o700)
    journal = Journal(path)
    journal.insert(intent(State.CONFIRMED, key_fingerprint=fingerprint(SecretStr(BAKERY_KEY))), at=NOW)
    if not alone:
        ring.set_password(SERVICE, TEST_KEY.entry("garage"), BAKERY_KEY)
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        desk = desk_app(pilot).parts.desks[Mode.TEST]
        assert desk is not None
        await settled(pilot)
        (kept,) = await desk.refunds.history()
        assert desk.refunds.serves(kept) is alone
    journal.close()


async def test_a_key_that_is_tried_while_another_merchant_is_shown_opens_its_own_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], held: HeldKeyring
) -> None:
    held.set_password(SERVICE, TEST_KEY.entry("bakery"), BAKERY_KEY)
    async with program(tmp_path, monkeypatch, settings(tmp_path, shops)) as pilot:
        await press(pilot, "ctrl+o", "2")
        held.gate.clear()
        held.asked.clear()
        await type_key(pilot, GARAGE_KEY)
        await until(pilot, held.asked.is_set)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: shown(pilot) is AccountMenu)
        await pilot.press("1")
        await until(pilot, lambda: "▌1 Boulangerie" in text(pilot))
        held.gate.set()
        await until(pilot, lambda: desk_app(pilot).accounts.all[1].desks[Mode.TEST] is not None)
        await settled(pilot)
        assert "▌1 Boulangerie" in text(pilot)
        await press(pilot, "ctrl+o", "2")
        await settled(pilot)
        assert shown(pilot) is PaymentsScreen
        assert "▌2 garage" in text(pilot)
        assert len(payments(pilot).table.records) > 0
        assert held.get_password(SERVICE, TEST_KEY.entry("garage")) == GARAGE_KEY


async def test_one_key_that_is_typed_at_two_desks_at_once_opens_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shops: tuple[Serving, Serving], held: HeldKeyring
) -> None:
    async with program(tmp_path, monkeypatch, settings(tmp_path, (shops[0], shops[0]))) as pilot:
        await press(pilot, "ctrl+o", "2")
        held.gate.clear()
        held.asked.clear()
        await type_key(pilot, BAKERY_KEY)
        await until(pilot, held.asked.is_set)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: shown(pilot) is AccountMenu)
        await pilot.press("1")
        await until(pilot, lambda: "stancer-tui · Boulangerie Martin" in text(pilot))
        await type_key(pilot, BAKERY_KEY)
        held.gate.set()
        accounts = desk_app(pilot).accounts.all
        await until(pilot, lambda: any(each.desks.any_open for each in accounts))
        await settled(pilot)
        assert [each.desks.any_open for each in accounts].count(True) == 1
        assert len(held.copies) == 1
