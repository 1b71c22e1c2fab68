"""Details of the protocol around whatever answers: methods in any case, and a Date by the sandbox's clock."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from stancer_tui.sandbox.core import Sandbox

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class WireMiddleware:
    """Reads methods in any case, and dates each answer by the sandbox's clock."""

    def __init__(self, app: "ASGIApp", *, sandbox: "Sandbox") -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["method"] = scope["method"].upper()

        async def dated(message: "Message") -> None:
            if message["type"] == "http.response.start":
                date = http_date(self._sandbox.clock())
                message["headers"] = [*message.get("headers", ()), (b"date", date.encode())]
            await send(message)

        await self._app(scope, receive, dated)


def http_date(seconds: float) -> str:
    """A moment (Unix seconds) as HTTP writes it, in English whatever the locale says."""
    at = time.gmtime(seconds)
    day, month = _DAYS[at.tm_wday], _MONTHS[at.tm_mon - 1]
    return f"{day}, {at.tm_mday:02} {month} {at.tm_year:04} {at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02} GMT"
