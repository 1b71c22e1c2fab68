"""The client: one key, one mode, every resource."""

import re
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from stancer_tui.api.address import DEFAULT_BASE_URL, INVENTED, checked_base_url
from stancer_tui.api.lanes import Wire
from stancer_tui.api.limits import IN_PROCESS, Limits, Timeouts
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.request_log import RequestLog
from stancer_tui.api.resources.payments import Payments
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret, hidden

if TYPE_CHECKING:
    from stancer_tui.api.in_process import AsgiApp
    from stancer_tui.api.resources.addresses import Addresses
    from stancer_tui.api.resources.cards import Cards
    from stancer_tui.api.resources.checks import Checks
    from stancer_tui.api.resources.customers import Customers
    from stancer_tui.api.resources.disputes import Disputes
    from stancer_tui.api.resources.payouts import Payouts
    from stancer_tui.api.resources.refunds import Refunds
    from stancer_tui.api.resources.scoring import Scorings
    from stancer_tui.api.resources.sepa import SepaAccounts


_MODES = {"stest_": Mode.TEST, "sprod_": Mode.LIVE}


class StancerClient:
    """The Stancer API v1 with one secret key, on asyncio.

    Connections are kept from one request to the next, for each event loop that the client is used on; the
    client opens nothing before the first request. Reads are repeated when that may help; writes never.

    Any request may raise `NotSent`, `BadEnvironment`, `TlsFailure`, `Unreachable`, `DeadlineExceeded`,
    `AnswerTooLarge`, `UnreadableAnswer`, `WrongObject`, `WrongMode`, `BadRequest`, `Unauthorized`,
    `TokenInvalid`, `RateLimited`, `ServerError`, `Unavailable`, `NotImplementedByApi` and `UnexpectedStatus`,
    each an `ApiError`. Of a read its `effect` is `Effect.NONE`; of a write, each class says what it can be.
    Before anything is sent, a parameter outside the reference's limits raises `InvalidField`, and a write on
    a client for reading raises `ReadOnly`, both with `Effect.NOT_SENT`. What else a method raises stands with
    it. Cancelling a write leaves its outcome unknown.
    """

    def __init__(
        self,
        key: str | Secret,
        *,
        base_url: str = DEFAULT_BASE_URL,
        app: "AsgiApp | None" = None,
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
        secret = hidden(key)
        limits = limits or Limits()
        timeouts = timeouts or (Timeouts() if app is None else IN_PROCESS)
        self.mode: Mode = _mode_of(secret)
        """Test or live, by the key."""
        self.log: RequestLog = log or RequestLog()
        """The last requests."""
        self.base_url: str = checked_base_url(
            base_url,
            self.mode,
            allow_custom_live_host=allow_custom_live_host or app is not None,
            invented=secret.get_secret_value().startswith(INVENTED),
            http_hosts=http_hosts,
        )
        """Where the API is."""
        trusted = None if ca_file is None else _checked_ca_file(ca_file)

        def wire() -> Wire:
            # httpx is most of an import, and not needed in process.
            if app is not None:
                from stancer_tui.api.in_process import InProcess

                return InProcess(secret, app, limits, below=urlsplit(self.base_url).path)
            from stancer_tui.api.transport import Transport

            return Transport(secret, self.base_url, limits, timeouts, trusted)

        self._pipeline = Pipeline(wire, self.mode, self.log, limits, timeouts, read_only=read_only)

    @cached_property
    def payments(self) -> Payments:
        """Payments: create, change, capture, list."""
        return Payments(self._pipeline)

    @cached_property
    def refunds(self) -> "Refunds":
        """Refunds: create, read, list."""
        from stancer_tui.api.resources.refunds import Refunds

        return Refunds(self._pipeline)

    @cached_property
    def cards(self) -> "Cards":
        """Cards that are stored."""
        from stancer_tui.api.resources.cards import Cards

        return Cards(self._pipeline)

    @cached_property
    def sepa(self) -> "SepaAccounts":
        """Bank accounts that are stored, with their mandates."""
        from stancer_tui.api.resources.sepa import SepaAccounts

        return SepaAccounts(self._pipeline)

    @cached_property
    def customers(self) -> "Customers":
        """Customers that are stored."""
        from stancer_tui.api.resources.customers import Customers

        return Customers(self._pipeline)

    @cached_property
    def addresses(self) -> "Addresses":
        """Addresses that are stored."""
        from stancer_tui.api.resources.addresses import Addresses

        return Addresses(self._pipeline)

    @cached_property
    def disputes(self) -> "Disputes":
        """Disputes: read, list."""
        from stancer_tui.api.resources.disputes import Disputes

        return Disputes(self._pipeline)

    @cached_property
    def payouts(self) -> "Payouts":
        """Payouts and their members, in live mode only."""
        from stancer_tui.api.resources.payouts import Payouts

        return Payouts(self._pipeline)

    @cached_property
    def checks(self) -> "Checks":
        """Account verification: whether an account is its holder's."""
        from stancer_tui.api.resources.checks import Checks

        return Checks(self._pipeline)

    @cached_property
    def scoring(self) -> "Scorings":
        """Credit scoring: how solvent a customer is."""
        from stancer_tui.api.resources.scoring import Scorings

        return Scorings(self._pipeline)

    async def aclose(self) -> None:
        """Close the connections of this event loop; those of another loop close when it ends.

        The client may be used again afterwards: it opens new ones.
        """
        await self._pipeline.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _checked_ca_file(ca_file: str | Path) -> Path:
    import ssl

    path = Path(ca_file)
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:  # ssl.SSLError too
        reason = getattr(error, "reason", None) or error.strerror or error
        raise ValueError(_("{file} holds no certificates: {reason}", file=path, reason=reason)) from None
    return path


def _mode_of(key: Secret) -> Mode:
    """The mode that the key's prefix names; no message repeats the key."""
    prefix = key.get_secret_value()[:6]
    if prefix in {"ptest_", "pprod_"}:
        raise ValueError(_("this is a public key; the API needs a secret key (stest_ or sprod_)"))
    if prefix not in _MODES or not re.fullmatch(r"\w{30}", key.get_secret_value(), re.ASCII):
        raise ValueError(_("this is not a secret key: stest_ or sprod_ and 24 letters or digits"))
    return _MODES[prefix]
