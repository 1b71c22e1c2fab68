"""Refund 5 EUR of every payment since a day, each at most once: python refund_safely.py 2026-03-01"""

import asyncio
import os
import sys
from datetime import UTC, datetime

from stancer_tui.api import DEFAULT_BASE_URL, ApiError, Effect, RateLimited, StancerClient

AMOUNT = 500  # cents


async def refund(client: StancerClient, payment_id: str) -> str:
    before = (await client.refunds.read_payment(payment_id)).payment
    for _attempt in range(3):
        try:
            made = await client.refunds.create(payment_id, AMOUNT, currency=before.currency)
        except ApiError as error:
            failure = error
        else:
            return f"refunded: {made.id}"
        if failure.effect is not Effect.NOT_SENT:
            # A lost answer proves nothing and a refusal not enough: what was done stands in the payment.
            after = (await client.refunds.read_payment(payment_id)).payment
            if len(after.refunds) > len(before.refunds):
                return f"refunded: {after.refunds[-1].id}, though: {failure}"
            if failure.effect is Effect.UNKNOWN:
                return f"not known, look again later: {failure}"
        if not isinstance(failure, RateLimited):
            return f"not refunded: {failure}"  # a Conflict, for one: it was not captured yet
        await asyncio.sleep(1 if failure.retry_after is None else failure.retry_after)
    return "not refunded: too many requests"


async def main(since: datetime) -> None:
    url = os.environ.get("STANCER_API_URL", DEFAULT_BASE_URL)
    async with StancerClient(os.environ["STANCER_API_KEY_TEST"], base_url=url) as client:
        async for payment in client.payments.all(created=since):
            print(payment.id, await refund(client, payment.id))


if __name__ == "__main__":
    asyncio.run(main(datetime.fromisoformat(sys.argv[1]).replace(tzinfo=UTC)))
