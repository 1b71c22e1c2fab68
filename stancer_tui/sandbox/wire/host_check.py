"""Which host names are answered: a page that points its own name here gets nothing (DNS rebinding)."""

import socket
from collections.abc import Iterable
from ipaddress import ip_address

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from stancer_tui.sandbox.wire.errors import Refused


class HostCheck:
    """Answers 400 unless the Host is an IP address, a name of this machine or one of `names`."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self._app = app
        self._names = {_plain(each) for each in ("localhost", socket.gethostname(), *names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._served(scope):
            refusal = Refused(400, "This host is not served here")
            await JSONResponse(refusal.body(), 400)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _served(self, scope: Scope) -> bool:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        return all(self._known(_without_port(host)) for host in hosts)

    def _known(self, host: str) -> bool:
        try:
            ip_address(host)
        except ValueError:
            return _plain(host) in self._names
        return True


def _plain(name: str) -> str:
    return name.lower().rstrip(".")


def _without_port(host: str) -> str:
    if host.startswith("["):
        address, _, rest = host[1:].partition("]")
        return host if rest and not rest.startswith(":") else address
    return host.partition(":")[0]
