"""The payments behind the rows of another list: those that are loaded, and those that are read for it."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from stancer_tui.api.errors import ApiError, RateLimited
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableItem, payment_row
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from stancer_tui.models.payment import Payment

    Read = Callable[[list[str]], AsyncGenerator[tuple[str, Payment | ApiError], None]]


class PaymentsBehind:
    """What is known of payments by their ids; `loaded` gives a payment of the loaded window."""

    def __init__(self, loaded: Callable[[str], ListedPayment | None] = lambda _: None) -> None:
        self.payments: dict[str, Payment] = {}
        """Those that were read, whole."""
        self.not_readable: dict[str, str] = {}
        """Payments that could not be read, and why (safe to show)."""
        self.paused = False
        """Whether no more are read, since the API asks for fewer requests."""
        self._loaded = loaded
        self._rows: dict[str, PaymentRow] = {}

    def take(self, payment_id: str, answer: "Payment | ApiError") -> None:
        """Take in a payment that was read, or why it was not."""
        if isinstance(answer, RateLimited):
            self.paused = True
            return
        if isinstance(answer, ApiError):
            self.not_readable[payment_id] = safe(answer.said)
            return
        try:
            self._rows[payment_id] = payment_row(answer.raw)
        except UnreadableItem as error:
            self.not_readable[payment_id] = str(error)
            return
        self.payments[payment_id] = answer
        self.not_readable.pop(payment_id, None)

    def row(self, payment_id: str | None) -> PaymentRow | None:
        """A payment that is loaded, or was read."""
        if payment_id is None:
            return None
        listed = self._loaded(payment_id)
        return listed if isinstance(listed, PaymentRow) else self._rows.get(payment_id)

    def lookup(self, payment_id: str | None) -> PaymentLookup:
        """What is known of a payment."""
        if payment_id is None:
            return PaymentLookup.NOT_NAMED
        if self.row(payment_id) is not None:
            return PaymentLookup.KNOWN
        if payment_id in self.not_readable:
            return PaymentLookup.NOT_READABLE
        return PaymentLookup.NOT_LOADED if self.paused else PaymentLookup.NOT_READ

    def why(self, payment_id: str | None) -> str:
        """Why a payment could not be read; safe to show."""
        return self.not_readable.get(payment_id or "", "")


class ReadingBehind:
    """Reads the payments behind the rows that the agent sees: each once, a few at a time.

    `wanted` are the ids behind those rows, `run` runs a reading, `changed` draws what came. It stops where
    the API asks for fewer requests, until it is told to `go_on`.
    """

    def __init__(
        self,
        behind: PaymentsBehind,
        wanted: Callable[[], Iterable[str | None]],
        run: Callable[[Awaitable[None]], Any],
        changed: Callable[[], None],
    ) -> None:
        self._behind = behind
        self._wanted = wanted
        self._run = run
        self._changed = changed
        self._busy = False

    def look(self, read: "Read") -> None:
        """Read what is missing, unless that is being done."""
        if self._busy or self._behind.paused:
            return
        ids = [
            each
            for each in dict.fromkeys(self._wanted())
            if each is not None and self._behind.lookup(each) is PaymentLookup.NOT_READ
        ]
        if ids:
            self._busy = True
            self._run(self._read(read, ids))

    def go_on(self) -> None:
        """The agent asks again: what could not be read may be readable now."""
        self._behind.paused = False
        self._behind.not_readable.clear()

    async def _read(self, read: "Read", ids: list[str]) -> None:
        from contextlib import aclosing

        try:
            async with aclosing(read(ids)) as answers:
                async for payment_id, answer in answers:
                    self._behind.take(payment_id, answer)
                    self._changed()
        finally:
            self._busy = False
