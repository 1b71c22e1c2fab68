"""One exchange with an ASGI application in this process, without sockets and without importing httpx.

The demo and most tests use it. The pipeline's deadlines apply as over a network.
"""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any
from urllib.parse import unquote, urlencode

from stancer_tui import __version__
from stancer_tui.api.answers import Answer
from stancer_tui.api.errors import AnswerTooLarge, Effect, Unreachable
from stancer_tui.api.limits import Limits
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.secret import Secret

Message = MutableMapping[str, Any]

AsgiApp = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
"""An ASGI application: `app(scope, receive, send)`, as Starlette, FastAPI and Django make it."""


class InProcess:
    """Calls the application once for each request; an exception in it counts as a broken connection."""

    def __init__(self, key: Secret, app: AsgiApp, limits: Limits, *, below: str = "") -> None:
        """`below` is the path at which the application has the API, without a last slash."""
        self._key = key
        self._below = below
        self._app = app
        self._limits = limits

    async def aclose(self) -> None:
        """Nothing is kept open."""

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        shown: str,
        params: tuple[tuple[str, str], ...],
        body: bytes | None,
        write: bool,
        single: bool,  # noqa: ARG002 - every exchange stands alone
    ) -> Answer:
        """Send once and read the whole answer; a failure is raised as what it proves about the request."""
        call = _Call(body or b"", self._limits.body)
        whole_path = f"{self._below}{path}"
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(whole_path),
            "raw_path": whole_path.encode(),
            "query_string": urlencode(params).encode(),
            "root_path": "",
            "headers": list(self._headers(body)),
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 0),
        }
        # An exception of the application matters only if the answer is not whole: see below.
        await asyncio.gather(self._app(scope, call.receive, call.send), return_exceptions=True)
        doubt = Effect.UNKNOWN if write else Effect.NONE
        if call.too_large:
            raise AnswerTooLarge(
                Sentence(N_("the answer is larger than {most} bytes"), most=str(self._limits.body)),
                method=method,
                path=shown,
                status=call.status,
                effect=doubt,
            )
        if call.status is None or not call.whole:
            broke = Sentence(N_("the connection broke"))
            raise Unreachable(broke, method=method, path=shown, effect=doubt)
        return Answer(call.status, call.headers, bytes(call.content), method, shown, write)

    def _headers(self, body: bytes | None) -> Iterator[tuple[bytes, bytes]]:
        yield b"host", b"localhost"
        yield b"accept", b"application/json"
        yield b"user-agent", f"stancer-tui/{__version__}".encode()
        yield b"authorization", b"Basic " + b64encode(f"{self._key.get_secret_value()}:".encode())
        if body is not None:
            yield b"content-type", b"application/json"
            yield b"content-length", str(len(body)).encode()


class _Call:
    """Both sides of one call, as ASGI hands them over."""

    def __init__(self, body: bytes, most: int) -> None:
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.content = bytearray()
        self.whole = False
        self.too_large = False
        self._most = most
        self._body: bytes | None = body
        self._over = asyncio.Event()

    async def receive(self) -> Message:
        """The request's body, then silence until the answer is whole."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._over.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take in a piece of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in message["headers"]
            }
        elif message["type"] == "http.response.body":
            self.content += message.get("body", b"")
            if len(self.content) > self._most:
                self.too_large = True
                raise ConnectionResetError("the answer is too large")
            if not message.get("more_body", False):
                self.whole = True
                self._over.set()
