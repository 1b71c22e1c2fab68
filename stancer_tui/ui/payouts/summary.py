"""A payout in words: its head, its sum, and whether it adds up or by how much not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from stancer_tui.language import N_, _, ngettext
from stancer_tui.models.money import Money
from stancer_tui.models.payout import Payout
from stancer_tui.render import dates
from stancer_tui.render.cells import fit, width_of
from stancer_tui.render.money import amount, money
from stancer_tui.render.payouts import minor, status_meaning
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payout_status
from stancer_tui.services.payouts.members import MemberKind
from stancer_tui.services.payouts.sums import Equation, Part
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.payouts.reading import KindReading, MembersReading
from stancer_tui.ui.shell.list_nouns import counted
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.trouble import trouble_words

_LABEL, _NUMBER = 13, 15
"""Cells of the labels and of the two columns of numbers of a sum, in English; other words may need more."""

LIVE_ONLY = N_("Payouts exist in live mode only.")
WHY_LIVE_ONLY = N_(
    "A payout is the transfer of what was really collected to the merchant's bank account; test payments "
    "move no money, and Stancer answers a test key with 501, not implemented."
)

_Line = tuple[str, str]
"""What is said of a sum: the sign that tells how grave it is, and the words."""

_STYLES = {"!": "bold $text-error", "…": "$muted", "·": "$muted", "✓": "$text-success"}


def head_content(payout: Payout, *, now: datetime) -> Content:
    """The amount and the status first, then when and under which words it reaches the bank."""
    currency = safe(payout.currency.upper(), 8) if payout.currency else _("currency not reported by the API")
    statement, bank, paid = payout.statement_description, _("Bank date"), _("payments of")
    words = _("On the bank statement: ")
    return Content.assemble(
        (minor(payout.amount, payout.currency), "bold"),
        (f" {currency}   ", "$muted"),
        toned(payout_status(payout.status)),
        (f"   {status_meaning(payout)}", "$muted"),
        (f"\n{bank} ", "$muted"),
        _day(payout.date_bank, now),
        (f"   {paid} ", "$muted"),
        _day(payout.date_paym, now),
        (f"\n{words}", "$muted"),
        safe(statement) if statement else _("not reported by the API"),
    )


def _day(at: datetime | None, now: datetime) -> str:
    if at is None:
        return _("not reported by the API")
    return f"{dates.paris_date(at)} ({dates.day_age(at, now)})"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the sum: what the payout states, and what its members come to."""

    label: str
    stated: int | None
    summed: int | None
    note: str = ""
    style: str = ""


def sum_content(sums: Equation) -> Content:
    """The equation, set as a sum: the payout's own totals, and what its members come to."""
    rows = [*_part_rows(sums), *_total_rows(sums)]
    stated, summed = _("by the API"), _("by its members")
    label = max(_LABEL, *(width_of(row.label) + 1 for row in rows))
    number = max(_NUMBER, *(width_of(words) + 1 for words in (stated, summed)))
    names = "".join(fit(words, number, "right") for words in (stated, summed))
    lines = [Content.assemble((safe(f"{' ' * label}{names}   {sums.currency.upper()}"), "$muted"))]
    for row in rows:
        numbers = "".join(
            fit(minor(each, sums.currency), number, "right") for each in (row.stated, row.summed)
        )
        lines.append(
            Content.assemble(
                (fit(row.label, label), "$muted"), (numbers, row.style), (f"   {row.note}", "$muted")
            )
        )
    return Content("\n").join(lines)


def _part_rows(sums: Equation) -> Iterator[_Row]:
    for part in sums.parts:
        sign = " " if part.kind is MemberKind.PAYMENTS else "−"
        yield _Row(
            f"{sign} {part.kind.heading}",
            part.stated,
            part.summed if part.count or part.complete else None,
            _counted(part),
            _wrong(bool(part.off)),
        )
    fees = sums.payout.fees
    off = sums.member_fees is not None and fees is not None and sums.member_fees != fees
    source = _("as the payments report them") if sums.member_fees is not None else ""
    yield _Row(_("− Fees"), fees, sums.member_fees, source, _wrong(off))


def _total_rows(sums: Equation) -> Iterator[_Row]:
    note = "" if sums.member_sum is not None else _("members not all read yet")
    yield _Row(_("= Sum"), sums.stated_sum, sums.member_sum, note, "bold")
    paid, amount_label, left_label = sums.payout.amount, _("Amount"), _("Difference")
    yield _Row(f"  {amount_label}", paid, paid)
    off = bool(sums.stated_difference or sums.member_difference)
    yield _Row(f"  {left_label}", sums.stated_difference, sums.member_difference, style=_wrong(off))


def _wrong(off: bool) -> str:
    return "bold $text-error" if off else ""


