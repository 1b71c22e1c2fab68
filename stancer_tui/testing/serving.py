"""A sandbox on a socket of this machine, served by a thread of the test process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.server import config, listen

_MOST_SECONDS = 60.0
"""How long to wait for the server's end, which takes two seconds at most."""


@contextmanager
def served(app: object, settings: SandboxSettings) -> Iterator[str]:
    """Serve an app of `create_app` until the block ends, and give its URL; port 0 picks a free one.

    The caller may change the sandbox meanwhile and closes it afterwards. Raises CannotServe when the address
    is taken, OSError when the certificate cannot be read, and ValueError for `tls`, which makes a certificate
    that only the command names.
    """
    if settings.tls:
        raise ValueError("give certfile and keyfile here: tls is for the command, which says whom to trust")
    server = uvicorn.Server(config(app, settings))
    server.config.load()
    with listen(settings.host, settings.port) as listener:
        scheme = "https" if settings.certfile else "http"
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="stancer-sandbox", daemon=True
        )
        thread.start()
        try:
            yield f"{scheme}://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_MOST_SECONDS)
            if thread.is_alive():
                raise TimeoutError("the sandbox's server does not end")
