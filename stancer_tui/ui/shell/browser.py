"""Opening addresses in the agent's browser: https only, the host shown and confirmed first."""

import asyncio
import webbrowser
from typing import Any
from urllib.parse import urlsplit

from textual.app import App

from stancer_tui.api.address import is_loopback
from stancer_tui.language import _
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.confirm import Confirm


def host_of(address: str | None, *, own_page: bool = False) -> str | None:
    """The host of an address that may be opened, None where it may not.

    An `own_page` is one that this program made: for a sandbox on this machine it may have plain http.
    """
    try:
        parts = urlsplit(address or "")
        host = parts.hostname
    except ValueError:
        return None
    if not host:
        return None
    if parts.scheme == "https" or (own_page and parts.scheme == "http" and is_loopback(host)):
        return host
    return None


def open_in_browser(app: App[Any], address: str, *, own_page: bool = False) -> None:
    """Ask with the host, then open."""
    host = host_of(address, own_page=own_page)
    if host is None:
        app.notify(
            _("Only https addresses are opened."), title=_("Not opened"), severity="warning", markup=False
        )
        return

    def answered(yes: bool | None) -> None:
        if yes and app.is_web:
            app.open_url(address)  # in the browser that shows the program, wherever that runs
        elif yes:
            app.run_worker(asyncio.to_thread(webbrowser.open, address), group="browser")

    question = Confirm(
        _("Open in the browser?"),
        _("The address is on the host {host}.", host=safe(host, 100)),
        yes=_("Open"),
        no=_("Stay here"),
    )
    app.push_screen(question, answered)
