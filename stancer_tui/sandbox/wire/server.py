"""Serves a sandbox over HTTP/1.1, with TLS when it is given a certificate."""

import asyncio
import shlex
import socket
import ssl
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from stancer_tui.language import _
from stancer_tui.sandbox.keys import DEMO_KEYS
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.host_check import HostCheck
from stancer_tui.sandbox.wire.mounting import CONTROL
from stancer_tui.sandbox.wire.progress import Progress
from stancer_tui.sandbox.wire.protocol import SandboxProtocol


class CannotServe(Exception):
    """The address is taken or the certificate cannot be read; the message is one sentence."""


def serve(settings: SandboxSettings) -> None:
    """Print the URL and the keys, and serve until interrupted.

    Raises CannotServe, and what `create_app` raises.
    """
    settings, authority = _with_certificate(settings)
    _check_certificate(settings)
    listener = listen(settings.host, settings.port)
    with listener:
        app = create_app(settings)
        progress = Progress(app.state.sandbox)
        try:
            with suppress(KeyboardInterrupt):
                _say(*_welcome(settings, listener, authority), *progress.beginning())
                checked = HostCheck(app, (settings.host, *settings.allowed_hosts))
                server = uvicorn.Server(config(checked, settings))
                asyncio.run(_serve(server, listener, progress))
            _say(*progress.end())
        finally:
            app.state.sandbox.close()


async def _serve(server: uvicorn.Server, listener: socket.socket, progress: Progress) -> None:
    telling = asyncio.create_task(progress.tell(_say))
    try:
        await server.serve(sockets=[listener])
    finally:
        telling.cancel()


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def config(app: object, settings: SandboxSettings) -> uvicorn.Config:
    """How uvicorn is run: no log of its own, no header that the API would not send."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type] # Starlette is an ASGI application
        http=SandboxProtocol,
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=settings.certfile,
        ssl_keyfile=settings.keyfile,
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises CannotServe when the address is taken or unknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        family, kind, protocol, _name, address = found[0]
        # Without its protocol asyncio would not switch Nagle's algorithm off: 40 ms more for every answer.
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not the name of a host")
        raise CannotServe(_("cannot listen on {host}: {reason}", host=host, reason=reason)) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = error.strerror or error
        said = _("cannot listen on {host} port {port}: {reason}", host=host, port=port, reason=reason)
        raise CannotServe(said) from error
    return listener


def _with_certificate(settings: SandboxSettings) -> tuple[SandboxSettings, Path | None]:
    """The settings with the certificate that `--tls` asks for, and the authority to be trusted."""
    if not settings.tls:
        return settings, None
    from stancer_tui.sandbox.authority import (
        NoCertificate,
        certificate_for,
        default_folder,
        names_for,
    )

    names = names_for(settings.host, settings.allowed_hosts)
    try:
        made = certificate_for(settings.tls_dir or default_folder(), names, now=datetime.now(UTC))
    except NoCertificate as error:
        raise CannotServe(str(error)) from error
    return replace(settings, certfile=made.file), made.authority


def _check_certificate(settings: SandboxSettings) -> None:
    if settings.certfile is None:
        return
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.certfile, settings.keyfile, password=lambda: "")
    except (OSError, ssl.SSLError, ValueError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or error
        said = _("cannot use the certificate {file}: {reason}", file=settings.certfile, reason=reason)
        raise CannotServe(said) from error


def _warning(listener: socket.socket) -> list[str]:
    """A line where other machines reach it too: 0.0.0.0, ::, or an address of the network."""
    address = ip_address(str(listener.getsockname()[0]).partition("%")[0])
    if address.is_loopback:
        return []
    return [_("Other machines reach it too: everyone on this network may use it and see what is in it.")]


def _trust(authority: Path, url: str) -> list[str]:
    """How programs are told to trust the authority."""
    file = shlex.quote(str(authority.absolute()))
    return [
        _("Programs that call it must trust its authority, for example by one of these:"),
        f"  export SSL_CERT_FILE={file}  # OpenSSL, Python, Ruby, Go, PHP",
        f"  export REQUESTS_CA_BUNDLE={file}  # Python requests",
        f"  export NODE_EXTRA_CA_CERTS={file}  # Node.js",
        f"  curl --cacert {file} {url}/",
    ]


def _welcome(settings: SandboxSettings, listener: socket.socket, authority: Path | None) -> list[str]:
    scheme = "https" if settings.certfile else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"{scheme}://{host}:{listener.getsockname()[1]}"
    return [
        _("Stancer sandbox at {url}", url=url),
        *(f"  {key}" for key in (*DEMO_KEYS, *settings.keys)),
        *_warning(listener),
        *([_("Controlled at {url}, without a key", url=url + CONTROL)] if settings.control else ()),
        *(_trust(authority, url) if authority else ()),
        _("Stop with Ctrl+C."),
    ]
