"""The head of a payment: amount, status and why; whose it is; how it was paid, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stancer_tui.language import N_, _
from stancer_tui.models import moments
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow, refund_state
from stancer_tui.render import dates
from stancer_tui.render.columns import BRANDS
from stancer_tui.render.identity import day_and_time, person_text
from stancer_tui.render.money import amount
from stancer_tui.render.personal import personal
from stancer_tui.render.reasons import row_reason, title_words
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status, row_status
from stancer_tui.services.payments.service import MOVING_REFUNDS
from stancer_tui.services.people.ties import alike, name_words
from stancer_tui.ui.widgets.payment_preview import toned

_GAP = 3
_FUNDING = {
    "credit": N_("credit"),
    "debit": N_("debit"),
    "prepaid": N_("prepaid"),
    "universal": N_("universal"),
    "charge": N_("charge"),
    "deferred": N_("deferred"),
}


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line: `right` stands at the far end, or below where there is no room for both."""

    left: Content
    right: Content


class Heading(Widget):
    """Draws the head at whatever width there is."""

    DEFAULT_CSS = """
    Heading { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[HeadLine] = ()

    def show(self, lines: Sequence[HeadLine]) -> None:
        """Draw these lines."""
        self.lines = lines
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines at this width."""
        return Content("\n").join(laid_out(self.lines, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines need at `width`."""
        return max(len(laid_out(self.lines, width)), 1)


def laid_out(lines: Sequence[HeadLine], width: int) -> list[Content]:
    """The lines in rows of at most `width` cells."""
    rows: list[Content] = []
    for line in lines:
        free = width - line.left.cell_length - line.right.cell_length
        if line.left and line.right and free >= _GAP:
            rows.append(Content.assemble(line.left, " " * free, line.right))
        else:
            parts = [part for part in (line.left, line.right) if part]
            rows += [row.rstrip() for part in parts for row in part.wrap(max(width, 10))]
    return rows


def head_lines(
    row: PaymentRow,
    payment: Payment | None,
    others: str,
    *,
    now: datetime,
    zone: tzinfo,
    mask: bool,
) -> list[HeadLine]:
    """What the eye looks for first; `others` counts what else is loaded of the same person, safe to show."""
    return [
        HeadLine(_money_line(row), _since(row, now=now, zone=zone)),
        HeadLine(_who(row, mask=mask), Content.assemble((others, "$muted"))),
        HeadLine(_how(row, payment, mask=mask), _what_for(row, mask=mask)),
    ]


def _money_line(row: PaymentRow) -> Content:
    """Amount, status and what it comes from."""
    parts: list[str | Content | tuple[str, str]] = [
        (amount(row.amount, row.currency), "bold"),
        (f" {safe(row.currency.upper(), 8)}   ", "$muted"),
        toned(row_status(row)),
        "   ",
        title_words(row_reason(row), row.response),
    ]
    return Content.assemble(*parts)


def _gone_back(row: PaymentRow) -> str:
    """How much went back, how much is on its way, and what is kept of a payment that was taken."""
    back = sum(each.amount for each in row.refunds if each.status == "refunded")
    moving = sum(each.amount for each in row.refunds if each.status in MOVING_REFUNDS)
    taken = refund_state(row.status, row.amount, row.refunded) is not None
    kept = max(row.amount - row.refunded, 0) if taken else 0
    parts = (
        (back, N_("{amount} given back")),
        (moving, N_("{amount} on its way back")),
        (kept, N_("{amount} kept")),
    )
    return ", ".join(_(words, amount=amount(part, row.currency)) for part, words in parts if part)


def _since(row: PaymentRow, *, now: datetime, zone: tzinfo) -> Content:
    """When it was created, and what has gone back since."""
    at = moments.instant(row.created)
    when = day_and_time(at, now=now, zone=zone)
    age = f" · {dates.age(at, now, zone)}" if at is not None else ""
    gone = _gone_back(row)
    return Content.assemble((gone, "$text-accent"), (f"{' · ' if gone else ''}{when}{age}", "$muted"))


def _who(row: PaymentRow, *, mask: bool) -> Content:
    """Name, e-mail and phone; what stands for a name is not said again."""
    person = person_text(row, mask=mask)
    if person is None:
        return Content.assemble((_("No customer is reported."), "$muted"))
    known = [each for each in (row.customer_email, row.customer_mobile) if each]
    shown = [personal(each, mask=mask) for each in known]
    named = row.customer_name or row.customer_email
    rest = shown if row.customer_name or not named else shown[1:]
    return Content.assemble((person, "bold"), *(f" · {each}" for each in rest if each != person))


def _how(row: PaymentRow, payment: Payment | None, *, mask: bool) -> Content:
    """Card or account, what is known of it, and strong authentication."""
    card = payment.card_object if payment is not None else None
    sepa = payment.sepa_object if payment is not None else None
    name = row.brand or row.method
    digits = f" ··{safe(row.last4, 4)}" if row.last4 else ""
    brand = safe(_(BRANDS.get(name, name)), 24) if name else _("card or account")
    shown = f"{brand}{digits}" if name or digits else _("no card or account reported")
    expiry = f"{card.exp_month:02d}/{card.exp_year}" if card and card.exp_month and card.exp_year else None
    country = row.card_country or (sepa.country if sepa else None)
    parts = [
        safe(country, 8) if country else None,
        safe(_(_FUNDING.get(card.funding, card.funding)), 16) if card and card.funding else None,
        expiry,
        _("3-D Secure {status}", status=auth_status(row.auth_status).shown) if row.auth_status else None,
        _holder(row, mask=mask),
    ]
    return Content.assemble(shown, *(f" · {part}" for part in parts if part))


def _holder(row: PaymentRow, *, mask: bool) -> str | None:
    """The name on the card or account where it is not the customer's."""
    holder, customer = name_words(row.holder), name_words(row.customer_name)
    if not row.holder or not customer or alike(holder, customer):
        return None
    return _("held by {holder}", holder=personal(row.holder, mask=mask))


def _what_for(row: PaymentRow, *, mask: bool) -> Content:
    order = _order(safe(row.order_id)) if row.order_id else None
    about = ("•••" if mask else safe(row.description)) if row.description else None
    parts = [part for part in (order, about and Content.assemble((about, "$muted"))) if part]
    return Content(" · ").join(parts)


def _order(number: str) -> Content:
    before, _between, behind = _("order {order}").partition("{order}")
    return Content.assemble((before, "$muted"), number, (behind, "$muted"))
