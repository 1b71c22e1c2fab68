"""The client: one key, one mode, every resource."""

import re
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stancer_tui.api.address import DEFAULT_BASE_URL, INVENTED, checked_base_url
from stancer_tui.api.limits import IN_PROCESS, Limits
from stancer_tui.api.pipeline import Pipeline, Wire
from stancer_tui.api.request_log import RequestLog
from stancer_tui.api.resources.payments import Payments
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret

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
    """The Stancer API v1 with one secret key.

    Raises ValueError for a key that is not a secret key and for an address the key must not go to. `app` is
    an ASGI application to speak to in process instead of the network. Reads are repeated when that may help;
    writes never, and with `read_only` no write leaves (`ReadOnly`).
    """

    def __init__(
        self,
        key: Secret,
        *,
        base_url: str = DEFAULT_BASE_URL,
        app: "AsgiApp | None" = None,
        log: RequestLog | None = None,
        limits: Limits | None = None,
        allow_custom_live_host: bool = False,
        read_only: bool = False,
    ) -> None:
        limits = limits or (Limits() if app is None else IN_PROCESS)
        self.mode = _mode_of(key)
        self.log = log or RequestLog()
        self.base_url = checked_base_url(
            base_url,
            self.mode,
            allow_custom_live_host=allow_custom_live_host or app is not None,
            invented=key.get_secret_value().startswith(INVENTED),
        )
        self._transport = _transport(key, self.base_url, app, limits)
        self._pipeline = Pipeline(self._transport, self.mode, self.log, limits, read_only=read_only)
        self.payments = Payments(self._pipeline)

    @cached_property
    def refunds(self) -> "Refunds":
        """Refunds."""
        from stancer_tui.api.resources.refunds import Refunds

        return Refunds(self._pipeline)

    @cached_property
    def cards(self) -> "Cards":
        """Cards."""
        from stancer_tui.api.resources.cards import Cards

        return Cards(self._pipeline)

    @cached_property
    def sepa(self) -> "SepaAccounts":
        """SEPA accounts."""
        from stancer_tui.api.resources.sepa import SepaAccounts

        return SepaAccounts(self._pipeline)

    @cached_property
    def customers(self) -> "Customers":
        """Customers."""
        from stancer_tui.api.resources.customers import Customers

        return Customers(self._pipeline)

    @cached_property
    def addresses(self) -> "Addresses":
        """Addresses."""
        from stancer_tui.api.resources.addresses import Addresses

        return Addresses(self._pipeline)

    @cached_property
    def disputes(self) -> "Disputes":
        """Disputes."""
        from stancer_tui.api.resources.disputes import Disputes

        return Disputes(self._pipeline)

    @cached_property
    def payouts(self) -> "Payouts":
        """Payouts, in live mode only."""
        from stancer_tui.api.resources.payouts import Payouts

        return Payouts(self._pipeline)

    @cached_property
    def checks(self) -> "Checks":
        """Account verification."""
        from stancer_tui.api.resources.checks import Checks

        return Checks(self._pipeline)

    @cached_property
    def scoring(self) -> "Scorings":
        """Credit scoring."""
        from stancer_tui.api.resources.scoring import Scorings

        return Scorings(self._pipeline)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _transport(key: Secret, base_url: str, app: "AsgiApp | None", limits: Limits) -> Wire:
    """What carries the requests, imported when it is known which: httpx is most of an import."""
    if app is not None:
        from stancer_tui.api.in_process import InProcess

        return InProcess(key, app, limits)
    from stancer_tui.api.transport import Transport

    return Transport(key, base_url, limits)


def _mode_of(key: Secret) -> Mode:
    """The mode that the key's prefix names; no message repeats the key."""
    prefix = key.get_secret_value()[:6]
    if prefix in {"ptest_", "pprod_"}:
        raise ValueError(_("this is a public key; the API needs a secret key (stest_ or sprod_)"))
    if prefix not in _MODES or not re.fullmatch(r"\w{30}", key.get_secret_value(), re.ASCII):
        raise ValueError(_("this is not a secret key: stest_ or sprod_ and 24 letters or digits"))
    return _MODES[prefix]
