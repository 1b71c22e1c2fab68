"""Refunds."""

from contextlib import aclosing
from datetime import UTC, datetime

from stancer_tui.api import ApiError, Effect, Refund, StancerClient
from stancer_tui.sandbox.wire.faults import Faults
from tests.api.examples import example


@example("Refunds.create")
async def create(stancer: StancerClient) -> None:
    refund = await stancer.refunds.create("paym_KIVaaHi7G8QAYMQpQOYBrUQE", 2500, currency="eur")
    print(refund.status, refund.money)  # to_refund Money(amount=2500, currency='eur')


@example("Refunds.create", faults=Faults(lose_answer=True))
async def when_the_answer_is_lost(stancer: StancerClient) -> None:
    """When the answer is lost: never send it again, read the payment.

    No new refund proves nothing at once, since the request may still be worked on: read again later. A new
    one may be a colleague's. [refund_safely.py](../examples/refund_safely.py) is a whole program.
    """
    before = await stancer.refunds.read_payment("paym_KIVaaHi7G8QAYMQpQOYBrUQE")
    try:
        await stancer.refunds.create("paym_KIVaaHi7G8QAYMQpQOYBrUQE", 2500)
    except ApiError as error:
        if error.effect is Effect.NOT_SENT:
            raise
        after = await stancer.refunds.read_payment("paym_KIVaaHi7G8QAYMQpQOYBrUQE")
        known = {refund.id for refund in before.payment.refunds}
        new = [refund for refund in after.payment.refunds if refund.id not in known]
        print([refund.amount for refund in new])  # [2500]


@example("Refunds.get")
async def get(stancer: StancerClient) -> None:
    refund = await stancer.refunds.get("refd_o6Y1oZinbl9lErB24OSQCAKl")
    print(refund.amount, refund.status, refund.lost)  # 50 refunded False


@example("Refunds.read_payment")
async def read_payment(stancer: StancerClient) -> None:
    reading = await stancer.refunds.read_payment("paym_sS1sXwDuaqGTjuQ7DY4BBNaI")
    print(reading.payment.amount - reading.payment.refunded.amount)  # 4950
    print(reading.server_date)  # 2026-03-10 11:00:00+00:00


@example("Refunds.page")
async def page(stancer: StancerClient) -> None:
    found = await stancer.refunds.page(limit=10)
    print(len(found.items))  # 1


@example("Refunds.all")
async def every_refund(stancer: StancerClient) -> None:
    async for refund in stancer.refunds.all(created=datetime(2026, 3, 1, tzinfo=UTC)):
        print(refund.id, refund.amount)  # refd_o6Y1oZinbl9lErB24OSQCAKl 50


@example("Refunds.walk")
async def walk(stancer: StancerClient) -> None:
    async with aclosing(stancer.refunds.walk()) as pages:
        async for page in pages:
            print(sum(refund.amount for refund in page.items if isinstance(refund, Refund)))  # 50
