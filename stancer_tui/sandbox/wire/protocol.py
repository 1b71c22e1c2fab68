"""What the server handles before the app: a request whose head never ends, or that is not HTTP."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from stancer_tui.sandbox.rows import compact
from stancer_tui.sandbox.wire.errors import unreadable

HEAD_SECONDS = 10.0
"""How long the head of a request may take; bytes that drip in do not lengthen it."""


class SandboxProtocol(H11Protocol):
    """uvicorn's own, with a limit on the time of a head, and the API's own words for what is not HTTP."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of the head, or stop waiting once it is complete."""
        super().data_received(data)
        self._wait_for_head()

    def on_response_complete(self) -> None:
        """The next head may be under way; uvicorn itself closes a connection on which nothing comes."""
        super().on_response_complete()
        if self.conn.trailing_data[0]:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _too_slow(self) -> None:
        self._head_timer = None
        if self.conn.their_state is h11.IDLE:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, such as a header's name with blanks, as the API answers a bad request."""
        del msg
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.close()
            return
        body = compact(unreadable("The request is not HTTP").body()).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
