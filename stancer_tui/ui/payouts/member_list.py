"""The members of a payout as a list: one kind at a time, each with the payment behind it."""

from collections.abc import Callable, Iterable

from textual.content import Content

from stancer_tui.language import _, grouped
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.services.payouts.members import Member, MemberKind
from stancer_tui.ui.payouts.member_rows import MemberLine
from stancer_tui.ui.payouts.reading import MembersReading
from stancer_tui.ui.shell.payments_behind import PaymentsBehind

KINDS = tuple(MemberKind)


class MemberList:
    """Which kind is shown, and its lines; `loaded` gives a payment of the loaded window by its id."""

    def __init__(self, loaded: Callable[[str], ListedPayment | None]) -> None:
        self.kind = MemberKind.PAYMENTS
        self.behind = PaymentsBehind(self._payment)
        self._loaded = loaded
        self._paid: dict[str, PaymentRow] = {}

    def step(self, by: int) -> None:
        """Show the next kind, or the one before."""
        self.kind = KINDS[(KINDS.index(self.kind) + by) % len(KINDS)]

    def lines(self, members: MembersReading) -> list[MemberLine]:
        """The members of the kind that is shown."""
        if self.kind is not MemberKind.PAYMENTS:
            paid = members.kinds[MemberKind.PAYMENTS].items
            self._paid = {item.id: item.row for item in paid if isinstance(item, Member) and item.row}
        return [self._line(item, place) for place, item in enumerate(members.kinds[self.kind].items)]

    def names(self, members: MembersReading) -> Content:
        """The kinds, how many members of each were read, and which kind is shown."""
        parts = []
        for kind in KINDS:
            each = members.kinds[kind]
            mark = _("as before") if each in members.missing else _("being read again")
            count = f"{kind.heading} {grouped(len(each.items))}" + (f" ({mark})" if each.kept else "")
            style = "bold $text-primary underline" if kind is self.kind else "$muted"
            parts.append(Content.assemble((count, style)))
        return Content("   ").join(parts)

    def row(self, member: Member) -> PaymentRow | None:
        """The payment that a member is, or is about, where it is known."""
        return member.row or self.behind.row(member.payment)

    def _line(self, item: Member | UnreadableRow, place: int) -> MemberLine:
        if not isinstance(item, Member):
            return MemberLine(item, place)
        row = self.row(item)
        known = PaymentLookup.KNOWN if row is not None else self.behind.lookup(item.payment)
        return MemberLine(item, place, row, known)

    def _payment(self, payment_id: str) -> ListedPayment | None:
        return self._paid.get(payment_id) or self._loaded(payment_id)


def unknown_payments(lines: Iterable[MemberLine]) -> list[str | None]:
    """The payments behind lines that are still to be read."""
    return [line.item.payment for line in lines if isinstance(line.item, Member) and line.payment is None]
