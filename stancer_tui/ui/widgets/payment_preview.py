"""A payment at a glance, from what the list already knows: no request is made."""

from datetime import datetime, tzinfo

from textual.content import Content
from textual.widgets import Static

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.columns import customer_text, method_text
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import StatusView, auth_status, row_status
from stancer_tui.ui.widgets.code_panel import code_content

SUCCESS = frozenset({"captured", "to_capture", "capture_sent", "authorized"})


def code_entry(row: PaymentRow) -> CodeEntry | None:
    """The table entry of a row's response code; a SEPA payment answers SEPA reasons and some card codes."""
    if row.response is None:
        return None
    entry = lookup(row.response, Family.SEPA) if row.method == "sepa" else None
    return entry or lookup(row.response, Family.CARD)


def toned(view: StatusView) -> tuple[str, str]:
    """A status as styled text."""
    styles = {"plain": "bold", "muted": "$muted"}
    return view.text(), styles.get(view.tone, f"bold $text-{view.tone}")


def preview_content(row: ListedPayment, *, now: datetime, zone: tzinfo) -> Content:
    """The amount and the status first, then why, then who, then the rest."""
    if isinstance(row, UnreadableRow):
        return Content.assemble(
            ("! unreadable\n\n", "bold $text-warning"),
            f"{safe(row.id or 'No id')}\n{safe(row.reason)}\n\n",
            ("The API sent this payment in a form that could not be read safely.", "$muted"),
        )
    money = Content.assemble(
        (amount(row.amount, row.currency), "bold"), (f" {safe(row.currency.upper(), 8)}", "$muted")
    )
    head = Content.assemble(money, "   ", toned(row_status(row)))
    parts = [head, Content(""), code_content(row.response, code_entry(row), succeeded=row.status in SUCCESS)]
    parts += [Content(""), *_facts(row, now=now, zone=zone)]
    return Content("\n").join(parts)


def _facts(row: PaymentRow, *, now: datetime, zone: tzinfo) -> list[Content]:
    at = dates.instant(row.created)
    facts = [
        ("Created", dates.full(at, now=now, zone=zone) if at else None),
        ("Customer", customer_text(row) if row.customer_id or row.customer_name else None),
        ("E-mail", safe(row.customer_email) if row.customer_email else None),
        ("Method", method_text(row) if row.method else None),
        ("3-D Secure", auth_status(row.auth_status).text() if row.auth_status else None),
        ("Order", safe(row.order_id) if row.order_id else None),
        ("Unique id", safe(row.unique_id) if row.unique_id else None),
        ("Description", safe(row.description) if row.description else None),
        (
            "Refunded",
            f"{amount(row.refunded, row.currency)} in {row.refund_count}" if row.refund_count else None,
        ),
        ("Id", safe(row.id)),
    ]
    return [
        Content.assemble((f"{label:<12}", "$muted"), value) for label, value in facts if value is not None
    ]


def strip_content(row: ListedPayment | None) -> Content:
    """One line for a narrow terminal: status, code and meaning of the payment under the cursor."""
    if row is None:
        return Content("")
    if isinstance(row, UnreadableRow):
        return Content.assemble(("! unreadable ", "$text-warning"), safe(row.reason))
    parts: list[Content | str | tuple[str, str]] = [toned(row_status(row))]
    entry = code_entry(row)
    if row.response is not None:
        parts += ["  ", (safe(row.response, 12), "bold"), " "]
        parts.append(entry.title if entry else "unknown code")
        if entry and row.status not in SUCCESS:
            parts.append((f" · retry: {entry.retry.words}", "$muted"))
    return Content.assemble(*parts)


class PaymentPreview(Static):
    """The pane beside the list."""

    DEFAULT_CSS = """
    PaymentPreview { padding: 0 1; }
    """
