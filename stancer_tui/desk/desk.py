"""A desk: the services of one account in one mode, each built when it is first needed."""

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from stancer_tui.config import DEFAULT_PROFILE
from stancer_tui.desk.ledgers import SharedLedger
from stancer_tui.desk.page_keys import PageKeys, SessionPageKeys
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret, fingerprint

if TYPE_CHECKING:
    from stancer_tui.api import StancerClient
    from stancer_tui.api.request_log import RequestLog
    from stancer_tui.models.money import Money
    from stancer_tui.services.disputes import DisputesService
    from stancer_tui.services.payments.service import PaymentsService
    from stancer_tui.services.payments.writing import PaymentWriting
    from stancer_tui.services.payouts.service import PayoutsService
    from stancer_tui.services.refunds.batch import RefundBatches
    from stancer_tui.services.refunds.service import RefundsService
    from stancer_tui.services.refunds.spilled import SpilledAnswers
    from stancer_tui.services.team.claims import TeamClaims
    from stancer_tui.services.team.marks import TeamMarks
    from stancer_tui.services.team.notes import Notes
    from stancer_tui.services.waiting.pending_requests import PendingRequestsService
    from stancer_tui.store.ledger import Ledger


class Account(NamedTuple):
    """Whose desk this is: the settings' name and profile, the masked key, and the host if not Stancer's."""

    name: str | None
    key: str
    host: str | None
    demo: bool
    profile: str = DEFAULT_PROFILE


class CannotOpen(Exception):
    """No desk for this mode: there is no key, or the keyring or the settings cannot be used.

    The message says what is wrong and what to do; it holds no key. `missing` is true where there is simply no
    key. `keyring` says what is wrong with the keyring, without advice, for commands that give their own.
    `profile` is that of the key.
    """

    def __init__(
        self,
        mode: Mode,
        message: str,
        *,
        missing: bool = False,
        keyring: str = "",
        profile: str = DEFAULT_PROFILE,
    ) -> None:
        super().__init__(message)
        self.profile = profile
        self.keyring = keyring
        self.mode = mode
        self.missing = missing


_NO_AMOUNTS: "Mapping[str, Money]" = MappingProxyType({})


