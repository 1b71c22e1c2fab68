"""What the list of refunds is made of: the journal, payments, and refunds that were read by themselves."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.refunds.rows import RefundLine, refund_lines
from stancer_tui.ui.shell.payments_behind import PaymentsBehind

if TYPE_CHECKING:
    from stancer_tui.models.refund import Refund
    from stancer_tui.services.refunds.service import RefundsService
    from stancer_tui.store.intent import Intent

_WAS_SENT = frozenset({"refund_sent", "refunded", "not_honored", "failed"})


class RefundList:
    """Every refund that is known; `loaded` gives a payment of the loaded window by its id."""

    def __init__(self, loaded: Callable[[str], ListedPayment | None]) -> None:
        self.behind = PaymentsBehind(loaded)
        self.every: Sequence[RefundLine] = ()
        self.read_once = False
        self.trouble: LedgerUnavailable | None = None
        self.unresolved: tuple[Intent, ...] = ()
        self._history: tuple[Intent, ...] = ()
        self._names: Mapping[str, str] = {}
        self._foreign: frozenset[str] = frozenset()
        self._read: dict[str, Refund | None] = {}

    async def read(self, refunds: "RefundsService") -> None:
        """Read the journal; where that fails, `trouble` says why and nothing is known of it."""
        try:
            self._history, self.unresolved = await refunds.history(), await refunds.unresolved()
            self._names = refunds.names()
            self._foreign = frozenset(each.id for each in self._history if not refunds.serves(each))
            self.trouble = None
        except LedgerUnavailable as error:
            self._history, self.unresolved, self.trouble = (), (), error
        self.read_once = True

    def arrange(self, payments: Iterable[ListedPayment], now: datetime) -> None:
        """Put the journal and the payments together."""
        self.every = refund_lines(
            self._history,
            self.unresolved,
            payments,
            now,
            behind=self.behind,
            read=self._read,
            names=self._names,
            foreign=self._foreign,
        )

    def lacks_dates(self, line: RefundLine | None) -> bool:
        """Whether a refund has a date by its status that its payment does not report, and was not read."""
        refund = line.refund if line is not None else None
        if refund is None or refund.id is None or refund.id in self._read:
            return False
        unsettled = refund.status == "refunded" and refund.settled is None
        return unsettled or (refund.status in _WAS_SENT and refund.sent is None)

    async def read_dates(self, line: RefundLine, get: "Callable[[str], Awaitable[Refund]]") -> None:
        """Read a refund by itself, once; what cannot be read is not reported."""
        refund_id = line.refund_id
        if refund_id is not None:
            self._read[refund_id] = None
            try:
                self._read[refund_id] = await get(refund_id)
            except ApiError:
                return  # its dates stay "not reported"; the status is that of its payment

    def ask_again(self) -> None:
        """The agent asks again: what could not be read may be readable now."""
        self._read = {refund_id: read for refund_id, read in self._read.items() if read is not None}
