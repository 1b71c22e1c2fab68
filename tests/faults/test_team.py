"""Three desks killed on one ledger: a short campaign; a long one by tests.faults.team_campaign."""

import random
from datetime import UTC, datetime
from time import perf_counter

import pytest

from stancer_tui.store.audit import Verdict
from stancer_tui.store.intent import AuditEntry, Intent, State
from tests.faults.team_campaign import Result, bad, campaign, figures, judge
from tests.faults.team_shop import TeamShop, payment_id
from tests.services.refund_world import intent, refund_id
from tests.store.server import require

ONE, TWO = refund_id("A"), refund_id("B")
PAYMENT = payment_id(1)
WHOLE = Verdict(0, "")


@pytest.mark.parametrize(
    ("ledger", "kills"), [("sqlite", 10), pytest.param("postgres", 20, marks=pytest.mark.postgres_real)]
)
async def test_killed_desks_refund_once_and_lose_nothing(
    ledger: str, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    if ledger == "postgres":
        require()
    began = perf_counter()
    result = await campaign(ledger, kills, seed=3)
    with capsys.disabled():
        print(f"\n{figures(ledger, result, perf_counter() - began)}")
    assert result.kills >= kills
    assert result.refunds > 0
    assert (result.restarts > 0) is (ledger == "postgres")
    assert not bad(result), (result.words, result.wrongs)


def judged(
    *intents: Intent,
    asked: int,
    made: tuple[str, ...],
    chain: Verdict = WHOLE,
    said: dict[str, str] | None = None,
) -> Result:
    """What the campaign says of the intents of one payment, which was asked for and refunded so often."""
    shop = TeamShop(random.Random(1))
    shop.posts[PAYMENT] = [1250] * asked
    shop.refunds[PAYMENT] = [{"id": each} for each in made]
    at = datetime.now(UTC)
    changes = [
        AuditEntry(each.id, at, State.PREPARED, State.SENDING, "Send", 1, each.agent, "1") for each in intents
    ]
    result = Result()
    judge(result, shop, intents, changes, chain, [said] if said else [])
    return result


def known(state: State, refund: str | None = None, id: str = "one") -> Intent:
    return intent(state, id=id, payment=PAYMENT, refund_id=refund, agent="nadia")


def test_the_judge_finds_nothing_where_all_is_well() -> None:
    said = {"what": "settled", "intent": "one", "state": "confirmed", "payment": PAYMENT, "detail": ""}
    assert not bad(judged(known(State.CONFIRMED, ONE), asked=1, made=(ONE,), said=said))
    assert not bad(judged(known(State.NOT_FOUND), asked=1, made=()))


def test_the_judge_finds_what_a_campaign_looks_for() -> None:
    assert judged(known(State.CONFIRMED, ONE), asked=2, made=(ONE, TWO)).doubles == 1
    assert judged(known(State.CONFIRMED, ONE), asked=2, made=(ONE,)).lost == 1
    assert judged(known(State.NOT_FOUND), asked=1, made=(ONE,)).words
    assert judged(known(State.CONFIRMED, ONE), asked=1, made=()).words
    assert judged(known(State.SENDING), asked=1, made=()).wrongs
    assert judged(known(State.NOT_FOUND), asked=1, made=(), chain=Verdict(2, "", 3)).wrongs
    told = {"what": "settled", "payment": PAYMENT, "detail": ""}
    gone = judged(
        known(State.NOT_FOUND), asked=1, made=(), said={**told, "intent": "two", "state": "confirmed"}
    )
    assert gone.lost == 1
    no = judged(
        known(State.CONFIRMED, ONE), asked=1, made=(ONE,), said={**told, "intent": "one", "state": "rejected"}
    )
    assert no.words == ["one was told as rejected and was made"]
    yes = judged(
        known(State.NOT_FOUND), asked=1, made=(), said={**told, "intent": "one", "state": "confirmed"}
    )
    assert yes.words == ["one was told as confirmed and is not_found"]
    busy = {"what": "in progress", "intent": "one", "state": "sending", "payment": PAYMENT}
    assert judged(known(State.NOT_FOUND), asked=1, made=(), said={**busy, "detail": "karim"}).words
