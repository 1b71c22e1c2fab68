"""Payments by their ids, a few at a time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError, RateLimited

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment

AT_ONCE = 4
"""Payments that are read at the same time."""


async def payments_by_ids(
    get: "Callable[[str], Awaitable[Payment]]", payment_ids: Iterable[str]
) -> "AsyncGenerator[tuple[str, Payment | ApiError], None]":
    """Read payments by id, a few at a time; one that cannot be read comes as its error.

    Ends early after a 429: the rest is left for another time.
    """
    wanted = tuple(payment_ids)
    for start in range(0, len(wanted), AT_ONCE):
        few = wanted[start : start + AT_ONCE]
        answers = await asyncio.gather(*(_payment_or_error(get, each) for each in few))
        for payment_id, answer in zip(few, answers, strict=True):
            yield payment_id, answer
        if any(isinstance(answer, RateLimited) for answer in answers):
            return


async def _payment_or_error(
    get: "Callable[[str], Awaitable[Payment]]", payment_id: str
) -> "Payment | ApiError":
    try:
        return await get(payment_id)
    except ApiError as error:
        return error
