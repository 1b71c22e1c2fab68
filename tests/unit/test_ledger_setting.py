"""A profile's ledger: where its address is read, which ledger a desk then has, where its password is kept."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pydantic import SecretStr

from stancer_tui.config import DemoOptions, DeskOptions, Paths, Settings
from stancer_tui.desk.ledgers import account_ledger, kept_ledger
from stancer_tui.keys import SLOTS
from stancer_tui.keys.ledger_password import LedgerPassword
from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.settings.file import ConfigError, load_settings
from stancer_tui.store.postgres.ledger import PostgresLedger
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.unit.fake_keyrings import MemoryKeyring

URL = "postgresql://ledger.example/stancer"


def load(tmp_path: Path, text: str, profile: str = "default") -> Settings:
    """The settings of a file."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, profile, check_url=str)


def options(tmp_path: Path, **changes: object) -> DeskOptions:
    """The options of a start."""
    paths = Paths(tmp_path / "config", tmp_path / "state")
    settings = Settings(profile="shop", ledger=ledger_address(URL))
    return DeskOptions(**{"settings": settings, "paths": paths} | changes)  # type: ignore[arg-type] # of many types


def test_it_is_of_its_profile(tmp_path: Path) -> None:
    text = f'[profiles.shop]\nledger = "{URL}"\n[profiles.other]\naccount = "Other"\n'
    assert load(tmp_path, text, "shop").ledger == ledger_address(URL)
    assert load(tmp_path, text, "other").ledger is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('"postgresql://nadia:hunter2@h/x"', "line 2: ledger: a password does not belong into an address"),
        ('"mysql://h/x"', "line 2: ledger: a ledger's address begins with postgresql://"),
        ("5432", "line 2: ledger must be an address in quotes"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load(tmp_path, f"[profiles.default]\nledger = {value}\n")
    assert "hunter2" not in str(caught.value)


async def test_a_desk_has_the_ledger_of_its_settings_and_no_other(tmp_path: Path) -> None:
    shared = account_ledger(options(tmp_path))
    assert isinstance(shared.ledger, PostgresLedger)
    assert shared.ledger.shared
    assert shared.ledger.place == "ledger.example/stancer"
    assert shared.unrecorded == tmp_path / "state" / "unrecorded"
    assert kept_ledger(options(tmp_path)) is not None
    alone = account_ledger(options(tmp_path, settings=Settings()))
    assert isinstance(alone.ledger, SqliteLedger)
    assert alone.unrecorded == tmp_path / "state" / "unrecorded"
    assert kept_ledger(options(tmp_path, demo=DemoOptions(db=tmp_path))) is None
    await shared.aclose()
    await alone.aclose()
    assert not (tmp_path / "state" / "unrecorded").exists()


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


async def test_its_password_has_an_entry_of_its_own_in_the_keyring(memory: MemoryKeyring) -> None:
    shop, other = LedgerPassword("shop"), LedgerPassword("other")
    assert await shop.find() is None
    await shop.store(SecretStr("correct-horse"))
    assert await shop.find() == SecretStr("correct-horse")
    assert await other.find() is None
    ((service, entry),) = memory.copies
    assert (service, entry) == ("stancer-tui", "shop/ledger")
    assert entry not in {slot.entry("shop") for slot in SLOTS}
    assert await shop.remove()
    assert not await shop.remove()
    assert await shop.find() is None
