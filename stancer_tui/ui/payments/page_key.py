"""The public key when a link needs it: known already, or asked for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.models.secret import Secret

Then = Callable[["Secret"], None]


def with_public_key(app: App[Any], desk: Desk, then: Then) -> None:
    """Call `then` with the public key of the desk's mode; where none is known the agent is asked first."""
    app.run_worker(_find(app, desk, then), group="public key", exclusive=True, exit_on_error=False)


async def _find(app: App[Any], desk: Desk, then: Then) -> None:
    from stancer_tui.keys import KeyringTrouble, WrongKey

    try:
        key, reason = await desk.page_keys.find(desk.mode), ""
    except WrongKey as error:
        key, reason = None, safe(error, 500)
    except KeyringTrouble:
        key, reason = None, _("The system's keyring did not give one: type it for this session.")
    if key is not None:
        then(key)
        return
    from stancer_tui.ui.payments.public_key_dialog import PublicKey

    app.push_screen(PublicKey(desk, reason), partial(_typed, app, desk, then))


def _typed(app: App[Any], desk: Desk, then: Then, keep: bool | None) -> None:
    if keep is not None:
        app.run_worker(_taken(app, desk, then, keep), group="public key", exit_on_error=False)


async def _taken(app: App[Any], desk: Desk, then: Then, keep: bool) -> None:
    """Go on at once; a keyring may take a minute."""
    key = await desk.page_keys.find(desk.mode)
    if key is not None:
        then(key)
    if keep:
        await _keep(app, desk)


async def _keep(app: App[Any], desk: Desk) -> None:
    from stancer_tui.keys import KeyringTrouble

    try:
        await desk.page_keys.keep(desk.mode)
    except KeyringTrouble:
        app.notify(
            _("The system's keyring did not take it. The public key serves for this session."),
            title=_("Key not stored"),
            severity="warning",
            timeout=20,
            markup=False,
        )
