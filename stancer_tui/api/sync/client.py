"""The client: one key, one mode, every resource.

Written by `python -m tests.sync_twin --write`.
"""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from stancer_tui.api.address import DEFAULT_BASE_URL
from stancer_tui.api.client import StancerClient
from stancer_tui.api.in_process import AsgiApp
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.request_log import RequestLog
from stancer_tui.api.sync.addresses import SyncAddresses
from stancer_tui.api.sync.cards import SyncCards
from stancer_tui.api.sync.checks import SyncChecks
from stancer_tui.api.sync.customers import SyncCustomers
from stancer_tui.api.sync.disputes import SyncDisputes
from stancer_tui.api.sync.payments import SyncPayments
from stancer_tui.api.sync.payouts import SyncPayouts
from stancer_tui.api.sync.portal import Portal
from stancer_tui.api.sync.refunds import SyncRefunds
from stancer_tui.api.sync.scoring import SyncScorings
from stancer_tui.api.sync.sepa import SyncSepaAccounts
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret


class SyncStancerClient:
    """The Stancer API v1 with one secret key, for code that is not async.

    It may be used from several threads at once. Connections are kept from one request to the next; nothing
    is opened before the first. Reads are repeated when that may help; writes never. An interruption (Ctrl+C)
    ends the waiting for a write, not the write. What its requests raise stands with `StancerClient`.
    """

    def __init__(
        self,
        key: str | Secret,
        *,
        base_url: str = DEFAULT_BASE_URL,
        app: AsgiApp | None = None,
        timeouts: Timeouts | None = None,
        limits: Limits | None = None,
        log: RequestLog | None = None,
        ca_file: str | Path | None = None,
        http_hosts: Collection[str] = (),
        allow_custom_live_host: bool = False,
        read_only: bool = False,
    ) -> None:
        """`key` begins with stest_ or sprod_ and decides the mode; pydantic's `SecretStr` is taken too.

        - `base_url`: https, or http to this machine and to the `http_hosts` named (never with a live key).
        - `app`: an ASGI application to speak to in process instead of the network, below the path of
          `base_url` where that has one.
        - `timeouts`: how long requests may take, in seconds; `Timeouts()` unless given.
        - `limits`: how many and how much; `Limits()` unless given.
        - `log`: where the requests are recorded, without keys and bodies; one of its own unless given.
        - `ca_file`: a PEM file; only its certificates are trusted, in place of the machine's and of
          SSL_CERT_FILE.
        - `allow_custom_live_host`: a live key may go to another host than Stancer's.
        - `read_only`: no write leaves, each raises `ReadOnly`.

        Raises ValueError for a key that is not a secret key, an address that the key must not go to, and a
        `ca_file` that cannot be used.
        """
        self._twin = StancerClient(
            key,
            base_url=base_url,
            app=app,
            timeouts=timeouts,
            limits=limits,
            log=log,
            ca_file=ca_file,
            http_hosts=http_hosts,
            allow_custom_live_host=allow_custom_live_host,
            read_only=read_only,
        )
        self._portal = Portal(self._twin)

    @property
    def mode(self) -> Mode:
        """Test or live, by the key."""
        return self._twin.mode

    @property
    def log(self) -> RequestLog:
        """The last requests."""
        return self._twin.log

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._twin.base_url

    @cached_property
    def payments(self) -> SyncPayments:
        """Payments: create, change, capture, list."""
        return SyncPayments(self._twin.payments, self._portal)

    @cached_property
    def refunds(self) -> SyncRefunds:
        """Refunds: create, read, list."""
        return SyncRefunds(self._twin.refunds, self._portal)

    @cached_property
    def cards(self) -> SyncCards:
        """Cards that are stored."""
        return SyncCards(self._twin.cards, self._portal)

    @cached_property
    def sepa(self) -> SyncSepaAccounts:
        """Bank accounts that are stored, with their mandates."""
        return SyncSepaAccounts(self._twin.sepa, self._portal)

    @cached_property
    def customers(self) -> SyncCustomers:
        """Customers that are stored."""
        return SyncCustomers(self._twin.customers, self._portal)

    @cached_property
    def addresses(self) -> SyncAddresses:
        """Addresses that are stored."""
        return SyncAddresses(self._twin.addresses, self._portal)

    @cached_property
    def disputes(self) -> SyncDisputes:
        """Disputes: read, list."""
        return SyncDisputes(self._twin.disputes, self._portal)

    @cached_property
    def payouts(self) -> SyncPayouts:
        """Payouts and their members, in live mode only."""
        return SyncPayouts(self._twin.payouts, self._portal)

    @cached_property
    def checks(self) -> SyncChecks:
        """Account verification: whether an account is its holder's."""
        return SyncChecks(self._twin.checks, self._portal)

    @cached_property
    def scoring(self) -> SyncScorings:
        """Credit scoring: how solvent a customer is."""
        return SyncScorings(self._twin.scoring, self._portal)

    def close(self) -> None:
        """Close every connection and end the thread, once what was asked is over; it may be used again."""
        self._portal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
