"""What can be refunded of a payment as it is read now; each offer is good for one confirmation."""

from uuid import uuid4

from stancer_tui.api.errors import ApiError
from stancer_tui.services.clock import Clock
from stancer_tui.services.refunds.errors import PaymentNotRead
from stancer_tui.services.refunds.ledger import RefundLedger
from stancer_tui.services.refunds.limits import within
from stancer_tui.services.refunds.offer import Offer, RefundPolicy, make_offer, payment_view
from stancer_tui.services.refunds.reconciler import ReadsApi, RefundReconciler
from stancer_tui.store.errors import LedgerUnavailable


class RefundOffers:
    """Reads payments, compares them with the ledger, and keeps the offers that were not confirmed yet."""

    def __init__(
        self,
        api: ReadsApi,
        ledger: RefundLedger,
        reconciler: RefundReconciler,
        clock: Clock,
        policy: RefundPolicy,
    ) -> None:
        self._api = api
        self._ledger = ledger
        self._reconciler = reconciler
        self._clock = clock
        self._policy = policy
        self._issued: set[str] = set()

    async def read(self, payment_id: str) -> Offer:
        """Read the payment and say what can be refunded. Raises `ApiError`."""
        reading = await self._api.read_payment(payment_id)
        view = payment_view(reading.payment)
        now = self._clock.now()
        try:
            compared = await self._reconciler.compare(view)
        except LedgerUnavailable:
            compared = None
        intents = None if compared is None else compared.intents
        offer = make_offer(
            view,
            within(self._policy, self._ledger.limits()),
            token=uuid4().hex,
            intents=intents,
            not_found=self._reconciler.may_appear(intents or (), reading.server_date),
            found=() if compared is None else compared.found,
            server_date=reading.server_date,
            read_at=now,
            source=reading.payment,
        )
        self._issued.add(offer.token)
        return offer

    async def read_again(self, payment_id: str) -> Offer:
        """The same, just before sending. Raises `PaymentNotRead`."""
        try:
            return await self.read(payment_id)
        except ApiError as error:
            raise PaymentNotRead(error) from error

    def holds(self, offer: Offer) -> bool:
        """Whether the offer is of this desk and was not confirmed before."""
        return offer.live == self._policy.live and offer.token in self._issued

    def spend(self, offer: Offer) -> None:
        """Forget an offer: it was confirmed, or never will be."""
        self._issued.discard(offer.token)
