"""Writes each request into the sandbox's journal, around whatever answers it or spoils it."""

import json
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from stancer_tui.sandbox.journal import Journal, Received
from stancer_tui.sandbox.keys import mode_named
from stancer_tui.sandbox.redaction import redacted, redacted_text
from stancer_tui.sandbox.wire.body import parse_object
from stancer_tui.sandbox.wire.mounting import path_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_BYTES = 20_000
"""The largest body of a request, or of an answer to a POST, that is kept or read."""

_OBJECT_ID = re.compile(r"/([a-z]{4}_[A-Za-z0-9]{24})(?:/|$)", re.ASCII)

EXCHANGE = "stancer_tui.exchange"
"""The name in the scope under which what answers or spoils a request finds its `Exchange`."""


class Exchange:
    """One request while it is under way."""

    def __init__(self, scope: "Scope", journal: Journal, now: Callable[[], int]) -> None:
        self.fault: str | None = None
        self._scope = scope
        self._journal = journal
        self._since, self._number = journal.begin()
        self._at = now()
        self._began = time.perf_counter()
        self._status: int | None = None
        self._asked = bytearray()
        self._answered = bytearray()
        self._closed = False

    def received(self, message: "Message") -> None:
        """Take in a piece of the request."""
        if message["type"] == "http.request" and len(self._asked) <= _MOST_BYTES:
            self._asked += message.get("body", b"")

    def sent(self, message: "Message") -> None:
        """Take in a piece of the answer, be it sent or lost."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
        elif self._scope["method"] == "POST" and len(self._answered) <= _MOST_BYTES:
            self._answered += message.get("body", b"")

    def close(self) -> None:
        """Write it down, once."""
        if self._closed:
            return
        self._closed = True
        path = path_of(self._scope)
        query = parse_qsl(self._scope["query_string"].decode("latin-1"), keep_blank_values=True)
        authorization = dict(self._scope["headers"]).get(b"authorization", b"")
        self._journal.add(
            Received(
                number=self._number,
                at=self._at,
                method=self._scope["method"],
                path=redacted_text(path),
                query={redacted_text(name): redacted_text(value) for name, value in query},
                mode=mode_named(authorization.decode("latin-1")),
                body=self._body(),
                status=self._status,
                milliseconds=round((time.perf_counter() - self._began) * 1000, 3),
                object_id=self._object_id(path),
                fault=self.fault,
            ),
            since=self._since,
        )

    def _body(self) -> Any:
        if self._scope["method"] not in {"POST", "PATCH", "PUT"} or not 0 < len(self._asked) <= _MOST_BYTES:
            return None
        try:
            return redacted(parse_object(bytes(self._asked)))
        except ValueError:
            return None

    def _object_id(self, path: str) -> str | None:
        if self._status is None or self._status >= 300:
            return None
        if self._scope["method"] != "POST":
            found = _OBJECT_ID.search(path)
            return found[1] if found else None
        try:
            answer = json.loads(self._answered)
        except ValueError:
            return None
        return str(answer["id"]) if isinstance(answer, dict) and "id" in answer else None


class RecordingMiddleware:
    """Keeps an `Exchange` for each request, in its scope, and writes it down when it is over.

    Paths that `apart` matches are the sandbox's own, and are not recorded.
    """

    def __init__(
        self, app: "ASGIApp", *, journal: Journal, now: Callable[[], int], apart: re.Pattern[str]
    ) -> None:
        self._app = app
        self._journal = journal
        self._now = now
        self._apart = apart

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http" or self._apart.fullmatch(path_of(scope)):
            await self._app(scope, receive, send)
            return
        exchange = scope[EXCHANGE] = Exchange(scope, self._journal, self._now)

        async def receiving() -> "Message":
            message = await receive()
            exchange.received(message)
            return message

        held: list[Message] = []

        async def sending(message: "Message") -> None:
            if exchange.fault == "lose-answer":
                await send(message)
                return
            exchange.sent(message)
            held.append(message)
            if message["type"] == "http.response.start":
                return
            if not message.get("more_body", False):
                exchange.close()  # before its sender has a byte of the answer, and asks for the journal
            for each in held:
                await send(each)
            held.clear()

        try:
            await self._app(scope, receiving, sending)
        finally:
            exchange.close()
