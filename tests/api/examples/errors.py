"""Errors."""

from stancer_tui.api import (
    ApiError,
    Conflict,
    Effect,
    InvalidField,
    NewPayment,
    NotFound,
    RateLimited,
    StancerClient,
)
from stancer_tui.sandbox.wire.faults import Faults
from tests.api.examples import example


@example("ApiError")
async def one_class(stancer: StancerClient) -> None:
    """One class, or all of them."""
    try:
        await stancer.payments.get("paym_aaaaaaaaaaaaaaaaaaaaaaaa")
    except NotFound as error:
        print(error.status, error.message)  # 404 No such payment paym_aaaaaaaaaaaaaaaaaaaaaaaa
    except ApiError as error:
        print(type(error).__name__, error.effect, error.transient)


@example("Effect", faults=Faults(lose_answer=True))
async def what_became_of_it(stancer: StancerClient) -> None:
    """What to do after a write that raised depends on its effect alone."""
    new = NewPayment(amount=1250, currency="eur", card="card_xognFbZs935LMKJYeHyCAYUd")
    try:
        await stancer.payments.create(new)
    except ApiError as error:
        match error.effect:
            case Effect.NOT_SENT:
                print("nothing was done, try again")
            case Effect.REFUSED:
                print("nothing was done, correct it:", error.message)
            case Effect.UNKNOWN:
                found = await stancer.payments.page(unique_id=new.unique_id)
                print("done" if found.items else "not known yet, ask again")  # done


@example("Conflict")
async def already_there(stancer: StancerClient) -> None:
    new = NewPayment(amount=1250, currency="eur", unique_id="basket-17")
    await stancer.payments.create(new)
    try:
        await stancer.payments.create(new)
    except Conflict as conflict:
        print(conflict.effect, conflict.existing_id is not None)  # refused True


@example("InvalidField")
async def found_here(stancer: StancerClient) -> None:
    try:
        await stancer.payments.create(NewPayment(amount=20, currency="eur"))
    except InvalidField as error:
        print(error.field, error.effect)  # amount not_sent


@example("RateLimited", faults=Faults(answer=429))
async def too_many(stancer: StancerClient) -> None:
    """A write is never repeated by the client; a read was, before this is raised."""
    try:
        await stancer.refunds.create("paym_KIVaaHi7G8QAYMQpQOYBrUQE", 2500)
    except RateLimited as error:
        print(error.effect, error.retry_after)  # refused 1.0
