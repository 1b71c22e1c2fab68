"""Counts the persons whose payments a batch refunds."""

from collections.abc import Sequence

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.services.payments.duplicates import customers
from stancer_tui.services.people.ties import emails, phones


def persons(rows: Sequence[ListedPayment]) -> int:
    """How many persons the rows are of, by customer, e-mail and mobile; a row without any counts as one.

    A shared card or name does not make one person of two: many people share a company card, or a name.
    """
    groups: list[set[str]] = []
    for row, *known in zip(rows, customers(rows), emails(rows), phones(rows), strict=True):
        signs = {sign for sign in known if sign is not None} or {f"row {row.id}"}
        joined = [group for group in groups if group & signs]
        groups = [group for group in groups if not group & signs]
        groups.append(signs.union(*joined))
    return len(groups)
