"""The API without its pages, called in this process: what the demo uses.

It answers as `wire/app.py` does, through the same middleware and the same handlers, without the web framework
that serves pages to browsers: importing it would take a fifth of the time to the demo's first payments.
"""

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.routes.table import ENDPOINTS, Endpoint
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.answering import answer, refused
from stancer_tui.sandbox.wire.call import Answer
from stancer_tui.sandbox.wire.dating import WireMiddleware
from stancer_tui.sandbox.wire.errors import nothing_matches
from stancer_tui.sandbox.wire.faults import FaultMiddleware
from stancer_tui.sandbox.wire.recording import RecordingMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NO_PATH = re.compile(r"(?!)")
"""Every path is the API's: no request is left out of the journal."""


def api_alone(settings: SandboxSettings) -> "tuple[ASGIApp, Sandbox]":
    """The application and its sandbox, which its owner closes; raises as `create_app` does."""
    sandbox = Sandbox(settings)
    app = FaultMiddleware(
        _Routes(sandbox),
        injector=sandbox.injector,
        latency_ms=settings.latency_ms,
        rate_limit=settings.rate_limit,
    )
    recording = RecordingMiddleware(app, journal=sandbox.journal, now=sandbox.clock, apart=_NO_PATH)
    return WireMiddleware(recording, sandbox=sandbox), sandbox


class _Routes:
    """Finds the endpoint of a request, and sends what it answers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._endpoints = [(endpoint, _pattern(endpoint)) for endpoint in ENDPOINTS]

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        for endpoint, pattern in self._endpoints:
            if endpoint.method == scope["method"] and (found := pattern.fullmatch(scope["path"])):
                request = _Request(scope, receive, found.groupdict())
                await _send(await answer(self._sandbox, endpoint, request), send)
                return
        await _send(refused(nothing_matches()), send)


class _Request:
    """What an endpoint asks of a request."""

    def __init__(self, scope: "Scope", receive: "Receive", path: dict[str, Any]) -> None:
        self.path_params = path
        self.query_params = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self._receive = receive

    async def stream(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""
        more = True
        while more:
            message = await self._receive()
            if message["type"] != "http.request":
                raise ConnectionResetError("the caller is gone")
            yield message.get("body", b"")
            more = message.get("more_body", False)


def _pattern(endpoint: Endpoint) -> re.Pattern[str]:
    slash = "" if endpoint.is_item else "/?"
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", endpoint.path) + slash)


async def _send(found: Answer, send: "Send") -> None:
    body = found.text.encode()
    headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
    await send(
        {
            "type": "http.response.start",
            "status": found.status,
            "headers": [] if found.status == 204 else headers,
        }
    )
    await send({"type": "http.response.body", "body": body})
