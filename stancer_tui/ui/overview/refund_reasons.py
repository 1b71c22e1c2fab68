"""The ledger's refunds for the overview: read after the first rows, and again when one may have moved."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from stancer_tui.desk import Desk
from stancer_tui.store.errors import LedgerUnavailable

if TYPE_CHECKING:
    from stancer_tui.services.refunds.reasons import KnownRefunds

NEWEST = 1_000
"""Intents that are read each time a refund may have moved."""


class RefundReasons:
    """Reads the ledger's refunds, one reading at a time; `changed` is called after each.

    `desk` is asked for once the ledger has been taken up, after the first rows; nothing is read while the
    screen is `resting`. `run` reads in the background. `trouble` is why the last reading failed: then nothing
    is known.
    """

    def __init__(
        self,
        desk: Callable[[], Desk | None],
        *,
        run: Callable[[Coroutine[Any, Any, None]], object],
        resting: Callable[[], bool],
        changed: Callable[[], None],
    ) -> None:
        self.known: KnownRefunds | None = None
        self.trouble: LedgerUnavailable | None = None
        self._desk = desk
        self._run = run
        self._resting = resting
        self._changed = changed
        self._due = True
        self._reading = False

    @property
    def read_once(self) -> bool:
        """Whether the ledger has answered, or failed to."""
        return self.known is not None or self.trouble is not None

    def soon(self) -> None:
        """A refund may have moved: read, or when the screen is shown again."""
        self._due = True
        self.catch_up()

    def catch_up(self) -> None:
        """Read where that is due, the screen is shown, and the ledger was taken up."""
        desk = self._desk()
        taken_up = desk is not None and desk.known_marks is not None
        if desk is not None and taken_up and self._due and not (self._reading or self._resting()):
            self._due, self._reading = False, True
            self._run(self._read(desk))

    async def _read(self, desk: Desk) -> None:
        from stancer_tui.services.refunds.reasons import KnownRefunds

        try:
            self.known = KnownRefunds.of(await desk.refunds.history(NEWEST), NEWEST)
            self.trouble = None
        except LedgerUnavailable as error:
            self.known, self.trouble = None, error
        finally:
            self._reading = False
        self._changed()
        self.catch_up()
