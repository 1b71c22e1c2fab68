"""`stancer-tui refund` at a team's ledger on a real server: what needs a second agent ends with 5."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.cli.exits import Exit
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.cli.running import Machine
from tests.cli.shop import Gate, Shop
from tests.sandbox.serving import serving
from tests.store import team
from tests.store.contract.stands import NADIA
from tests.store.server import PostgresServer


@pytest.fixture
def shop() -> Iterator[Shop]:
    gate = Gate()
    with serving(SandboxSettings(payments=0, port=0), behind=gate.behind) as running:
        yield Shop(running.url, running.sandbox, gate)


@pytest.fixture
def machine(
    postgres: PostgresServer,
    shop: Shop,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Machine]:
    """Nadia's machine; above 10.00 EUR the ledger's owner wants a second agent."""
    database = team.new_ledger(postgres)
    postgres.sql("INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 4000)", database=database)
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path))
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    settings = tmp_path / "config" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[profiles.default]\nledger = "{postgres.url(database, NADIA)}"\n')
    yield Machine(tmp_path, shop.url, capsys)
    postgres.sql(f"DROP DATABASE {database} WITH (FORCE)")


def test_above_the_amount_it_is_asked_for_and_ends_with_five(shop: Shop, machine: Machine) -> None:
    payment = shop.payment()
    asked = machine.here("refund", payment, "--amount", "25", "--ticket", "T-7", "--yes", "--json")
    assert (asked.code, Exit.WAITS) == (5, 5)
    assert "A second agent approves it first: until then nothing is sent." in asked.err
    assert "Waits for the approval of a second agent. Nothing was sent yet." in asked.err
    assert (asked.json["state"], asked.json["refund"], asked.json["amount"]) == ("waiting", None, 2500)
    assert (shop.gate.posts, shop.refunds(payment)) == (0, {})
    again = machine.here("refund", payment, "--amount", "25", "--yes", "--json")
    assert (again.code, again.json["reason"]) == (1, "in_progress")
    journal = machine.here("journal", "--json")
    assert '"state":"waiting"' in journal.out.replace(" ", "")
    assert (shop.gate.posts, shop.refunds(payment)) == (0, {})


def test_up_to_the_amount_it_is_sent(shop: Shop, machine: Machine) -> None:
    payment = shop.payment()
    sent = machine.here("refund", payment, "--amount", "10", "--yes")
    assert (sent.code, list(shop.refunds(payment).values())) == (0, [1000])
