"""A payment at a glance, from what the list already knows: no request is made."""

from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.reference.codes import Retry
from stancer_tui.render import dates
from stancer_tui.render.columns import customer_text, method_text
from stancer_tui.render.identity import identity_text
from stancer_tui.render.money import amount
from stancer_tui.render.personal import personal
from stancer_tui.render.reasons import row_reason, title_words
from stancer_tui.render.safe import safe
from stancer_tui.render.status import UNREADABLE, StatusView, auth_status, row_status
from stancer_tui.ui.widgets.code_panel import reason_content
from stancer_tui.ui.widgets.fact_list import Fact


def toned(view: StatusView) -> tuple[str, str]:
    """A status as styled text."""
    styles = {"plain": "bold", "muted": "$muted"}
    return view.text(), styles.get(view.tone, f"bold $text-{view.tone}")


def preview_content(row: ListedPayment, *, mask: bool = False) -> Content:
    """The amount and the status first, whose payment it is, then why."""
    if isinstance(row, UnreadableRow):
        named = safe(row.id or _("No id"))
        return Content.assemble(
            (f"! {UNREADABLE.shown}\n\n", "bold $text-warning"),
            f"{named}\n{safe(_(row.reason))}\n\n",
            (_("The API sent this payment in a form that could not be read safely."), "$muted"),
        )
    money = Content.assemble(
        (amount(row.amount, row.currency), "bold"), (f" {safe(row.currency.upper(), 8)}", "$muted")
    )
    head = Content.assemble(money, "   ", toned(row_status(row)))
    who = identity_text(row, mask=mask)
    why = reason_content(row_reason(row), row.response)
    return Content("\n").join([head, *([Content.assemble((who, "$muted"))] if who else []), Content(""), why])


def preview_facts(row: ListedPayment, *, now: datetime, zone: tzinfo, mask: bool) -> list[Fact]:
    """Who, when and the rest; what the list does not know has no line."""
    if isinstance(row, UnreadableRow):
        return []
    at = moments.instant(row.created)
    facts = [
        (_("Created"), dates.full(at, now=now, zone=zone) if at else None),
        (_("Customer"), customer_text(row, mask=mask) if row.customer_id or row.customer_name else None),
        (_("E-mail"), _personal(row.customer_email, mask)),
        (_("Phone"), _personal(row.customer_mobile, mask)),
        (_("Method"), method_text(row) if row.method else None),
        ("3-D Secure", auth_status(row.auth_status).text() if row.auth_status else None),
        (_("Order"), safe(row.order_id) if row.order_id else None),
        (_("Unique id"), safe(row.unique_id) if row.unique_id else None),
        (_("Description"), _personal(row.description, mask)),
        (_("Refunded"), _refunded(row) if row.refund_count else None),
        (_("Id"), safe(row.id)),
    ]
    return [Fact(label, value) for label, value in facts if value is not None]


def _refunded(row: PaymentRow) -> str:
    return _("{amount} in {count}", amount=amount(row.refunded, row.currency), count=row.refund_count)


def _personal(text: str | None, mask: bool) -> str | None:
    return None if text is None else personal(text, mask=mask)


def strip_content(row: ListedPayment | None, *, twice: bool = False, mask: bool = False) -> Content:
    """Two lines for a narrow terminal: why the payment under the cursor is as it is, and whose it is.

    `twice` says that its customer was likely charged twice.
    """
    if row is None:
        return Content("")
    if isinstance(row, UnreadableRow):
        return Content.assemble((f"! {UNREADABLE.shown} ", "$text-warning"), safe(_(row.reason)))
    why = row_reason(row)
    parts: list[Content | str | tuple[str, str]] = [toned(row_status(row)), "  "]
    if twice:
        parts += [(_("likely charged twice"), "bold $text-warning"), (" · ", "bold $text-warning")]
    parts.append(title_words(why, row.response))
    if why.advice is not None and why.advice.retry is not Retry.NOT_NEEDED:
        retry = _("retry: {when}", when=why.advice.retry.words)
        parts.append((f" · {retry}", "$muted"))
    return Content.assemble(*parts, "\n", (identity_text(row, mask=mask), "$muted"))
