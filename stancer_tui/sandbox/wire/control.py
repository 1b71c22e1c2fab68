"""Control over HTTP for the tests of any program: /_sandbox/…, where the sandbox was started with it.

No page of another site may use it: hosts are checked, an Origin other than the sandbox's own is refused. A
write has to be JSON, which a browser sends elsewhere only after asking: it is never allowed.
"""

import asyncio
from dataclasses import asdict
from typing import Any

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from stancer_tui import __version__
from stancer_tui.sandbox.core import CannotReset, Sandbox
from stancer_tui.sandbox.data_file import BadData
from stancer_tui.sandbox.journal import MOST_ENTRIES
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.paris import iso
from stancer_tui.sandbox.routes.lists import whole
from stancer_tui.sandbox.rows import compact
from stancer_tui.sandbox.wire import control_bodies
from stancer_tui.sandbox.wire.body import read_object
from stancer_tui.sandbox.wire.control_bodies import ADVANCE, SEED, SET, fields
from stancer_tui.sandbox.wire.errors import Refused, conflict, invalid
from stancer_tui.sandbox.wire.faults import Faults
from stancer_tui.sandbox.wire.host_check import HostCheck
from stancer_tui.sandbox.wire.mounting import CONTROL

_LISTED = 100
"""Requests that the journal answers unless `limit` says otherwise."""


def control_route(sandbox: Sandbox) -> Mount:
    """Every route of the control."""
    control = Control(sandbox)
    names = (sandbox.settings.host, *sandbox.settings.allowed_hosts)
    return Mount(
        CONTROL,
        routes=[
            Route("/health", control.health, methods=["GET"]),
            Route("/reset", control.reset, methods=["POST"]),
            Route("/seed", control.seed, methods=["POST"]),
            Route("/clock", control.clock, methods=["GET"]),
            Route("/clock", control.set_clock, methods=["PUT"]),
            Route("/clock/advance", control.advance, methods=["POST"]),
            Route("/clock/resume", control.resume, methods=["POST"]),
            Route("/faults", control.faults, methods=["GET"]),
            Route("/faults", control.put_faults, methods=["PUT"]),
            Route("/faults", control.delete_faults, methods=["DELETE"]),
            Route("/journal", control.journal, methods=["GET"]),
            Route("/journal", control.delete_journal, methods=["DELETE"]),
        ],
        middleware=[Middleware(HostCheck, names=names), Middleware(OwnOrigin)],
    )


class OwnOrigin:
    """Refuses what a page of another site sends, and lets none read an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _foreign(scope) if scope["type"] == "http" else None
        answer = self._app if refusal is None else JSONResponse(refusal.body(), refusal.status)
        await answer(scope, receive, send)


def _foreign(scope: Scope) -> Refused | None:
    headers = Headers(scope=scope)
    own = f"{scope['scheme']}://{headers.get('host', '')}".lower()
    elsewhere = headers.get("sec-fetch-site", "").lower() in {"cross-site", "same-site"}
    if elsewhere or any(origin.lower() != own for origin in headers.getlist("origin")):
        return Refused(403, "The control answers no page of another site")
    content = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] in {"POST", "PUT"} and content != "application/json":
        return Refused(415, "A write needs the header Content-Type: application/json")
    return None


class Control:
    """Handles the control's requests; a change applies from the next request on."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def health(self, _request: Request) -> Response:
        """Whether it answers, and whether the invented data is all there."""
        return _answer(self._state())

    async def reset(self, request: Request) -> Response:
        """Data, faults and clock as at the start, and an empty journal."""
        fields(await read_object(request, may_be_empty=True), {})
        await self._begin_anew()
        return _answer(self._state())

    async def seed(self, request: Request) -> Response:
        """Other data, and nothing else changed."""
        await self._begin_anew(fields(await read_object(request, may_be_empty=True), SEED))
        return _answer(self._state())

    async def clock(self, _request: Request) -> Response:
        """The moment, and whether it runs."""
        return _answer(self._moment())

    async def set_clock(self, request: Request) -> Response:
        """Stop the clock at a moment."""
        self._sandbox.clock.set(_required(fields(await read_object(request), SET), "now"))
        return _answer(self._moment())

    async def advance(self, request: Request) -> Response:
        """Move the clock on."""
        moved = fields(await read_object(request), ADVANCE)
        span = moved.get("seconds", 0) + moved.get("hours", 0) * 3_600 + moved.get("days", 0) * 86_400
        try:
            self._sandbox.clock.advance(span)
        except ValueError:
            raise invalid(next(iter(moved)), "leads beyond the year 2099") from None
        return _answer(self._moment())

    async def resume(self, request: Request) -> Response:
        """Run on the machine's time."""
        fields(await read_object(request, may_be_empty=True), {})
        self._sandbox.clock.resume()
        return _answer(self._moment())

    async def faults(self, _request: Request) -> Response:
        """What goes wrong at present."""
        return _answer(self._faults())

    async def put_faults(self, request: Request) -> Response:
        """Other faults in the place of the present ones."""
        self._sandbox.faults = control_bodies.faults(await read_object(request))
        return _answer(self._faults())

    async def delete_faults(self, _request: Request) -> Response:
        """No faults."""
        self._sandbox.faults = Faults()
        return Response(status_code=204)

    async def journal(self, request: Request) -> Response:
        """The requests received, the oldest first."""
        query = request.query_params
        for name in query:
            if name not in {"method", "path", "status", "since", "after", "limit"}:
                raise invalid(name, "is no filter: use method, path, status, since, after, limit")
        limit = whole(query, "limit")
        found = self._sandbox.journal.requests(
            method=query.get("method") or None,
            path=query.get("path") or None,
            status=whole(query, "status"),
            since=whole(query, "since"),
            after=whole(query, "after"),
            limit=min(_LISTED if limit is None else limit, MOST_ENTRIES),
        )
        return _answer({"requests": [each._asdict() for each in found]})

    async def delete_journal(self, _request: Request) -> Response:
        """Forget the requests."""
        self._sandbox.journal.clear()
        return Response(status_code=204)

    async def _begin_anew(self, other: dict[str, int] | None = None) -> None:
        try:
            if other is None:
                await asyncio.to_thread(self._sandbox.reset)
            else:
                await asyncio.to_thread(self._sandbox.fill, **other)
        except CannotReset as error:
            raise conflict(str(error)) from error
        except BadData as error:
            raise conflict(f"The file of objects is no longer usable: {error}") from error

    def _state(self) -> dict[str, Any]:
        modes = {
            name: {
                "ready": self._sandbox.is_ready(live),
                "payments": self._sandbox.store.count(live, PAYMENT),
            }
            for name, live in (("test", False), ("live", True))
        }
        ready = all(each["ready"] for each in modes.values())
        return {"ready": ready, "modes": modes, "clock": self._moment(), "version": __version__}

    def _moment(self) -> dict[str, Any]:
        now = self._sandbox.clock()
        return {"now": now, "iso": iso(now), "running": self._sandbox.clock.running}

    def _faults(self) -> dict[str, Any]:
        return {**asdict(self._sandbox.faults), "left": self._sandbox.injector.left}


def _required(found: dict[str, Any], name: str) -> Any:
    if name not in found:
        raise invalid(name, "is required")
    return found[name]


def _answer(body: dict[str, Any]) -> Response:
    # Escaped to ASCII: what was received may hold halves of characters, which no encoding takes.
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(compact(body), headers=headers, media_type="application/json")
