"""How one request of v1 is answered, with or without Starlette: authorisation, waiting for data, handler."""

from collections.abc import Mapping
from typing import Any, Protocol

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.routes.table import Endpoint
from stancer_tui.sandbox.rows import compact
from stancer_tui.sandbox.wire.body import Streamed, read_object
from stancer_tui.sandbox.wire.call import Answer, Call
from stancer_tui.sandbox.wire.errors import Refused, unauthorized


class Asked(Streamed, Protocol):
    """A request; Starlette's `Request` is one."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers by their lower-case names."""
        ...

    @property
    def path_params(self) -> dict[str, Any]:
        """The parameters in its path, by name."""
        ...

    @property
    def query_params(self) -> Mapping[str, str]:
        """The parameters of its query, by name; the last value of a repeated one."""
        ...


async def answer(sandbox: Sandbox, endpoint: Endpoint, request: Asked) -> Answer:
    """Answer a request; what is refused gets an error's answer."""
    try:
        return await _answer(sandbox, endpoint, request)
    except Refused as refusal:
        return refused(refusal)


def refused(refusal: Refused) -> Answer:
    """The answer that says why a request is refused."""
    return Answer(refusal.status, compact(refusal.body()))


async def _answer(sandbox: Sandbox, endpoint: Endpoint, request: Asked) -> Answer:
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
    """The `created` of a list; None when older items may be in the list too."""
    created = call.query.get("created", "")
    others = call.query.get("order_id") or call.query.get("unique_id")
    return int(created) if created.isdecimal() and len(created) < 19 and not others else None
