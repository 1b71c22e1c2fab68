"""The client: one key, one mode, every resource."""

import re
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from stancer_tui.api.address import DEFAULT_BASE_URL, checked_base_url
from stancer_tui.api.limits import Limits
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.request_log import RequestLog
from stancer_tui.api.resources.payments import Payments
from stancer_tui.api.resources.refunds import Refunds
from stancer_tui.api.transport import AsgiApp, Transport
from stancer_tui.models.mode import Mode

_MODES = {"stest_": Mode.TEST, "sprod_": Mode.LIVE}


class StancerClient:
    """The Stancer API v1 with one secret key.

    Raises ValueError for a key that is not a secret key and for an address the key must not go to. `app` is
    an ASGI application to speak to in process instead of the network. Reads are repeated when that may help;
    writes never.
    """

    def __init__(
        self,
        key: SecretStr,
        *,
        base_url: str = DEFAULT_BASE_URL,
        app: AsgiApp | None = None,
        log: RequestLog | None = None,
        limits: Limits | None = None,
        allow_custom_live_host: bool = False,
    ) -> None:
        limits = limits or Limits()
        self.mode = _mode_of(key)
        self.log = log or RequestLog()
        self.base_url = checked_base_url(
            base_url, self.mode, allow_custom_live_host=allow_custom_live_host or app is not None
        )
        self._transport = Transport(key, self.base_url, app, limits)
        pipeline = Pipeline(self._transport, self.mode, self.log, limits)
        self.payments = Payments(pipeline)
        self.refunds = Refunds(pipeline)

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


def _mode_of(key: SecretStr) -> Mode:
    """The mode that the key's prefix names; no message repeats the key."""
    prefix = key.get_secret_value()[:6]
    if prefix in {"ptest_", "pprod_"}:
        raise ValueError("this is a public key; the API needs a secret key (stest_ or sprod_)")
    if prefix not in _MODES or not re.fullmatch(r"\w{30}", key.get_secret_value(), re.ASCII):
        raise ValueError("this is not a secret key: stest_ or sprod_ and 24 letters or digits")
    return _MODES[prefix]
