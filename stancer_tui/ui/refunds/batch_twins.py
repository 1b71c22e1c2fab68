"""Which payments of a batch are likely duplicates of each other: refunding both gives everything back."""

from collections.abc import Sequence

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.payments import duplicates
from stancer_tui.store.payment_index import PaymentIndex


def twins(rows: Sequence[ListedPayment]) -> frozenset[str]:
    """The payments whose likely twin is among the rows too."""
    index = PaymentIndex(search_text)
    index.add(rows)
    readable = (row for row in rows if isinstance(row, PaymentRow))
    return frozenset(row.id for row in readable if duplicates.twins(row, index))
