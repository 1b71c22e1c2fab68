"""What was written before the journal told accounts apart: no other account's key is asked about it."""

import asyncio
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.errors import Effect, NotFound
from stancer_tui.models.check import Check
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.batch import RefundBatches
from stancer_tui.services.refunds.events import Refused
from stancer_tui.services.refunds.offer import Reason
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.services.waiting.pending_requests import PendingRequestsService
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.pending_request import RequestState
from stancer_tui.store.spill import Spill
from stancer_tui.store.sqlite import batch_table, request_table
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from stancer_tui.ui.checks.rows import check_lines, request_sentence
from tests.services.refund_desk import ME, Desk, until
from tests.services.refund_server import HandClock, ModelServer
from tests.services.refund_world import NOW, PAYMENT, intent
from tests.unit.test_batch_table import batch
from tests.unit.test_journaled_requests import pending

MINE, THEIRS, OLD = "0" * 12, "1" * 12, "2" * 12
"""The key of the desk, another merchant's, and one that was rotated long ago."""

LEFT = (State.PREPARED, State.SENDING, State.UNKNOWN, State.NOT_FOUND, State.REJECTED)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    clock = HandClock()
    return Desk(ModelServer(clock), clock, tmp_path / "journal.db", {1}, [])


def old(desk: Desk, *intents: Intent) -> None:
    """What an older version wrote, for no account by name; its program is dead."""
    with closing(Journal(desk.path)) as journal:
        for each in intents:
            journal.insert(each, at=NOW)


def of(desk: Desk, account: str) -> SqliteLedger:
    return SqliteLedger(Journal(desk.path, account=account, busy_seconds=0.05))


def accounts(desk: Desk) -> set[str]:
    return {each.account for each in desk.journal()}


def left(state: State, key: str, **changes: Any) -> Intent:
    return intent(state, key_fingerprint=key, refused=state is State.REJECTED, **changes)


@pytest.mark.parametrize("key", [THEIRS, OLD])
@pytest.mark.parametrize("state", LEFT)
async def test_another_key_asks_for_nothing_and_loses_nothing(desk: Desk, state: State, key: str) -> None:
    old(desk, left(state, key))
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        found = await shop.resume()
        seen = found if state is not State.REJECTED else await shop.history()
        assert [(each.id, each.state) for each in seen] == [("one", state)], "it stays to be seen, as it was"
        await asyncio.sleep(0)
    assert desk.server.requests == []
    assert accounts(desk) == {""}


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
async def test_the_key_that_wrote_it_takes_it_up(desk: Desk, state: State) -> None:
    old(desk, left(state, MINE))
    desk.server.book(1250)
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        await shop.resume()
        settled = await shop.settled("one")
        assert settled is not None
        assert (settled.state, settled.account) == (State.CONFIRMED, "shop")
    asked = len(desk.server.requests)
    async with desk.open(ME, thread=of(desk, "other")) as other:
        assert await other.resume() == ()
        assert await other.history() == (), "it is listed where it belongs alone"
    assert len(desk.server.requests) == asked


async def test_a_key_that_was_rotated_since_is_known_by_what_it_wrote_for_the_account(desk: Desk) -> None:
    old(desk, left(State.UNKNOWN, OLD))
    with closing(Journal(desk.path, account="shop")) as journal:
        journal.insert(
            left(State.CONFIRMED, OLD, id="two", payment="paym_" + "B" * 24, account="shop"), at=NOW
        )
    desk.server.book(1250)
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        await shop.resume()
        settled = await shop.settled("one")
        assert settled is not None
        assert settled.state is State.CONFIRMED


@pytest.mark.parametrize("ask", ["a refund", "a check"])
async def test_a_payment_that_the_key_reads_proves_whose_it_is(desk: Desk, ask: str) -> None:
    old(desk, left(State.UNKNOWN, OLD), left(State.ABANDONED, OLD, id="two", payment="paym_" + "B" * 24))
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        await shop.resume()
        assert desk.server.requests == []
        if ask == "a check":
            await shop.check_again("one")
        else:
            assert (await shop.prepare(PAYMENT)).block is Reason.IN_PROGRESS
        assert accounts(desk) == {"shop"}, "and so is what else was written with its key"
        desk.server.book(1250)
        await shop.resume()
        settled = await shop.settled("one")
        assert settled is not None
        assert settled.state is State.CONFIRMED


