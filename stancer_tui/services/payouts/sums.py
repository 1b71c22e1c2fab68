"""Whether a payout adds up: payments − refunds − disputes − fees = amount, by its totals and its members."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.models.payout import Payout
from stancer_tui.services.payouts.members import Member, MemberKind


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of member: the total that the payout states, and the sums of its members that were read.

    `sums` are by currency; the `unnamed` members, without a currency, count in the payout's.
    """

    kind: MemberKind
    currency: str
    stated: int | None
    count: int
    sums: Mapping[str, int]
    unnamed: int
    unreadable: int
    complete: bool

    @property
    def summed(self) -> int:
        """The sum of the members in the payout's own currency."""
        return self.sums.get(self.currency, 0)

    @property
    def foreign(self) -> Mapping[str, int]:
        """The sums in other currencies, which no total includes."""
        return {currency: total for currency, total in self.sums.items() if currency != self.currency}

    @property
    def whole(self) -> bool:
        """Whether all members were read, are readable, and are in the payout's currency."""
        return self.complete and not self.unreadable and not self.foreign

    @property
    def off(self) -> int | None:
        """The stated total minus the members' sum; None where one of them is missing or incomplete."""
        return self.stated - self.summed if self.stated is not None and self.complete else None


@dataclass(frozen=True)
class Equation:
    """A payout and its parts; every number is in minor units of `currency`."""

    payout: Payout
    currency: str
    parts: Sequence[Part]
    member_fees: int | None = field(default=None)
    """The sum of the payments' fees; None where one is missing, unreadable or in another currency."""

    @cached_property
    def stated_sum(self) -> int | None:
        """The sum of the payout's own totals; None where one of them is not reported."""
        fees, total = self.payout.fees, 0
        for part in self.parts:
            if part.stated is None:
                return None
            total += part.kind.sign * part.stated
        return None if fees is None else total - fees

    @cached_property
    def member_sum(self) -> int | None:
        """The sum of the members minus the fees; None until all of them are read."""
        fees = self.payout.fees
        if fees is None or not all(part.complete for part in self.parts):
            return None
        return sum(part.kind.sign * part.summed for part in self.parts) - fees

    @property
    def stated_difference(self) -> int | None:
        """The payout's amount minus the sum of its totals."""
        return None if self.stated_sum is None else self.payout.amount - self.stated_sum

    @property
    def member_difference(self) -> int | None:
        """The payout's amount minus the sum of its members."""
        return None if self.member_sum is None else self.payout.amount - self.member_sum

    @property
    def adds_up(self) -> bool:
        """Whether every total was compared and nothing is left over."""
        return (
            self.stated_difference == 0
            and self.member_difference == 0
            and all(part.whole and not part.off for part in self.parts)
        )


def equation(
    payout: Payout,
    members: Mapping[MemberKind, Iterable[Member | UnreadableRow]],
    complete: Iterable[MemberKind],
) -> Equation:
    """The sums of a payout with its members that were read; `complete` are the kinds read to the end."""
    currency = (payout.currency or "eur").lower()
    done = frozenset(complete)
    parts = [_part(payout, kind, currency, members.get(kind, ()), kind in done) for kind in MemberKind]
    payments = tuple(members.get(MemberKind.PAYMENTS, ()))
    known = [
        each.fee
        for each in payments
        if isinstance(each, Member) and each.fee is not None and (each.currency or currency) == currency
    ]
    whole = MemberKind.PAYMENTS in done and len(known) == len(payments) > 0
    return Equation(payout, currency, tuple(parts), sum(known) if whole else None)


def _part(
    payout: Payout,
    kind: MemberKind,
    currency: str,
    members: Iterable[Member | UnreadableRow],
    complete: bool,
) -> Part:
    sums: Counter[str] = Counter()
    count = unnamed = unreadable = 0
    for member in members:
        if not isinstance(member, Member):
            unreadable += 1
            continue
        count += 1
        unnamed += member.currency is None
        sums[member.currency or currency] += member.amount
    stated = getattr(payout, kind.value)
    return Part(
        kind,
        currency,
        stated.amount if stated is not None else None,
        count,
        dict(sums),
        unnamed,
        unreadable,
        complete,
    )
