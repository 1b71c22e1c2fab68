"""Disputes as rows of a list: what they are searched by, and what is said of the one under the cursor."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.models.dispute import Dispute
from stancer_tui.render import dates
from stancer_tui.render.columns import customer_text, method_text
from stancer_tui.render.disputes import (
    EXPORT,
    DisputeLine,
    PaymentLookup,
    dispute_entry,
    money_words,
    network_of,
    reason_words,
    search_words,
)
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status, row_status
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.row_preview import Preview

KIND = RowKind("disputes", lambda line: line.money, lambda: EXPORT, no_amount="without a known currency")


def _of_dispute(value: Callable[[Dispute], str | None]) -> Callable[[DisputeLine], str | None]:
    return lambda line: value(line.dispute) if isinstance(line.dispute, Dispute) else None


def _of_payment(name: str) -> Callable[[DisputeLine], str | None]:
    return lambda line: getattr(line.payment, name) if line.payment is not None else None


def _customer(line: DisputeLine) -> str:
    row = line.payment
    known = (row.customer_name, row.customer_email, row.customer_id) if row is not None else ()
    return "\n".join(filter(None, known))


SEARCHABLE: Searchable[DisputeLine] = Searchable(
    text=search_words,
    money=lambda line: line.money,
    created=lambda line: line.created,
    words={
        "status": _of_payment("status"),
        "method": _of_payment("method"),
        "brand": _of_payment("brand"),
        "last4": _of_payment("last4"),
        "code": _of_dispute(lambda dispute: dispute.response),
        "currency": lambda line: line.currency,
    },
    texts={
        "order": _of_dispute(lambda dispute: dispute.order_id),
        "customer": _customer,
        "id": lambda line: f"{line.dispute.id or ''}\n{line.payment_id or ''}",
    },
)


def dispute_preview(
    line: DisputeLine, not_readable: Mapping[str, str], *, now: datetime, zone: tzinfo, mask: bool
) -> Preview:
    """The amount and the reason, the code in words, and the payment behind it.

    `not_readable` says of payments why they could not be read; its texts are safe.
    """
    dispute = line.dispute
    if not isinstance(dispute, Dispute):
        words = Content(safe(f"This dispute cannot be read: {dispute.reason}"))
        return Preview(safe(dispute.id or "unreadable"), words, words)
    entry = dispute_entry(dispute.response)
    meaning = entry.meaning if entry else "This code is in no table of the reference; ask Stancer."
    words = Content("\n").join([Content(meaning), Content(_behind(line, not_readable))])
    head = Content.assemble((money_words(line), "bold"), f"   {reason_words(line)}\n\n", words)
    facts = (
        ("Created", dates.full(line.created, now=now, zone=zone) if line.created else None),
        ("Network", network_of(dispute.response)),
        ("Bank date", dates.paris_date(dispute.date_bank) if dispute.date_bank else None),
        ("Order", safe(dispute.order_id) if dispute.order_id else None),
        *_payment_facts(line, mask=mask),
        ("Payment", safe(line.payment_id) if line.payment_id else None),
    )
    return Preview(
        safe(dispute.id), head, words, [Fact(label, value) for label, value in facts if value is not None]
    )


def _payment_facts(line: DisputeLine, *, mask: bool) -> tuple[tuple[str, str | None], ...]:
    row = line.payment
    if row is None:
        return ()
    known = row.customer_id or row.customer_name
    return (
        ("Customer", customer_text(row, mask=mask) if known else None),
        ("Method", method_text(row) if row.method else None),
    )


def _behind(line: DisputeLine, not_readable: Mapping[str, str]) -> str:
    row = line.payment
    if row is None:
        reason = not_readable.get(line.payment_id or "", "")
        return {
            PaymentLookup.NOT_READ: "The list names no currency; the payment that does is being read.",
            PaymentLookup.NOT_READABLE: (
                f"Payment not readable, so no currency: {reason} {key_of('disputes.refresh')} tries again."
            ),
        }.get(line.behind, "The API names no payment for it.")
    parts = [f"Payment {row_status(row).text()}"]
    if row.auth_status:
        parts.append(f"3-D Secure {auth_status(row.auth_status).text()}")
    if row.refunded:
        parts.append("! already refunded: the money may go back twice")
    return " · ".join(parts)
