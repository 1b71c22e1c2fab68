"""The ASGI application: routes, authorisation, errors, and the faults around them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import formatdate

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.routes.table import ENDPOINTS, Endpoint
from stancer_tui.sandbox.rows import compact
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.body import read_object
from stancer_tui.sandbox.wire.call import Answer, Call
from stancer_tui.sandbox.wire.errors import Refused, nothing_matches, unauthorized
from stancer_tui.sandbox.wire.faults import FaultMiddleware
from stancer_tui.sandbox.wire.hosted_page import page_routes
from stancer_tui.sandbox.wire.own_routes import own_paths, own_routes
from stancer_tui.sandbox.wire.recording import RecordingMiddleware


def create_app(settings: SandboxSettings | None = None) -> Starlette:
    """A sandbox as an ASGI application, which may be mounted below a path of another one.

    `app.state.sandbox` is the sandbox. Its owner closes it; so does the end of ASGI's lifespan. Raises
    StoreError, BadKey or BadData when the settings cannot be followed.
    """
    settings = settings or SandboxSettings()
    sandbox = Sandbox(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            sandbox.close()

    app = Starlette(
        routes=[
            *(route for endpoint in ENDPOINTS for route in _routes(sandbox, endpoint)),
            *own_routes(sandbox),
            *page_routes(sandbox),
        ],
        middleware=[
            Middleware(WireMiddleware, sandbox=sandbox),
            Middleware(
                RecordingMiddleware, journal=sandbox.journal, now=sandbox.clock, apart=own_paths(settings)
            ),
            Middleware(
                FaultMiddleware,
                injector=sandbox.injector,
                latency_ms=settings.latency_ms,
                rate_limit=settings.rate_limit,
            ),
        ],
        exception_handlers={404: _unknown_route, 405: _unknown_route, Refused: _refused},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.sandbox = sandbox
    return app


class WireMiddleware:
    """Details of the protocol: methods in any case, and a Date by the sandbox's clock."""

    def __init__(self, app: ASGIApp, *, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["method"] = scope["method"].upper()

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self._sandbox.clock(), usegmt=True)
                message["headers"] = [*message.get("headers", ()), (b"date", date.encode())]
            await send(message)

        await self._app(scope, receive, dated)


def _routes(sandbox: Sandbox, endpoint: Endpoint) -> list[Route]:
    async def serve(request: Request) -> Response:
        try:
            answer = await _answer(sandbox, endpoint, request)
        except Refused as refusal:
            answer = _refusal(refusal)
        return _response(answer)

    paths = [endpoint.path] if endpoint.is_item else [endpoint.path, f"{endpoint.path}/"]
    return [Route(path, serve, methods=[endpoint.method]) for path in paths]


async def _answer(sandbox: Sandbox, endpoint: Endpoint, request: Request) -> Answer:
    live = sandbox.keys.live_mode(request.headers.get("authorization"))
    if live is None:
        raise unauthorized()
    body = await read_object(request) if endpoint.method in {"POST", "PATCH"} else {}
    call = Call(sandbox, live, request.path_params, request.query_params, body)
    if endpoint.method != "GET" and sandbox.kept:
        # A build cut short is invented again at the next open, and would take what was written with it.
        await sandbox.ready(live=True)
        await sandbox.ready(live=False)
    if endpoint.needs == "item" and not sandbox.is_ready(live):
        try:
            return _handle(endpoint, call)
        except Refused:
            # Perhaps it is only not there yet.
            await sandbox.ready(live)
    else:
        await sandbox.ready(live, _since(call) if endpoint.needs == "since" else None)
    return _handle(endpoint, call)


def _handle(endpoint: Endpoint, call: Call) -> Answer:
    call.sandbox.move_time()
    if endpoint.method == "GET":
        return endpoint.handler(call)
    with call.store.transaction():
        return endpoint.handler(call)


def _since(call: Call) -> int | None:
    """The moment from which a list is wanted; None when an older item may be in it too."""
    created = call.query.get("created", "")
    others = call.query.get("order_id") or call.query.get("unique_id")
    return int(created) if created.isdecimal() and len(created) < 19 and not others else None


def _refusal(refusal: Refused) -> Answer:
    return Answer(refusal.status, compact(refusal.body()))


def _response(answer: Answer) -> Response:
    if answer.status == 204:
        return Response(status_code=204)
    return Response(answer.text, answer.status, media_type="application/json")


async def _refused(_request: Request, refusal: Exception) -> Response:
    if not isinstance(refusal, Refused):
        raise refusal
    return _response(_refusal(refusal))


async def _unknown_route(_request: Request, _error: Exception) -> Response:
    return _response(_refusal(nothing_matches()))
