"""Without a team's ledger nothing is asked of a bank, and no payment is created."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.errors import Effect
from stancer_tui.models.check import Check
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.waiting.errors import NotJournaled
from stancer_tui.services.waiting.pending_requests import PendingRequestsService
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable, NotAllowed
from stancer_tui.store.pending_request import RequestKind, RequestState
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AWAY = LedgerUnavailable(LedgerTrouble.AWAY)


class TeamLedger(SqliteLedger):
    """A ledger that says that a team shares it."""

    shared = True


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[TeamLedger]:
    made = TeamLedger(Journal(tmp_path / "journal.db"))
    yield made
    await made.aclose()


def service(ledger: SqliteLedger) -> PendingRequestsService:
    return PendingRequestsService(
        lambda _: pytest.fail("nothing is read"),
        ledger,
        SystemClock(),
        live=False,
        key_fingerprint="0" * 12,
        now=lambda: NOW,
    )


class Bank:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def create(self) -> Check:
        self.asked += 1
        return Check.read({"id": "chck_" + "a" * 24, "status": "checked"})


@pytest.mark.parametrize("error", [AWAY, NotAllowed("This agent may not.")])
async def test_nothing_is_sent_that_the_team_cannot_see(
    ledger: TeamLedger, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    bank, requests = Bank(), service(ledger)
    with monkeypatch.context() as away:
        away.setattr(ledger.requests, "put", fails)
        with pytest.raises(NotJournaled) as caught:
            await requests.send(RequestKind.CHECK, bank.create)
    assert (caught.value.effect, bank.asked) == (Effect.NOT_SENT, 0)
    assert str(error) in caught.value.said
    assert await requests.history() == ()
    await requests.send(RequestKind.CHECK, bank.create)
    (known,) = await requests.history()
    assert (known.state, bank.asked) == (RequestState.DONE, 1)
    await requests.aclose()


@pytest.mark.parametrize("error", [AWAY, NotAllowed("no")])
async def test_what_was_sent_is_remembered_though_the_ledger_went_away(
    ledger: TeamLedger, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    requests = service(ledger)

    async def fails(*_: Any) -> None:
        raise error

    async def create() -> Check:
        monkeypatch.setattr(ledger.requests, "put", fails)
        return await Bank().create()

    await requests.send(RequestKind.CHECK, create)
    (known,) = await requests.history()
    assert known.state is RequestState.DONE
    await requests.aclose()
