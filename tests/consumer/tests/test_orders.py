"""The shop's own tests, with the fixtures that come with stancer-tui."""

import asyncio

import pytest
from corner_shop.orders import give_back, last_digits, of_order, pay

from stancer_tui.api import NewCard, NotFound, StancerClient
from stancer_tui.sandbox import Clock, Journal, Sandbox
from stancer_tui.testing import SetFaults

CAPTURED = NewCard(number="4000000000000077", exp_month=12, exp_year=2038, cvc="123")
ACCEPTED = NewCard(number="4242424242424242", exp_month=12, exp_year=2038, cvc="123")
REFUSED = NewCard(number="4000000000000002", exp_month=12, exp_year=2038, cvc="123")


def test_an_order_is_paid_once_however_often_it_is_asked(stancer_client: StancerClient) -> None:
    async def twice() -> tuple[str, str, int, str | None]:
        first = await pay(stancer_client, "A-1", 2599, CAPTURED)
        second = await pay(stancer_client, "A-1", 2599, CAPTURED)
        return first.id, second.id, len(await of_order(stancer_client, "A-1")), last_digits(first)

    first, second, payments, last4 = asyncio.run(twice())
    assert (first == second, payments, last4) == (True, 1, "0077")


def test_a_lost_answer_is_looked_up_and_not_sent_again(
    stancer_client: StancerClient, stancer_faults: SetFaults, stancer_journal: Journal
) -> None:
    async def lost() -> tuple[int | None, bool]:
        payment = await pay(stancer_client, "A-2", 2599, CAPTURED)
        stancer_faults(lose_answer=True, times=1, paths=("/v1/refunds",))
        outcome = await give_back(stancer_client, payment.id, 1000)
        return outcome.refund.amount if outcome.refund else None, outcome.certain

    assert asyncio.run(lost()) == (1000, True)
    (posted,) = stancer_journal.requests(method="POST", path="/v1/refunds")
    assert (posted.fault, posted.body["amount"]) == ("lose-answer", 1000)


def test_what_is_refused_is_certainly_not_done(stancer_client: StancerClient) -> None:
    async def too_early() -> tuple[bool, bool]:
        payment = await pay(stancer_client, "A-3", 2599, ACCEPTED)
        outcome = await give_back(stancer_client, payment.id, 1000)
        return outcome.refund is None, outcome.certain

    assert asyncio.run(too_early()) == (True, True)


def test_each_test_begins_with_nothing(stancer_client: StancerClient) -> None:
    assert asyncio.run(of_order(stancer_client, "A-1")) == []


def test_a_card_that_is_refused_is_an_answer(stancer_client: StancerClient) -> None:
    payment = asyncio.run(pay(stancer_client, "A-4", 2599, REFUSED))
    assert payment.status == "refused"


def test_a_payment_that_nobody_knows(stancer_client: StancerClient) -> None:
    with pytest.raises(NotFound):
        asyncio.run(give_back(stancer_client, "paym_" + "x" * 24, 1000))


def test_seven_days_later(
    stancer_client: StancerClient, stancer_clock: Clock, stancer_sandbox: Sandbox
) -> None:
    payment = asyncio.run(pay(stancer_client, "A-5", 2599, CAPTURED))
    stancer_clock.advance(days=7)
    assert asyncio.run(stancer_client.payments.get(payment.id)).status == "captured"
    stancer_sandbox.reset()
    with pytest.raises(NotFound):
        asyncio.run(stancer_client.payments.get(payment.id))
