"""A payment page of the sandbox's own, at /{public key}/{payment}?lang= (reference: Payment webpage).

It tells its frame what the real one tells it (width, height, status, url) and lets the payer play the bank.
What answers is imported with the first request: the demo does without.
"""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stancer_tui.sandbox.core import Sandbox

_LARGEST_FORM = 10_000
"""Bytes of its body."""


def page_routes(sandbox: Sandbox) -> list[Route]:
    """The page's two routes."""

    async def show(request: Request) -> Response:
        from stancer_tui.sandbox.wire.page_answers import page_answer

        return await page_answer(sandbox, request, None)

    async def submit(request: Request) -> Response:
        from stancer_tui.sandbox.wire.page_answers import page_answer

        return await page_answer(sandbox, request, await _form(request))

    path = "/{key:str}/{payment:str}"
    return [Route(path, show, methods=["GET"]), Route(path, submit, methods=["POST"])]


async def _form(request: Request) -> dict[str, str]:
    """The fields that were sent; none when the body is not a form of this page."""
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > _LARGEST_FORM:
            return {}
    try:
        form = parse_qs(raw.decode("utf-8", errors="replace"), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in form.items()}
