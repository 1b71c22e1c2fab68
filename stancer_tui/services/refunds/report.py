"""A month's refunds by reason, and whether the ledger gave them all. Pure: reads nothing."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.services.refunds.month import Month
from stancer_tui.services.refunds.reasons import KnownRefunds, RefundSum, by_agent, by_currency, by_reason
from stancer_tui.store.intent import Intent


@dataclass(frozen=True, slots=True)
class MonthReport:
    """What was confirmed in a month and made; `uncertain` are further ones whose outcome is not known.

    `complete_since` is the moment from which the ledger gave all, where it did not give the whole month.
    """

    month: Month
    made: tuple[Intent, ...]
    uncertain: int
    complete_since: datetime | None
    unknown: bool
    """Whether the ledger gave no refund of the month although it may have some."""

    @property
    def currencies(self) -> tuple[RefundSum, ...]:
        """A sum for each currency, the one with the most refunds first."""
        return tuple(sorted(by_currency(self.made), key=lambda each: each.refunds, reverse=True))

    @property
    def reasons(self) -> tuple[RefundSum, ...]:
        """A sum for each reason and currency: currency by currency, most money first."""
        return self._by_currency(by_reason(self.made))

    @property
    def agents(self) -> tuple[RefundSum, ...]:
        """A sum for each agent and currency, in the same order; nothing where one agent made all."""
        found = by_agent(self.made)
        return self._by_currency(found) if len({each.of for each in found}) > 1 else ()

    def _by_currency(self, sums: tuple[RefundSum, ...]) -> tuple[RefundSum, ...]:
        places = {each.currency: place for place, each in enumerate(self.currencies)}
        return tuple(sorted(sums, key=lambda each: places[each.currency]))


def month_report(known: KnownRefunds, month: Month, zone: tzinfo) -> MonthReport:
    """The report of a month by the calendar of a zone."""
    since, until = month.bounds(zone)
    lacking = known.complete_since if known.lacks(since) else None
    return MonthReport(
        month,
        known.made(since, until),
        len(known.uncertain(since, until)),
        lacking,
        lacking is not None and lacking >= until,
    )
