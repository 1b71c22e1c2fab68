"""Reads a period from a list that is sorted by date and has a filter only for the beginning."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Protocol, TypeVar

from stancer_tui.api.pages import Page
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.services.payments.windows import Window


class Dated(Protocol):
    """An object with a date."""

    @property
    def created(self) -> datetime | None:
        """When it was made; None where the API did not say."""
        ...


T = TypeVar("T", bound=Dated)


async def within(
    pages: AsyncGenerator[Page[T], None], window: Window
) -> AsyncGenerator[tuple[T | UnreadableRow, ...], None]:
    """The items of the window in `pages`, which start at its beginning; oldest first, page by page.

    The end is not sent, because v1 has no filter for it. Items without a date are kept. Close the generator
    to cancel.
    """
    async with aclosing(pages):
        async for page in pages:
            kept = tuple(item for item in page.items if not _behind(item, window.until))
            yield kept
            if len(kept) < len(page.items):
                return


def _behind(item: Dated | UnreadableRow, until: datetime | None) -> bool:
    if until is None or item.created is None:
        return False
    created = item.created.timestamp() if isinstance(item.created, datetime) else item.created
    return created >= until.timestamp()
