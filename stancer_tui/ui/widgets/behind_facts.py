"""What a list says of the payment behind one of its rows: who, which order, how it was paid."""

from textual.content import Content

from stancer_tui.language import N_, _, pgettext
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.behind import PaymentLookup, in_words
from stancer_tui.render.columns import NOTHING, method_text
from stancer_tui.render.identity import person_text
from stancer_tui.render.money import money
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.ui.widgets.fact_list import Fact

NOT_REPORTED = N_("not reported")


def behind_facts(
    row: PaymentRow | None,
    lookup: PaymentLookup,
    *,
    order: str | None = None,
    reason: str = "",
    mask: bool = False,
) -> list[Fact]:
    """Who, the order, the card or account and the payment itself.

    What the payment does not report is said; a payment that is not known says why, by `reason` (safe) too.
    """
    order_words = safe(order) if order else None
    if row is None:
        why = in_words(lookup)
        if reason:
            why = _("{why}: {reason}", why=why, reason=reason)
        known = [] if order_words is None else [Fact(_("Order"), order_words)]
        return [Fact(_("Customer"), why, "$muted"), *known]
    person = person_text(row, mask=mask)
    method = method_text(row)
    facts = (
        (_("Customer"), person or _(NOT_REPORTED)),
        (_("E-mail"), _personal(row.customer_email, person, mask)),
        (_("Phone"), _personal(row.customer_mobile, person, mask)),
        (
            _("Order"),
            order_words or (safe(row.order_id) if row.order_id else pgettext("order", "not reported")),
        ),
        (_("Method"), _(NOT_REPORTED) if method == NOTHING else method),
        (_("Holder"), _personal(row.holder, person, mask)),
        (_("Paid"), f"{money(Money(row.amount, row.currency))} · {row_status(row).text()}"),
    )
    return [Fact(label, value) for label, value in facts if value is not None]


def two_lines(first: Content, second: str) -> Content:
    """The strip of a narrow terminal: the status and why, then whose it is."""
    return Content("\n").join([first, Content(second)]) if second else first


def _personal(text: str | None, person: str | None, mask: bool) -> str | None:
    """A further name or address of a person; nothing where it says no more than the person's name."""
    if text is None:
        return None
    shown = personal(text, mask=mask)
    return None if shown == person else shown
