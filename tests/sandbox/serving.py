"""A sandbox on a real socket, in a thread of the test's own process."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import trustme
from starlette.types import ASGIApp

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.testing.serving import served


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
    app = create_app(settings)
    with closing(app.state.sandbox), served(app if behind is None else behind(app), settings) as url:
        parts = urlsplit(url)
        assert parts.port is not None
        yield Serving(f"{parts.scheme}://localhost:{parts.port}", parts.port, app.state.sandbox)


def certificate(folder: Path) -> tuple[Path, Path, Path]:
    """A new authority's certificate for localhost: the authority, the certificate, its key (PEM files)."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    ca, cert, key = folder / "ca.pem", folder / "cert.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(str(ca))
    issued.cert_chain_pems[0].write_to_path(str(cert))
    issued.private_key_pem.write_to_path(str(key))
    return ca, cert, key
