"""What waits until the first rows are on the screen: the agent sees payments before the rest is loaded."""

import asyncio
import gc
from contextlib import suppress
from importlib import import_module

_PATIENCE = 1.0
"""Seconds after which the rest is loaded even if no rows came: the API may be slow, or far away."""

SCREENFUL = 20
"""Rows that fill the list of a small terminal.

The hour that is read first has fewer: what comes next is read, and nothing else begun, before the agent has
as many as the screen shows.
"""

_LATER = (
    "stancer_tui.ui.payments.preview",
    "stancer_tui.ui.payments.related",
    "stancer_tui.models.payment_batch",
    "stancer_tui.services.refunds.service",
    "stancer_tui.store.sqlite.journal",
    "stancer_tui.models.payment",
    "stancer_tui.ui.refunds.tracker",
    "stancer_tui.ui.refunds.in_flight",
    "stancer_tui.services.refunds.batch",
    "stancer_tui.ui.refunds.batches",
    "stancer_tui.ui.checks.pending_requests",
    "stancer_tui.ui.disputes.new_disputes",
    "stancer_tui.ui.watch.watchlist",
    "stancer_tui.ui.shell.navigation",
    "stancer_tui.ui.payments.screen",
    "stancer_tui.services.search.help",
    "stancer_tui.services.search.jump",
    "stancer_tui.ui.shell.asked_words",
    "stancer_tui.ui.widgets.search_input",
    "stancer_tui.store.payment_search",
    "stancer_tui.store.matching",
    "stancer_tui.store.sorting",
    "numpy.ma",  # numpy imports it, for 20 ms, when something is first counted or sorted with `unique`
)
"""What the first keys after the list, the first of a search and the first sort are likely to need."""


class FirstPaint:
    """Whether the agent sees what the program was opened for."""

    def __init__(self) -> None:
        self._shown = asyncio.Event()
        self.warm = False
        """Whether what comes next is imported."""

    @property
    def seen(self) -> bool:
        """Whether they are on the screen."""
        return self._shown.is_set()

    def shown(self) -> None:
        """The rows are painted, or there will be none."""
        self._shown.set()

    async def wait(self) -> None:
        """Wait for them, but not for long, and once: later callers do not wait."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._shown.wait()
        self.shown()

    async def warm_up(self) -> None:
        """Import what comes next, off the event loop, and let garbage be collected again.

        Collecting walks through everything that was ever imported: it rests while the program starts, and
        passes over what stays for good afterwards.
        """
        await asyncio.to_thread(_import)
        self.warm = True
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


def _import() -> None:
    for name in _LATER:
        import_module(name)