class Desk:
    """The services of one account in one mode. `ceilings` are the largest refunds allowed here, by currency;
    above `approval_above` a second person is needed. Without `may_export` nothing is written to files.
    `refund_reasons` are the merchant's own.

    `page_keys` holds the public keys, which are part of the addresses of payment pages.
    """

    def __init__(
        self,
        mode: Mode,
        account: Account,
        *,
        read_only: bool,
        client: "StancerClient",
        now: Callable[[], datetime],
        shared_ledger: SharedLedger,
        key_fingerprint: str,
        ceilings: "Mapping[str, Money]" = _NO_AMOUNTS,
        approval_above: "Mapping[str, Money]" = _NO_AMOUNTS,
        may_export: bool = True,
        refund_reasons: tuple[str, ...] = (),
        page_keys: PageKeys | None = None,
    ) -> None:
        self.mode: Final = mode
        self.account: Final = account
        self.read_only: Final = read_only
        self.client = client
        self.now = now
        self.shared_ledger = shared_ledger
        self.key_fingerprint = key_fingerprint
        self.ceilings: Final = ceilings
        self.approval_above: Final = approval_above
        self.may_export: Final = may_export
        self.refund_reasons = refund_reasons
        self.page_keys = page_keys or SessionPageKeys()

    @property
    def ledger(self) -> "Ledger":
        """The record of refunds, notes and claims; the desk of the other mode shares it."""
        return self.shared_ledger.ledger

    @cached_property
    def notes(self) -> "Notes":
        """What agents noted on the objects of this mode; they may be written at a read-only desk too."""
        from stancer_tui.services.team.notes import Notes

        return Notes(self.ledger, live=self.mode.live, now=self.now)

    @cached_property
    def claims(self) -> "TeamClaims":
        """Who works on the objects of this mode; they may be taken at a read-only desk too."""
        from stancer_tui.services.team.claims import TeamClaims

        return TeamClaims(self.ledger, live=self.mode.live, now=self.now)

    @cached_property
    def marks(self) -> "TeamMarks":
        """What lists show and search of what the team knows."""
        from stancer_tui.services.team.marks import TeamMarks

        return TeamMarks(self.notes, self.claims)

    @property
    def known_marks(self) -> "TeamMarks | None":
        """The marks if they were built already: drawing a list must not open the ledger."""
        marks: TeamMarks | None = vars(self).get("marks")
        return marks

    @cached_property
    def payments(self) -> "PaymentsService":
        """Payments, one or many."""
        from stancer_tui.services.payments.service import PaymentsService

        return PaymentsService(self.client, self.now)

    @cached_property
    def payment_writing(self) -> "PaymentWriting":
        """Payments that are created and changed."""
        from stancer_tui.services.clock import SystemClock
        from stancer_tui.services.payments.writing import PaymentWriting

        return PaymentWriting(
            self.client.payments, SystemClock(), pending_requests=self.pending_requests, now=self.now
        )

    @cached_property
    def refunds(self) -> "RefundsService":
        """Refunds: prepared, confirmed, followed until they are known."""
        from stancer_tui.services.clock import SystemClock
        from stancer_tui.services.refunds.offer import RefundPolicy
        from stancer_tui.services.refunds.service import RefundsService

        ceilings = {currency: ceiling.amount for currency, ceiling in self.ceilings.items()}
        approvals = {currency: above.amount for currency, above in self.approval_above.items()}
        return RefundsService(
            self.client.refunds,
            self.ledger,
            SystemClock(),
            policy=RefundPolicy(self.mode.live, self.read_only, ceilings=ceilings, approval_above=approvals),
            key_fingerprint=self.key_fingerprint,
            spilled=self._spilled(),
        )

    def _spilled(self) -> "SpilledAnswers | None":
        from stancer_tui.services.refunds.spilled import SpilledAnswers
        from stancer_tui.store.spill import Spill

        folder = self.shared_ledger.unrecorded
        place = self.ledger.place
        return None if folder is None else SpilledAnswers(Spill(folder), place, live=self.mode.live)

    @cached_property
    def refund_batches(self) -> "RefundBatches":
        """Several refunds confirmed at once, sent one after another."""
        from stancer_tui.services.clock import SystemClock
        from stancer_tui.services.refunds.batch import RefundBatches

        return RefundBatches(
            self.refunds,
            self.ledger,
            SystemClock(),
            live=self.mode.live,
            key_fingerprint=self.key_fingerprint,
        )

    @cached_property
    def disputes(self) -> "DisputesService":
        """Disputes and the payments behind them."""
        from stancer_tui.services.disputes import DisputesService

        return DisputesService(self.client)

    @cached_property
    def payouts(self) -> "PayoutsService":
        """Payouts, their members, and which payment is known to be in which."""
        from stancer_tui.services.payouts.service import PayoutsService

        return PayoutsService(self.client, self.now)

    @cached_property
    def pending_requests(self) -> "PendingRequestsService":
        """Requests whose results come later: account checks, scorings, payments."""
        from stancer_tui.services.clock import SystemClock
        from stancer_tui.services.waiting.pending_requests import PendingRequestsService, Resource
        from stancer_tui.store.pending_request import RequestKind

        def resource(kind: RequestKind) -> Resource:
            by_kind: dict[RequestKind, Callable[[], Resource]] = {
                RequestKind.CHECK: lambda: self.client.checks,
                RequestKind.SCORING: lambda: self.client.scoring,
                RequestKind.PAYMENT: lambda: self.client.payments,
            }
            return by_kind[kind]()

        return PendingRequestsService(
            resource,
            self.ledger,
            SystemClock(),
            live=self.mode.live,
            key_fingerprint=self.key_fingerprint,
            now=self.now,
        )

    @property
    def log(self) -> "RequestLog":
        """The requests made for this desk: method, path, status and time, never a body."""
        return self.client.log

    async def aclose(self) -> None:
        """Stop background work and close the connections; the journal knows what was in flight."""
        async with AsyncExitStack() as closing:
            closing.push_async_callback(self.client.aclose)
            if "notes" in vars(self):
                closing.callback(self.notes.close)
            if "claims" in vars(self):
                closing.callback(self.claims.close)
            if "pending_requests" in vars(self):
                closing.push_async_callback(self.pending_requests.aclose)
            if "refunds" in vars(self):
                closing.push_async_callback(self.refunds.aclose)
            if "refund_batches" in vars(self):  # before the refunds, whose one in flight it awaits
                closing.push_async_callback(self.refund_batches.aclose)


def fingerprint_of(key: Secret) -> str:
    """The fingerprint by which the journal tells keys apart."""
    return fingerprint(key)


class Desks(Protocol):
    """Opens the desk of a mode; the app holds one and never builds a service itself."""

    demo: bool

    def now(self) -> datetime:
        """The current time, from which ages are counted."""
        ...

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode`; raises `CannotOpen`."""
        ...

    async def aclose(self) -> None:
        """Release what the desks share."""
        ...


def import_services(*, demo: bool) -> None:
    """Import what opening a desk needs; it takes a tenth of a second, so call it in a thread."""
    own = ("api.in_process", "sandbox.wire.api_alone") if demo else ("api.transport", "keys")
    for name in ("api.client", *own, "services.payments.service"):
        import_module(f"stancer_tui.{name}")
