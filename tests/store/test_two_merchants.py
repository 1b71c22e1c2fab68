"""Two merchants of one program at one team's ledger, by two spellings of its address: it is one's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from stancer_tui.desk import Desk
from stancer_tui.keys import SERVICE
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.offer import Reason
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from tests.sandbox.serving import Serving
from tests.store import team
from tests.store.contract.stands import NADIA
from tests.store.server import PostgresServer, require, running
from tests.ui.driving import desk_app, notices, payments, press, settled, until
from tests.ui.test_accounts_of_settings import GARAGE_KEY, TEST_KEY, program, ring, settings, shops, text
from tests.unit.fake_keyrings import MemoryKeyring

pytestmark = pytest.mark.postgres_real

__all__ = ["ring", "shops"]

PAYMENT = "paym_" + "A" * 24


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that can be reached by more than one name."""
    require()
    with running(tcp=True) as server:
        team.prepare(server)
        yield server


def with_ledgers(config: Path, bakery: str, garage: str) -> Path:
    """The settings with the merchants' ledgers, and both may write."""
    text = config.read_text().replace("read_only = true", f'ledger = "{garage}"')
    config.write_text(text.replace("[profiles.bakery]", f'[profiles.bakery]\nledger = "{bakery}"'))
    return config


def desk_of(pilot: Pilot[int], profile: str) -> Desk:
    found = next(each for each in desk_app(pilot).accounts.all if each.profile == profile)
    desk = found.desks[Mode.TEST]
    assert desk is not None
    return desk


@pytest.mark.parametrize("alias", ["LOCALHOST", "127.1"])
async def test_the_second_account_that_reaches_it_finds_its_ledger_refused_and_reads_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shops: tuple[Serving, Serving],
    ring: MemoryKeyring,
    server: PostgresServer,
    alias: str,
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    url = server.url(team.new_ledger(server), NADIA, tcp=True) + "?sslmode=disable"
    config = with_ledgers(settings(tmp_path, shops), url, url.replace("127.0.0.1", alias))
    async with program(tmp_path, monkeypatch, config) as pilot:
        bakery = desk_of(pilot, "bakery")
        await until(pilot, lambda: bakery.refunds.journal_trouble is None)
        await bakery.notes.write(PAYMENT, "of the bakery")
        await press(pilot, "ctrl+o", "2")
        assert len(payments(pilot).table.records) > 0
        garage = desk_of(pilot, "garage")
        await until(pilot, lambda: "Refunds are off" in " ".join(notices(pilot.app)))
        said = " ".join(" ".join(notices(pilot.app)).split())
        assert "the team's ledger is that of another merchant" in said
        assert "(Boulangerie Martin)" in said
        assert "refunds off" in text(pilot)
        for asked in (garage.refunds.history(), garage.notes.write(PAYMENT, "of the garage")):
            with pytest.raises(LedgerUnavailable) as refused:
                await asked
            assert refused.value.trouble is LedgerTrouble.ANOTHERS
        await garage.notes.load()
        assert not garage.notes.has(PAYMENT)
        row = payments(pilot).table.records.key(0)
        assert (await garage.refunds.prepare(row)).block is Reason.JOURNAL_OFF
        await press(pilot, "ctrl+o", "1")
        assert [note.text for note in await bakery.ledger.notes.of(False, PAYMENT)] == ["of the bakery"]


async def test_databases_of_their_own_on_one_server_serve_both(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shops: tuple[Serving, Serving],
    ring: MemoryKeyring,
    server: PostgresServer,
) -> None:
    ring.set_password(SERVICE, TEST_KEY.entry("garage"), GARAGE_KEY)
    urls = (server.url(team.new_ledger(server), NADIA, tcp=True) + "?sslmode=disable" for _ in range(2))
    async with program(tmp_path, monkeypatch, with_ledgers(settings(tmp_path, shops), *urls)) as pilot:
        await desk_of(pilot, "bakery").notes.write(PAYMENT, "of the bakery")
        await press(pilot, "ctrl+o", "2")
        garage = desk_of(pilot, "garage")
        await garage.notes.load()
        assert garage.notes.trouble is None
        assert not garage.notes.has(PAYMENT)
        await settled(pilot)
        assert "refunds off" not in text(pilot)
