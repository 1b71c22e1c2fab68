"""The head of a payment: what the eye looks for first."""

from textual.content import Content

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.ui.widgets.payment_preview import toned


def head_content(row: PaymentRow) -> Content:
    """Amount and status, what was refunded of it, what it was for."""
    parts: list[str | Content | tuple[str, str]] = [
        (amount(row.amount, row.currency), "bold"),
        (f" {safe(row.currency.upper(), 8)}   ", "$muted"),
        toned(row_status(row)),
    ]
    if row.refunded:
        left = amount(row.amount - row.refunded, row.currency)
        parts.append((f"   refunded {amount(row.refunded, row.currency)}, {left} left", "$text-accent"))
    if row.description:
        parts.append(("\n" + safe(row.description), "$muted"))
    return Content.assemble(*parts)
