"""Disputes as rows of a list: what they are searched by, and what is said of the one under the cursor."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import N_, _
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.behind import PaymentLookup, identity_line
from stancer_tui.render.disputes import (
    EXPORT,
    DisputeLine,
    dispute_entry,
    money_words,
    network_of,
    order_of,
    reason_words,
    search_words,
)
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.behind_search import payment_words, text_fields, word_fields
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.widgets.behind_facts import behind_facts, two_lines
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.row_preview import Preview


def _of_dispute(value: Callable[[Dispute], str | None]) -> Callable[[DisputeLine], str | None]:
    return lambda line: value(line.dispute) if isinstance(line.dispute, Dispute) else None


def _of_payment(name: str) -> Callable[[DisputeLine], str | None]:
    return lambda line: getattr(line.payment, name) if line.payment is not None else None


def _payment(line: DisputeLine) -> PaymentRow | None:
    return line.payment


def _objects(line: DisputeLine) -> tuple[str, ...]:
    return tuple(filter(None, (line.dispute.id, line.payment_id)))


def _text(line: DisputeLine) -> str:
    return "\n".join((search_words(line), fold(payment_words(line.payment))))


KIND: RowKind[DisputeLine] = RowKind(
    "disputes",
    lambda line: line.money,
    lambda: EXPORT,
    no_amount=N_("without a known currency"),
    payment=_payment,
    ids=_objects,
)


SEARCHABLE: Searchable[DisputeLine] = Searchable(
    text=_text,
    money=lambda line: line.money,
    created=lambda line: line.created,
    words={
        "status": _of_payment("status"),
        **word_fields(_payment),
        "code": _of_dispute(lambda dispute: dispute.response),
        "currency": lambda line: line.currency,
    },
    texts={
        "order": order_of,
        **text_fields(_payment),
        "id": lambda line: f"{line.dispute.id or ''}\n{line.payment_id or ''}",
    },
    ids=_objects,
)


def dispute_preview(line: DisputeLine, why: str, *, now: datetime, zone: tzinfo, mask: bool) -> Preview:
    """The amount and the reason, what the code means, who, then the rest.

    `why` says why its payment could not be read (safe).
    """
    dispute = line.dispute
    if not isinstance(dispute, Dispute):
        why = _(dispute.reason)
        words = Content(safe(_("This dispute cannot be read: {reason}", reason=why)))
        return Preview(safe(dispute.id or _("unreadable")), words, words)
    entry = dispute_entry(dispute.response)
    meaning = entry.meaning if entry else _("This code is in no table of the reference; ask Stancer.")
    behind = _behind(line, why)
    head = Content.assemble(
        (money_words(line), "bold"),
        ("   ⚑ " + _("dispute"), "bold $text-error"),
        f"   {reason_words(line)}\n\n",
        f"{meaning}\n{behind}" if behind else meaning,
    )
    facts = (
        *behind_facts(line.payment, line.behind, order=dispute.order_id, reason=why, mask=mask),
        *_own_facts(line, dispute, now=now, zone=zone),
    )
    return Preview(safe(dispute.id), head, _strip(line, mask=mask), facts)


def _own_facts(line: DisputeLine, dispute: Dispute, *, now: datetime, zone: tzinfo) -> list[Fact]:
    facts = (
        (_("Created"), dates.full(line.created, now=now, zone=zone) if line.created else None),
        (_("Network"), network_of(dispute.response)),
        (_("Bank date"), dates.paris_date(dispute.date_bank) if dispute.date_bank else None),
        (_("Payment"), safe(line.payment_id) if line.payment_id else None),
    )
    return [Fact(label, value) for label, value in facts if value is not None]


def _strip(line: DisputeLine, *, mask: bool) -> Content:
    """Why, and whether the money may go back twice; then whose it is."""
    twice = line.payment is not None and line.payment.refunded
    first = Content.assemble(
        ("⚑ ", "bold $text-error"),
        reason_words(line),
        (f" · {network_of(line.dispute.response)}", "$muted")
        if isinstance(line.dispute, Dispute) and network_of(line.dispute.response)
        else "",
        (" · ! " + _("already refunded"), "bold $text-warning") if twice else "",
    )
    return two_lines(first, identity_line(line.payment, line.behind, order=order_of(line), mask=mask))


_BEHIND = {
    PaymentLookup.NOT_READ: N_("The list names no currency; the payment that does is being read."),
    PaymentLookup.NOT_LOADED: N_(
        "The list names no currency; the payment that does is not loaded: "
        "Stancer asks for fewer requests. {key} reads on."
    ),
    PaymentLookup.NOT_READABLE: N_("Payment not readable, so no currency: {why} {key} tries again."),
}
"""Why the payment says nothing, where it is not known."""


def _behind(line: DisputeLine, why: str) -> str:
    """What the payment says of the dispute, or what its absence means."""
    row = line.payment
    if row is None:
        said = _BEHIND.get(line.behind, N_("The API names no payment for it."))
        return _(said, why=why, key=key_of("disputes.refresh"))
    parts = []
    if row.auth_status:
        parts.append(_("3-D Secure {status}", status=auth_status(row.auth_status).text()))
    if row.refunded:
        parts.append(_("! already refunded: the money may go back twice"))
    return " · ".join(parts)


def to_note(line: DisputeLine | None) -> Subject | None:
    """A dispute; the notes on its payment are read with its own."""
    if line is None or line.dispute.id is None:
        return None
    return Subject(Kind.DISPUTE, line.dispute.id, related=_objects(line)[1:])
