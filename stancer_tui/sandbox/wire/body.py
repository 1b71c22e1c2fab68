"""Reading the body of a request."""

from typing import Any

from starlette.requests import Request

from stancer_tui.sandbox.wire.call import parse_object
from stancer_tui.sandbox.wire.errors import unreadable

_LARGEST = 1_000_000
"""Bytes of a request."""


async def read_object(request: Request, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object of a request; Refused when it is none or too large."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > _LARGEST:
            raise unreadable(f"The body is larger than {_LARGEST} bytes")
        pieces.append(piece)
    if size == 0 and may_be_empty:
        return {}
    try:
        body = parse_object(b"".join(pieces))
    except ValueError:
        raise unreadable("The body is not JSON") from None
    if not isinstance(body, dict):
        raise unreadable("The body is not a JSON object")
    return body
