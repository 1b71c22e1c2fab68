"""Reading payments into the list: a window, what is new since, and further back."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing, suppress

from stancer_tui.api.errors import NotFound
from stancer_tui.models.payment_row import ListedPayment, UnreadableItem, payment_row
from stancer_tui.services.payments.service import PaymentsService, settled
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.search.query import server_filter
from stancer_tui.ui.shell.loaded_payments import LoadedPayments

_ONE_PAGE = 90
"""Known payments that leave room for new ones on a page of the API, which has 100."""


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
    newer = sum(row.created is not None and row.created >= oldest for row in rows.index.rows)
    rows.arrived(await payments.refresh(min(oldest, since) if newer <= _ONE_PAGE else since))


async def read_one(rows: LoadedPayments, payments: PaymentsService, payment_id: str) -> None:
    """Read one payment of the list again; one that is gone or unreadable stays as it was."""
    with suppress(NotFound, UnreadableItem):
        payment = await payments.get(payment_id)
        rows.index.add([payment_row(payment.raw)])


async def ask(rows: LoadedPayments, payments: PaymentsService) -> int:
    """Ask the API itself for the order number or unique id of the search, once; how many hits that gave.

    It looks at all dates but compares the whole number. Raises `ApiError`.
    """
    wanted = server_filter(rows.query) if rows.query is not None else None
    if wanted is None or wanted.name == "created" or wanted in rows.asked:
        return 0
    number = str(wanted.value)
    asking = payments.by_order if wanted.name == "order_id" else payments.by_unique_id
    found = await asking(number)
    rows.asked.add(wanted)
    return rows.found(found)


async def look_back(
    rows: LoadedPayments, payments: PaymentsService, window: Window
) -> AsyncGenerator[None, None]:
    """Read the period before the window; yields after each batch. Raises `ApiError`."""
    loaded = len(rows)
    async with aclosing(payments.load(window)) as batches:
        async for batch in batches:
            rows.add_earlier(batch, loaded)
            yield
