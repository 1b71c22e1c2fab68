"""A sandbox on a real socket, in a thread of the test's own process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
import uvicorn
from starlette.types import ASGIApp

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.server import config, listen


@dataclass(frozen=True)
class Serving:
    """Where it listens, and the sandbox itself."""

    url: str
    port: int
    sandbox: Sandbox


@contextmanager
def serving(
    settings: SandboxSettings, *, behind: Callable[[ASGIApp], ASGIApp] | None = None
) -> Iterator[Serving]:
    """Serve until the block ends, `behind` what a test puts before it; port 0 is any free one."""
    listener = listen(settings.host, settings.port)
    app = create_app(settings)
    server = uvicorn.Server(config(app if behind is None else behind(app), settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    scheme = "https" if settings.certfile else "http"
    try:
        yield Serving(f"{scheme}://localhost:{port}", port, app.state.sandbox)
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
        app.state.sandbox.close()


def certificate(folder: Path) -> tuple[Path, Path, Path]:
    """A new authority's certificate for localhost: the authority, the certificate, its key (PEM files)."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    ca, cert, key = folder / "ca.pem", folder / "cert.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(str(ca))
    issued.cert_chain_pems[0].write_to_path(str(cert))
    issued.private_key_pem.write_to_path(str(key))
    return ca, cert, key