async def test_a_payment_that_another_merchant_s_key_cannot_read_proves_nothing(desk: Desk) -> None:
    old(desk, left(State.UNKNOWN, THEIRS))

    async def unknown() -> None:
        raise NotFound("no such payment", status=404, effect=Effect.REFUSED)

    desk.server.on_read = unknown
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        await shop.resume()
        asked = await shop.check_again("one")
        assert asked is not None
        assert asked.state is State.UNKNOWN
        with pytest.raises(NotFound):
            await shop.prepare(PAYMENT)
        assert accounts(desk) == {""}
        desk.server.on_read = None
        desk.server.live = True  # nor does a payment of the other mode
        await shop.prepare(PAYMENT)
        assert accounts(desk) == {""}


async def test_it_holds_its_payment_against_every_account(desk: Desk) -> None:
    old(desk, left(State.UNKNOWN, THEIRS))
    desk.clock.stop()
    async with desk.open(ME, thread=of(desk, "shop")) as shop:
        offer = await shop.prepare(PAYMENT)
        assert offer.block is Reason.IN_PROGRESS
        assert offer.in_progress is not None
        assert offer.in_progress.id == "one"


async def test_an_answer_that_the_journal_could_not_take_is_told_by_its_own_account(
    desk: Desk, tmp_path: Path
) -> None:
    with closing(Journal(desk.path, account="other")) as journal:
        journal.insert(left(State.SENDING, THEIRS, account="other"), at=NOW)
        sending = journal.history()[0]

    def spilled(ledger: SqliteLedger) -> SpilledAnswers:
        return SpilledAnswers(Spill(tmp_path / "unrecorded"), ledger.place, live=False)

    spilled(ledger := of(desk, "shop")).keep(sending, Refused("BadRequest", 400, "no"))
    async with desk.open(ME, thread=ledger, spilled=spilled(ledger)) as shop:
        await shop.resume()
    assert desk.steps == []
    assert desk.server.requests == []
    assert desk.journal()[0].state is State.SENDING
    async with desk.open(ME, thread=(own := of(desk, "other")), spilled=spilled(own)) as theirs:
        await theirs.resume()
    assert {each.intent.refused for each in desk.steps} == {True}
    assert not any((tmp_path / "unrecorded").iterdir())


async def test_a_batch_is_gone_on_with_by_its_own_account(desk: Desk) -> None:
    with closing(Journal(desk.path)) as journal:
        for name, key, first in (("mine", MINE, 1), ("theirs", THEIRS, 3)):
            items = [
                replace(each, payment=f"paym_{first + place:024}", intent_id=f"{name}-{place}")
                for place, each in enumerate(batch().items)
            ]
            batch_table.insert(journal, batch(name, *items, key_fingerprint=key))
    async with desk.open(ME, thread=(ledger := of(desk, "shop"))) as shop:

        async def dead(_: object) -> bool:
            return False

        batches = RefundBatches(
            shop, ledger, desk.clock, live=False, key_fingerprint=MINE, owner=ME, alive=dead
        )
        assert [each.id for each in await batches.left()] == ["mine"]
        assert {each.id for each in await ledger.batches.history()} == {"mine", "theirs"}


async def test_an_answer_is_awaited_by_its_own_account(desk: Desk) -> None:
    with closing(Journal(desk.path)) as journal:
        for name, key in (("mine", MINE), ("theirs", THEIRS)):
            known, sent = (
                pending(
                    f"{name} {state.value}",
                    state=state,
                    key_fingerprint=key,
                    owner=replace(ME, pid=2**22 + 1),
                )
                for state in (RequestState.KNOWN, RequestState.SENDING)
            )
            request_table.put(journal, replace(known, object_id=f"chck_{name:a<24}"))
            request_table.put(journal, sent)
    asked: list[str] = []

    class Bank:
        async def get(self, object_id: str, /) -> Check:
            asked.append(object_id)
            return Check.read({"id": object_id, "status": "checked"})

    ledger = of(desk, "shop")
    requests = PendingRequestsService(
        lambda _: Bank(), ledger, desk.clock, live=False, key_fingerprint=MINE, now=SystemClock().now
    )
    assert [each.id for each in await requests.resume()] == ["mine known"]
    assert {each.id for each in requests.results.missing(await requests.history())} <= {"mine known"}
    said = {
        line.key: request_sentence(line) for line in check_lines(await requests.history(), requests.results)
    }
    assert said["theirs known"].startswith("An older version asked it with a key")
    assert not said["mine known"].startswith("An older version")
    await until(lambda: bool(asked))
    await requests.aclose()
    states = {each.id: each.state for each in await ledger.requests.history(False)}
    await ledger.aclose()
    assert set(asked) == {"chck_mineaaaaaaaaaaaaaaaaaaaa"}
    assert states["theirs known"] is RequestState.KNOWN
    assert states["theirs sending"] is RequestState.SENDING
    assert states["mine sending"] is RequestState.UNKNOWN
