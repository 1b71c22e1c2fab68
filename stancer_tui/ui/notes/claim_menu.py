"""Who works on an object: taken, given to a colleague, let go."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.language import _
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.team.claims import TeamClaims

Change = Callable[[], Awaitable[object]]


def ask_who(app: App[Any], desk: "Desk", object_id: str, label: str, *, mask: bool) -> None:
    """Let the agent say who works on an object; `label` names it and is safe."""
    claims = desk.claims
    claim = claims.of(object_id)

    def chosen(entry: "MenuEntry[Change] | None") -> None:
        if entry is not None:
            app.run_worker(_carry_out(app, entry.value), group="team", exit_on_error=False)

    entries = tuple(_entries(claims, object_id, mask=mask))
    title = _("Who works on {object}", object=label)
    if claim is not None:
        title = f"{title} · {holder_words(claims, object_id, mask=mask)}"
    elif not claims.known:
        title = " · ".join((title, _("not known")))
    app.push_screen(Menu(title, entries, beside=True), chosen)


def _entries(claims: "TeamClaims", object_id: str, *, mask: bool) -> "Iterator[MenuEntry[Change]]":
    claim = claims.of(object_id)
    mine = claim is not None and claim.agent == claims.me
    yield MenuEntry(
        "t",
        _("Take it"),
        _("you work on it"),
        partial(claims.take, object_id),
        why_not=_("You work on it already.") if mine else None,
    )
    yield MenuEntry(
        "l",
        _("Let it go"),
        _("nobody works on it"),
        partial(claims.let_go, object_id),
        why_not=(safe(claims.not_known, 300) or _("Nobody works on it.")) if claim is None else None,
    )
    for number, (agent, shown) in enumerate(claims.colleagues, 1):
        yield MenuEntry(
            str(number) if number < 10 else " ",
            _("Give it to {name}", name=colleague_text(shown, mask=mask)),
            "",
            partial(claims.take, object_id, agent),
        )


async def _carry_out(app: App[Any], change: Change) -> None:
    try:
        await change()
    except (LedgerUnavailable, NotAllowed) as refusal:
        title = _("The change may not have been made")
        app.notify(safe(refusal, 300), title=title, severity="warning", markup=False)


def holder_words(claims: "TeamClaims", object_id: str, *, mask: bool) -> str:
    """ "with Nadia Perrin", "with you", and who gave it; "" where nobody works on it. Safe to show."""
    claim = claims.of(object_id)
    if claim is None:
        return ""
    if claim.agent != claims.me:
        return _("with {name}", name=colleague_text(claims.name(claim.agent), mask=mask))
    if claim.given:
        return _("with you, given by {name}", name=colleague_text(claims.name(claim.by), mask=mask))
    return _("with you")
