"""Taking a payment or rows along: the clipboard, a file, the browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.copy_menu import CopyMenu
from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.screen import DeskScreen

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.render.clipboard import CopyEntry
    from stancer_tui.render.export import ExportColumn


def copy_payment(screen: DeskScreen, payment: "Payment", *, whole: bool) -> None:
    """Offer what can be copied of a payment; one known from a list only has no answer as received."""
    from stancer_tui.render.clipboard import copy_entries

    app = screen.desk_app
    url = screen.desk.client.base_url if screen.desk is not None else ""
    entries = copy_entries(payment, screen.mode, zone=app.shown_zone, base_url=url)
    kept = [entry for entry in entries if whole or entry.key != "j"]
    linked = _link_entry(screen, payment) if whole else None
    if linked is not None:
        kept.append(linked)

    def chosen(entry: "CopyEntry | None") -> None:
        if entry is not None and entry is linked and screen.desk is not None:
            from stancer_tui.ui.payments.page_links import show_link

            show_link(app, screen.desk, payment, at_once=True)
        elif entry is not None:
            copy(app, entry.text, entry.label.capitalize())

    app.push_screen(CopyMenu(kept), chosen)


def _link_entry(screen: DeskScreen, payment: "Payment") -> "CopyEntry | None":
    """The link to the payment page, where the payment still has one; the public key may be asked for."""
    from stancer_tui.render.clipboard import CopyEntry
    from stancer_tui.services.payments.actions import Action, standing, why_not

    if why_not(Action.PAGE, standing(payment), live=screen.mode.live) is not None:
        return None
    return CopyEntry("l", "payment link", "where the customer pays")


def copy_one_of(app: App[int], entries: "Sequence[CopyEntry]") -> None:
    """Offer texts to copy, where there are some."""

    def chosen(entry: "CopyEntry | None") -> None:
        if entry is not None:
            copy(app, entry.text, entry.label.capitalize())

    if entries:
        app.push_screen(CopyMenu(entries), chosen)


def export(
    screen: DeskScreen,
    rows: Sequence[Any],
    columns: "Sequence[ExportColumn[Any]]",
    *,
    noun: str,
    what: str,
    name: str | None = None,
) -> None:
    """Offer to write rows to a file; `noun` and `what` are ours, `name` (made of ids) replaces the noun."""
    app = screen.desk_app
    file = f"stancer-{screen.mode}-{name or noun}-{app.now():%Y-%m-%d}.csv"

    def written(path: Path | None) -> None:
        if path is not None:
            app.notify(safe(path), title=f"{len(rows):,} {noun} written", timeout=10, markup=False)

    app.push_screen(Export(rows, f"{noun}, {what}", Path.cwd() / file, columns), written)
