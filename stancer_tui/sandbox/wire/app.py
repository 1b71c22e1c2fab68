"""The ASGI application: routes, authorisation, errors, and the faults around them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.routes.table import ENDPOINTS, Endpoint
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.answering import answer, refused
from stancer_tui.sandbox.wire.call import Answer
from stancer_tui.sandbox.wire.dating import WireMiddleware
from stancer_tui.sandbox.wire.errors import Refused, nothing_matches
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


def _routes(sandbox: Sandbox, endpoint: Endpoint) -> list[Route]:
    async def serve(request: Request) -> Response:
        return _response(await answer(sandbox, endpoint, request))

    paths = [endpoint.path] if endpoint.is_item else [endpoint.path, f"{endpoint.path}/"]
    return [Route(path, serve, methods=[endpoint.method]) for path in paths]


def _response(found: Answer) -> Response:
    if found.status == 204:
        return Response(status_code=204)
    return Response(found.text, found.status, media_type="application/json")


async def _refused(_request: Request, refusal: Exception) -> Response:
    if not isinstance(refusal, Refused):
        raise refusal
    return _response(refused(refusal))


async def _unknown_route(_request: Request, _error: Exception) -> Response:
    return _response(refused(nothing_matches()))