def _counted(part: Part) -> str:
    members = counted(part.kind, part.count)
    return members if part.complete else _("{members} so far", members=members)


def verdict_content(sums: Equation, members: MembersReading) -> Content:
    """Whether it adds up; every difference to the cent, and what is in no sum."""
    lines = [*_differences(sums), *_oddities(sums), *_not_read(sums, members)]
    if sums.adds_up:
        lines.insert(0, ("✓", _("It adds up, by the API's totals and by its members.")))
    return Content("\n").join(Content.assemble((f"{sign} {words}", _STYLES[sign])) for sign, words in lines)


def _differences(sums: Equation) -> Iterator[_Line]:
    def worth(value: int) -> str:
        return money(Money(abs(value), sums.currency))

    stated, members = sums.stated_difference, sums.member_difference
    if sums.stated_sum is None:
        yield "!", _("The API does not report every total, so its own sum cannot be made.")
    if members and members == stated:
        yield (
            "!",
            _(
                "{amount} is not explained by the members, nor by the API's own totals.",
                amount=worth(members),
            ),
        )
    elif members:
        yield "!", _("{amount} is not explained by the members.", amount=worth(members))
    if stated and stated != members:
        yield "!", _("{amount} is not explained by the API's own totals.", amount=worth(stated))
    for part in sums.parts:
        if part.off:
            said = (
                N_("{kind}: the members come to {amount} less than the payout's own total.")
                if part.off > 0
                else N_("{kind}: the members come to {amount} more than the payout's own total.")
            )
            yield "!", _(said, kind=part.kind.heading, amount=worth(part.off))
    fees = sums.payout.fees
    if sums.member_fees is not None and fees is not None and sums.member_fees != fees:
        yield (
            "!",
            _(
                "Fees: the payments report {members}, the payout {payout}.",
                members=worth(sums.member_fees),
                payout=worth(fees),
            ),
        )


def _oddities(sums: Equation) -> Iterator[_Line]:
    for part in sums.parts:
        kind = part.kind.heading
        for currency, total in part.foreign.items():
            foreign = f"{amount(total, currency)} {safe(currency.upper(), 8)}"
            said = N_("{kind}: members of {amount} are in another currency, so in no sum.")
            yield "!", _(said, kind=kind, amount=foreign)
        if part.unreadable:
            yield (
                "!",
                ngettext(
                    "{kind}: {count} could not be read and is in no sum.",
                    "{kind}: {count} could not be read and is in no sum.",
                    part.unreadable,
                    kind=kind,
                ),
            )
        if part.unnamed:
            own = safe(sums.currency.upper(), 8)
            members = counted(part.kind, part.unnamed)
            said = N_("{members} without a currency, counted in the payout's {currency}.")
            yield "·", _(said, members=members, currency=own)


def _not_read(sums: Equation, members: MembersReading) -> Iterator[_Line]:
    busy = members.busy
    if busy is not None:
        again = N_("{members} read again; the list is as it was read before · {key} stops")
        yield "…", _busy_words(busy, again)
    for reading in members.missing:
        yield "!", _missing(reading, next(part for part in sums.parts if part.kind is reading.kind), sums)


def _busy_words(busy: KindReading, again: str) -> str:
    """How many members have come, and what stops the reading; `again` where they were read before."""
    said = again if busy.kept else N_("{members} read · {key} stops")
    return _(said, members=counted(busy.kind, busy.come), key=key_of("payout.back"))


def _missing(reading: KindReading, part: Part, sums: Equation) -> str:
    """Which members are not read, why, what of the money that is, and what reads on."""
    trouble, kind = reading.trouble, reading.kind.heading
    why = trouble_words(trouble).title if trouble is not None else ""
    more = _("{key} reads on.", key=key_of("payout.read_on"))
    if reading.kept:
        kept = (
            N_("{kind} as read before, not read again: {why}")
            if why
            else N_("{kind} as read before, not read again: stopped.")
        )
        return " ".join((_(kept, kind=kind, why=why), more))
    have = N_("{members} read, the rest not: {why}") if why else N_("{members} read, the rest not: stopped.")
    said = [_(have, members=counted(reading.kind, len(reading.items)), why=why)]
    if part.stated is not None and not part.foreign:
        left = money(Money(part.stated - part.summed, sums.currency))
        said.append(_("{amount} of the payout's total is not read.", amount=left))
    return " ".join((*said, more))


def progress_words(members: MembersReading) -> str:
    """How far the reading has come, for a border."""
    busy = members.busy
    if busy is not None:
        return _busy_words(busy, N_("{members} read again · {key} stops"))
    return _("{key} reads on", key=key_of("payout.read_on")) if members.missing else ""
