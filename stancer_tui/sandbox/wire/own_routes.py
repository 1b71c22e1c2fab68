"""What the sandbox serves beside the API: a page about itself, its description, and control where it is on.

Each is imported when it is asked for: neither the demo nor most tests need one.
"""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.mounting import CONTROL, base_url


def own_paths(settings: SandboxSettings) -> re.Pattern[str]:
    """A pattern of the routes below, which are not requests of the program under test."""
    return re.compile(r"/|/docs|/openapi\.json" + (rf"|{CONTROL}/.*" if settings.control else ""), re.DOTALL)


def own_routes(sandbox: Sandbox) -> list[BaseRoute]:
    """The routes, those of the control only where the sandbox was started with it."""

    async def index(request: Request) -> Response:
        from stancer_tui.sandbox.wire.index_page import index

        as_page = "text/html" in request.headers.get("accept", "")
        return index(base_url(request), control=sandbox.settings.control, as_page=as_page)

    async def openapi(request: Request) -> Response:
        from stancer_tui.sandbox.wire.openapi import description_at

        return Response(description_at(base_url(request)), media_type="application/json")

    async def reference(request: Request) -> Response:
        from stancer_tui.sandbox.wire.reference_page import reference_page

        return reference_page(base_url(request))

    routes: list[BaseRoute] = [
        Route("/", index, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
        Route("/docs", reference, methods=["GET"]),
    ]
    if sandbox.settings.control:
        from stancer_tui.sandbox.wire.control import control_route

        routes.append(control_route(sandbox))
    return routes
