"""Whose payments the rows of a batch are: what is known only by name is nobody's but its own."""

from collections.abc import Iterable, Sequence

from stancer_tui.models.folding import fold
from stancer_tui.models.payment_row import ListedPayment, PaymentRow

_NATIONAL = 9
"""Digits of a French number without its 0 or +33."""


def persons(rows: Sequence[ListedPayment]) -> int:
    """How many persons the rows are of, by customer, e-mail and mobile; a row without any counts as one.

    A shared card or name joins nobody: a company card has many users, and a name many bearers.
    """
    groups: list[set[str]] = []
    for row in rows:
        signs = set(_signs(row)) or {f"row {row.id}"}
        joined = [group for group in groups if group & signs]
        groups = [group for group in groups if not group & signs]
        groups.append(signs.union(*joined))
    return len(groups)


def _signs(row: ListedPayment) -> Iterable[str]:
    if not isinstance(row, PaymentRow):
        return
    if row.customer_id:
        yield row.customer_id
    if row.customer_email:
        yield fold(row.customer_email)
    if row.customer_mobile:
        yield "".join(filter(str.isdigit, row.customer_mobile))[-_NATIONAL:]
