"""The sums of a person's payments; amounts of different currencies are never added up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stancer_tui.models.payment_row import LOST_REFUNDS, PaymentRow
from stancer_tui.services.overview.figures import DECLINED, Total

PAID = frozenset({"captured", "capture_sent", "to_capture", "disputed"})
"""Statuses of payments that took money or are about to (reference: Payment status codes)."""


@dataclass(frozen=True, slots=True)
class CurrencyFigures:
    """The payments in one currency: counts, and sums in minor units."""

    currency: str
    paid: Total
    held: Total
    """Authorised and not captured."""
    given_back: Total
    """Refunds that neither failed nor were not honoured."""
    disputed: Total


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a person, by currency, the one with the most payments first."""

    payments: int
    currencies: tuple[CurrencyFigures, ...]
    declined: int
    codes: tuple[tuple[str | None, int], ...]
    """The answers of the declined payments, the most frequent first; None is a decline without one."""
    first: int | None
    last: int | None
    """When the oldest and the newest were created (Unix seconds)."""

    @property
    def refunds(self) -> int:
        """How many refunds count."""
        return sum(each.given_back.count for each in self.currencies)

    @property
    def disputes(self) -> int:
        """How many payments are disputed."""
        return sum(each.disputed.count for each in self.currencies)


def figures_of(rows: Iterable[PaymentRow]) -> Figures:
    """The figures of these payments."""
    known = list(rows)
    currencies = [code for code, _ in Counter(row.currency for row in known).most_common()]
    declined = [row for row in known if row.status in DECLINED]
    codes = Counter(row.response or None for row in declined)
    moments = [row.created for row in known if row.created is not None]
    return Figures(
        len(known),
        tuple(_of(code, [row for row in known if row.currency == code]) for code in currencies),
        len(declined),
        tuple(sorted(codes.items(), key=lambda each: (-each[1], each[0] is None, each[0] or ""))),
        min(moments, default=None),
        max(moments, default=None),
    )


def _of(currency: str, rows: list[PaymentRow]) -> CurrencyFigures:
    counted = [refund.amount for row in rows for refund in row.refunds if refund.status not in LOST_REFUNDS]
    return CurrencyFigures(
        currency,
        _total(row.amount for row in rows if row.status in PAID),
        _total(row.amount for row in rows if row.status == "authorized"),
        _total(counted),
        _total(row.amount for row in rows if row.status == "disputed"),
    )


def _total(amounts: Iterable[int]) -> Total:
    known = list(amounts)
    return Total(len(known), sum(known))
