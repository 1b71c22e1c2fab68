"""Reading the body of a request."""

import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

from stancer_tui.sandbox.wire.errors import unreadable

_LARGEST = 1_000_000
"""Bytes of a request's body."""


class Streamed(Protocol):
    """A request whose body comes in pieces."""

    def stream(self) -> AsyncIterator[bytes]:
        """The pieces."""
        ...


async def read_object(request: Streamed, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object of a request; raises Refused when it is not one, or too large."""
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


def parse_object(raw: bytes) -> Any:
    """Parse a JSON body; raises ValueError when it is not JSON, NaN and Infinity included."""
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON")
