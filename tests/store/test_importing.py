"""An agent's journal is taken over by the team's ledger, once, whole or not at all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from stancer_tui.models.ledger_address import LedgerAddress, ledger_address
from stancer_tui.services.refunds import events
from stancer_tui.store.audit import verify
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner
from stancer_tui.store.postgres.importing import Imported, import_journal
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.store.contract.entries import OTHER_PAYMENT, PAYMENT, intent
from tests.store.contract.stands import NADIA, PostgresStand, now

GONE = Owner(2**22 + 1, "long ago", "nadia")


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[SqliteLedger]:
    """Nadia's own journal: a refund that was made, one of unknown outcome, a note."""
    ledger = SqliteLedger(Journal(tmp_path / "journal.db", owner=GONE))
    made = await ledger.intents.insert(intent(ledger), at=now(ledger))
    answer, none = events.Echoed("refd_" + "D" * 24), events.Lost("ReadTimeout", None, "no answer")
    for event in _steps(ledger, answer):
        made = await ledger.intents.advance(made, event.apply_to(made), at=now(ledger), detail=event.detail)
    lost = await ledger.intents.insert(intent(ledger, payment=OTHER_PAYMENT), at=now(ledger))
    for event in _steps(ledger, none):
        lost = await ledger.intents.advance(lost, event.apply_to(lost), at=now(ledger), detail=event.detail)
    await ledger.notes.add(False, PAYMENT, "Called twice.", at=now(ledger))
    yield ledger
    await ledger.aclose()


def _steps(ledger: Ledger, answer: events.RefundEvent) -> tuple[events.RefundEvent, ...]:
    return events.Send(now(ledger), None), answer


def owner_of(stand: PostgresStand) -> LedgerAddress:
    """The ledger, as who created it."""
    return ledger_address(stand.server.url(stand.database))


async def test_all_of_it_is_there_and_says_who_and_when(
    team_stand: PostgresStand, journal: SqliteLedger
) -> None:
    assert await import_journal(owner_of(team_stand), journal) == Imported(2, 0, 0, 1)
    ledger = team_stand.desk(NADIA)
    taken = await ledger.intents.history(limit=-1)
    assert [(each.payment, each.state) for each in taken] == [
        (OTHER_PAYMENT, State.UNKNOWN),
        (PAYMENT, State.CONFIRMED),
    ]
    kept = {each.id: each for each in await journal.intents.history(limit=-1)}
    for each in taken:
        before = kept[each.id]
        assert each == replace(
            before, owner=replace(before.owner, desk=each.owner.desk), agent=before.agent or NADIA
        )
    changes = await ledger.intents.changes(taken[1].id)
    assert [each.after for each in changes] == [State.PREPARED, State.SENDING, State.CONFIRMED]
    assert changes[2].detail.startswith("imported: Echoed refd_"), "the ledger saw none of it itself"
    (note,) = await ledger.notes.of(False, PAYMENT)
    assert (note.text, note.agent) == ("Called twice.", NADIA)
    assert verify(await ledger.audit()).broken_at is None


async def test_a_second_time_takes_nothing(team_stand: PostgresStand, journal: SqliteLedger) -> None:
    await import_journal(owner_of(team_stand), journal)
    assert (await import_journal(owner_of(team_stand), journal)).nothing


async def test_an_open_intent_that_was_taken_over_holds_its_payment(
    team_stand: PostgresStand, journal: SqliteLedger
) -> None:
    await import_journal(owner_of(team_stand), journal)
    (left,) = await team_stand.desk(NADIA).intents.unresolved(False)
    assert left.payment == OTHER_PAYMENT


async def test_a_refund_that_is_under_way_stops_it(team_stand: PostgresStand, tmp_path: Path) -> None:
    running = SqliteLedger(Journal(tmp_path / "running.db"))
    await running.intents.insert(intent(running), at=now(running))
    with pytest.raises(NotAllowed, match="under way"):
        await import_journal(owner_of(team_stand), running)
    await running.aclose()
    assert await team_stand.desk(NADIA).intents.history(limit=-1) == ()


async def test_a_payment_that_is_held_in_both_stops_all_of_it(
    team_stand: PostgresStand, journal: SqliteLedger
) -> None:
    ledger = team_stand.desk(NADIA)
    await ledger.intents.insert(intent(ledger, payment=OTHER_PAYMENT), at=now(ledger))
    with pytest.raises(NotAllowed, match="open refund in both"):
        await import_journal(owner_of(team_stand), journal)
    assert len(await ledger.intents.history(limit=-1)) == 1


async def test_an_agent_may_not_write_what_was(team_stand: PostgresStand, journal: SqliteLedger) -> None:
    agent = ledger_address(team_stand.server.url(team_stand.database, NADIA))
    with pytest.raises(LedgerUnavailable) as refused:
        await import_journal(agent, journal)
    assert refused.value.trouble is LedgerTrouble.NOT_ALLOWED
