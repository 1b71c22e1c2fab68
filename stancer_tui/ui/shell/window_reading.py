"""Reading payments into the list: a window, what is new since, and further back."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing, suppress
from typing import Literal

from stancer_tui.api.errors import NotFound
from stancer_tui.models.payment_row import ListedPayment, UnreadableItem, payment_row
from stancer_tui.services.payments.duplicates import RELATED
from stancer_tui.services.payments.service import PaymentsService, settled
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.people.ties import SURE, names
from stancer_tui.services.search.query import SearchQuery, ServerFilter, server_filter
from stancer_tui.ui.shell.loaded_payments import LoadedPayments

_FILTERS: dict[str, Literal["order_id", "unique_id"]] = {"order": "order_id", "unique": "unique_id"}
_ONE_PAGE = 90
"""Known payments that leave room for new ones on a page of the API, which has 100."""


def keep_ties(rows: LoadedPayments) -> None:
    """Keep up with the rows what is asked for with each payment and each person that is opened."""
    rows.index.keep((*RELATED, *(sure.facet for sure in SURE), names))


async def look_again(
    rows: LoadedPayments, payments: PaymentsService, window: Window, visible: Iterable[ListedPayment]
) -> None:
    """Read what is new, and what is on the screen and may have moved on. Raises `ApiError`."""
    newest = rows.read_from
    rows.arrived(await payments.refresh(int(window.since.timestamp()) if newest is None else newest))
    for row in visible:
        if not settled(row) and row.id is not None:
            await read_one(rows, payments, row.id)


async def look_unasked(
    rows: LoadedPayments, payments: PaymentsService, window: Window, visible: Iterable[ListedPayment]
) -> None:
    """Read what is new, with what is on the screen and may have moved on where one page has all of it.

    Raises `ApiError`.
    """
    newest = rows.read_from
    since = int(window.since.timestamp()) if newest is None else newest
    moving = [row.created for row in visible if row.created is not None and not settled(row)]
    oldest = min(moving, default=since)
    few = rows.index.newer(oldest) <= _ONE_PAGE
    rows.arrived(await payments.refresh(min(oldest, since) if few else since))


async def read_one(rows: LoadedPayments, payments: PaymentsService, payment_id: str) -> None:
    """Read one payment of the list again; one that is gone or unreadable stays as it was."""
    with suppress(NotFound, UnreadableItem):
        payment = await payments.get(payment_id)
        rows.index.add([payment_row(payment.raw)])


def references_of(query: SearchQuery | None) -> tuple[ServerFilter, ...]:
    """The merchant's references by which the API can be asked for the search, in this order.

    It compares whole ones: an `order:` or `unique:`, or the one word of a search that can be either.
    """
    if query is None:
        return ()
    named = server_filter(query)
    if named is not None and named.name != "created":
        return (named,)
    if len(query.terms) != 1 or query.terms[0].field is not None or query.terms[0].exclude:
        return ()
    from stancer_tui.services.search.jump import AskReference, targets

    asked = next((each for each in targets(query.terms[0].value) if isinstance(each, AskReference)), None)
    return (
        () if asked is None else tuple(ServerFilter(_FILTERS[field], asked.value) for field in asked.fields)
    )


async def ask(rows: LoadedPayments, payments: PaymentsService) -> int:
    """Ask the API itself for the order number or unique id of the search, once; how many hits that gave.

    It looks at all dates but compares the whole number. Raises `ApiError`.
    """
    for wanted in references_of(rows.query):
        if wanted in rows.asked:
            continue
        asking = payments.by_order if wanted.name == "order_id" else payments.by_unique_id
        found = await asking(str(wanted.value))
        rows.asked.add(wanted)
        if found:
            return rows.found(found)
    return 0


async def look_back(
    rows: LoadedPayments, payments: PaymentsService, window: Window
) -> AsyncGenerator[None, None]:
    """Read the period before the window; yields after each batch. Raises `ApiError`."""
    loaded = len(rows)
    async with aclosing(payments.load(window)) as batches:
        async for batch in batches:
            rows.add_earlier(batch, loaded)
            yield
