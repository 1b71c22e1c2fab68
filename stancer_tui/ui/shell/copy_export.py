"""Writing rows to a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.shell.screen import DeskScreen

if TYPE_CHECKING:
    from stancer_tui.render.export import ExportColumn


def export_rows(screen: DeskScreen, rows: Sequence[ListedPayment], what: str) -> None:
    """Offer to write payments to a file."""
    from stancer_tui.render.export import PAYMENT_COLUMNS

    export(screen, rows, PAYMENT_COLUMNS, noun="payments", what=what)


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
    app = screen.app
    file = f"stancer-{screen.mode}-{name or noun}-{screen.host.clock.now():%Y-%m-%d}.csv"

    def written(path: Path | None) -> None:
        if path is not None:
            app.notify(safe(path), title=f"{len(rows):,} {noun} written", timeout=10, markup=False)

    app.push_screen(Export(rows, f"{noun}, {what}", Path.cwd() / file, columns), written)
