"""What a list says of a payment, beside it and in the strip below it."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import partial

from textual.content import Content

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.safe import safe
from stancer_tui.render.status import UNREADABLE
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.ui.widgets.payment_preview import preview_content, preview_facts, strip_content
from stancer_tui.ui.widgets.row_preview import Preview


def payment_preview(
    row: ListedPayment, index: PaymentIndex, *, whole: bool, now: datetime, zone: tzinfo, mask: bool
) -> Preview:
    """The amount and the status, why, who, then the rest; `whole`: also what belongs to it."""
    related: Callable[[], Content] = Content
    twice = False
    if isinstance(row, PaymentRow):
        from stancer_tui.services.payments.duplicates import charged_twice, duplicates
        from stancer_tui.ui.payments.related import related_content

        twins = duplicates(row, index)
        twice = charged_twice(row, twins)
        if whole:
            related = partial(related_content, row, index, twins, now=now, zone=zone)
    return Preview(
        title=safe(row.id or UNREADABLE.shown),
        head=preview_content(row, mask=mask),
        strip=strip_content(row, twice=twice, mask=mask),
        facts=preview_facts(row, now=now, zone=zone, mask=mask),
        more=related,
    )
