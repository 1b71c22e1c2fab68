"""What a decision about a refund rests on: whose money it is, what was refunded before, what to beware of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from stancer_tui.language import _, ngettext
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.money import Money
from stancer_tui.models.past_refund import PastRefund
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.cells import shorten_middle
from stancer_tui.render.identity import day_and_time, identity_text
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import past_refund_text, twin_text
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.duplicates import twins
from stancer_tui.services.refunds.history import refund_history, row_of
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.identity_facts import identity_facts, unread_facts

if TYPE_CHECKING:
    from stancer_tui.services.refunds.offer import Offer
    from stancer_tui.store.intent import Intent
    from stancer_tui.store.payment_index import PaymentIndex

_SHOWN = 4
"""Refunds of one payment that are told one by one."""


@dataclass(frozen=True, slots=True)
class LoadedData:
    """What is loaded of a mode already: no decision waits for a request that only warns."""

    payments: "PaymentIndex"
    disputes: Sequence[object]
    mask: bool = False

    def named(self, payment_id: str) -> str:
        """Whose payment it is in one line, its id where that is not loaded; safe to show."""
        row = _loaded_row(payment_id, self.payments)
        return (identity_text(row, mask=self.mask) if row is not None else "") or safe(payment_id)

    def rows(self, payments: Iterable[str]) -> list[ListedPayment]:
        """The rows of some payments, as far as they are loaded."""
        return [row for each in payments if (row := self.payments.get(each)) is not None]


class RefundDecision:
    """One payment, for as long as a refund of it is decided.

    `journal` are this desk's intents; None where it could not be read. `offer` is the last reading.
    `at_work` says which colleague works on it; safe to show.
    """

    def __init__(
        self,
        payment_id: str,
        loaded: LoadedData,
        *,
        now: datetime,
        zone: tzinfo,
        journal: "Iterable[Intent] | None",
        offer: "Offer | None" = None,
        at_work: str = "",
    ) -> None:
        self.payment_id = payment_id
        self._now = now
        self._zone = zone
        self._mask = loaded.mask
        self.row = _row(payment_id, loaded, offer)
        self.twins = twins(self.row, loaded.payments) if self.row is not None else ()
        seen = offer.payment.refunds if offer is not None else None
        self.refunds: tuple[PastRefund, ...] = (
            refund_history(self.row, self.twins, journal, seen=seen) if self.row is not None else ()
        )
        self._at_work = at_work
        self._disputes = tuple(each for each in loaded.disputes if isinstance(each, Dispute))

    def identity(self) -> list[Fact]:
        """To whom, for what; a payment that nobody has read yet has only its id."""
        if self.row is None:
            return unread_facts(self.payment_id)
        return identity_facts(self.row, now=self._now, zone=self._zone, mask=self._mask)

    def before(self) -> list[Fact]:
        """Whether somebody refunded this already: each refund of the payment, or that there is none."""
        label, own = _("Refunds"), [each for each in self.refunds if not each.twin]
        if not own:
            return [Fact(label, self._none(), "$muted")] if self.row is not None else []
        shown = [past_refund_text(each, now=self._now, zone=self._zone, mask=self._mask) for each in own]
        facts = [
            Fact(
                "" if number else _("Refunds"), text, "$text-warning" if each.lost or each.unresolved else ""
            )
            for number, (each, text) in enumerate(zip(own[:_SHOWN], shown, strict=False))
        ]
        if len(own) > _SHOWN:
            rest = own[_SHOWN:]
            total = money(Money(sum(each.amount for each in rest), rest[0].currency))
            text = ngettext(
                "and {count} earlier, {total} together",
                "and {count} earlier, {total} together",
                len(rest),
                total=total,
            )
            facts.append(Fact("", text, "$muted"))
        return facts

    def _none(self) -> str:
        if not self.twins:
            return _("none so far")
        if any(each.twin and not each.lost for each in self.refunds):
            return _("none of this payment so far")
        return _("none so far, nor of its likely twin {name}", name=self._name(self.twins[0]))

    def warnings(self) -> tuple[str, ...]:
        """What to know before money moves, from what is loaded; none of it forbids anything."""
        at_work = (self._at_work,) if self._at_work else ()
        told = [
            twin_text(each, now=self._now, zone=self._zone, mask=self._mask)
            for each in self.refunds
            if each.twin and not each.lost
        ]
        if len(told) > _SHOWN:
            told[_SHOWN:] = [
                ngettext(
                    "and {count} earlier refund of its likely twin",
                    "and {count} earlier refunds of its likely twin",
                    len(told) - _SHOWN,
                )
            ]
        if self.row is not None and self.row.status != "disputed":  # that one asks for a tick of its own
            told += self._disputed(self.row, _("the customer disputed this payment"))
        for twin in self.twins:
            told += self._disputed(twin, _("its likely twin {name} is disputed", name=self._name(twin)))
        return (*at_work, *told)

    def _disputed(self, row: PaymentRow, words: str) -> list[str]:
        dispute = next((each for each in self._disputes if each.payment == row.id), None)
        if dispute is None:
            return [words] if row.status == "disputed" else []
        worth = money(Money(dispute.amount, dispute.currency or row.currency))
        when = day_and_time(dispute.created, now=self._now, zone=self._zone)
        return [_("{what}: {amount}, {when}", what=words, amount=worth, when=when)]

    @staticmethod
    def _name(row: PaymentRow) -> str:
        return safe(row.order_id) if row.order_id else shorten_middle(safe(row.id), 13)


def concerned(payment_id: str, loaded: LoadedData, offer: "Offer | None" = None) -> tuple[str, ...]:
    """The payments whose refunds a decision rests on: the payment and its likely twins."""
    row = _row(payment_id, loaded, offer)
    return (payment_id, *(each.id for each in (twins(row, loaded.payments) if row is not None else ())))


def _row(payment_id: str, loaded: LoadedData, offer: "Offer | None") -> PaymentRow | None:
    read = row_of(offer) if offer is not None else None
    return read or _loaded_row(payment_id, loaded.payments)


def _loaded_row(payment_id: str, payments: "PaymentIndex") -> PaymentRow | None:
    row = payments.get(payment_id)
    return row if isinstance(row, PaymentRow) else None


def warning_facts(warnings: Iterable[str]) -> list[Fact]:
    """Warnings as lines of a list of facts."""
    return [Fact("!", text, "$text-warning") for text in warnings]
