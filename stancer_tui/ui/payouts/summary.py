"""A payout in words: its head, its sum, and whether it adds up or by how much not."""

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from stancer_tui.language import N_, _, pgettext
from stancer_tui.models.money import Money
from stancer_tui.models.payout import Payout
from stancer_tui.render import dates
from stancer_tui.render.cells import fit
from stancer_tui.render.money import amount, money
from stancer_tui.render.payouts import minor, status_meaning
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payout_status
from stancer_tui.services.payouts.members import MemberKind
from stancer_tui.services.payouts.sums import Equation, Part
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.payouts.reading import KindReading, MembersReading
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.trouble import trouble_words

_NUMBER = 15
"""Cells of an amount in the sum."""

LIVE_ONLY = N_("Payouts exist in live mode only.")
WHY_LIVE_ONLY = N_(
    "A payout is the transfer of what was really collected to the merchant's bank account; test payments "
    "move no money, and Stancer answers a test key with 501, not implemented."
)


def head_content(payout: Payout, *, now: datetime) -> Content:
    """The amount and the status first, then when and under which words it reaches the bank."""
    currency = safe(payout.currency.upper(), 8) if payout.currency else _("currency not reported by the API")
    statement = payout.statement_description
    return Content.assemble(
        (minor(payout.amount, payout.currency), "bold"),
        (f" {currency}   ", "$muted"),
        toned(payout_status(payout.status)),
        (f"   {status_meaning(payout)}", "$muted"),
        ("\n" + _("Bank date "), "$muted"),
        _day(payout.date_bank, now),
        ("   " + _("payments of "), "$muted"),
        _day(payout.date_paym, now),
        ("\n" + _("On the bank statement: "), "$muted"),
        safe(statement) if statement else _("not reported by the API"),
    )


def _day(at: datetime | None, now: datetime) -> str:
    if at is None:
        return pgettext("date", "not reported by the API")
    return f"{dates.paris_date(at)} ({dates.day_age(at, now)})"


def sum_content(sums: Equation) -> Content:
    """The equation, set as a sum: the payout's own totals, and what its members come to."""
    currency = sums.currency
    by_api, by_members = (fit(_(each), _NUMBER, "right") for each in (N_("by the API"), N_("by its members")))
    heading = f"{'':<{_label_width()}}{by_api}{by_members}   {currency.upper()}"
    lines = [Content.assemble((safe(heading), "$muted"))]
    for part in sums.parts:
        sign = " " if part.kind is MemberKind.PAYMENTS else "−"
        lines.append(
            _row(
                f"{sign} {part.kind.heading}",
                part.stated,
                part.summed if part.count or part.complete else None,
                currency,
                _counted(part),
                wrong=bool(part.off),
            )
        )
    fees = sums.payout.fees
    off = sums.member_fees is not None and fees is not None and sums.member_fees != fees
    source = _("as the payments report them") if sums.member_fees is not None else ""
    lines.append(_row(_("− Fees"), fees, sums.member_fees, currency, source, wrong=off))
    lines.append(_row(_("= Sum"), sums.stated_sum, sums.member_sum, currency, _sum_note(sums)))
    paid = sums.payout.amount
    lines.append(_row("  " + _("Amount"), paid, paid, currency, ""))
    lines.append(
        _row(
            "  " + _("Difference"),
            sums.stated_difference,
            sums.member_difference,
            currency,
            "",
            wrong=bool(sums.stated_difference or sums.member_difference),
        )
    )
    return Content("\n").join(lines)


def _label_width() -> int:
    """Cells of the names in the sum: the longest of them, with its sign and a gap."""
    names = (*(kind.heading for kind in MemberKind), _("− Fees")[2:], _("= Sum")[2:], _("Difference"))
    return max(len(name) for name in names) + 3


def _sum_note(sums: Equation) -> str:
    return "" if sums.member_sum is not None else _("members not all read yet")


def _row(
    label: str, stated: int | None, summed: int | None, currency: str, note: str, *, wrong: bool = False
) -> Content:
    numbers = "".join(fit(minor(each, currency), _NUMBER, "right") for each in (stated, summed))
    style = "bold $text-error" if wrong else "bold" if label.startswith("=") else ""
    return Content.assemble(
        (fit(label, _label_width()), "$muted"), (numbers, style), (f"   {note}", "$muted")
    )


def _counted(part: Part) -> str:
    counted = part.kind.counted(part.count)
    return counted if part.complete else _("{counted} so far", counted=counted)


def verdict_content(sums: Equation, members: MembersReading) -> Content:
    """Whether it adds up; every difference to the cent, and what is in no sum."""
    lines = [*_differences(sums), *_oddities(sums), *_not_read(sums, members)]
    if sums.adds_up:
        lines.insert(0, _("✓ It adds up, by the API's totals and by its members."))
    return Content("\n").join(Content.assemble((line, _verdict_style(line))) for line in lines)


def _verdict_style(line: str) -> str:
    """The style of a line, by the sign at its beginning in any language."""
    styles = {"!": "bold $text-error", "…": "$muted", "·": "$muted", "✓": "$text-success"}
    return next((style for sign, style in styles.items() if sign in line[:2]), "")


def _differences(sums: Equation) -> Iterator[str]:
    def worth(value: int) -> str:
        return money(Money(abs(value), sums.currency))

    stated, members = sums.stated_difference, sums.member_difference
    if sums.stated_sum is None:
        yield _("! The API does not report every total, so its own sum cannot be made.")
    if members and members == stated:
        yield _(
            "! {amount} is not explained by the members, nor by the API's own totals.", amount=worth(members)
        )
    elif members:
        yield _("! {amount} is not explained by the members.", amount=worth(members))
    if stated and stated != members:
        yield _("! {amount} is not explained by the API's own totals.", amount=worth(stated))
    for part in sums.parts:
        if part.off:
            off = (
                N_("! {kind}: the members come to {amount} less than the payout's own total.")
                if part.off > 0
                else N_("! {kind}: the members come to {amount} more than the payout's own total.")
            )
            yield _(off, kind=part.kind.heading, amount=worth(part.off))
    fees = sums.payout.fees
    if sums.member_fees is not None and fees is not None and sums.member_fees != fees:
        said = N_("! Fees: the payments report {members}, the payout {payout}.")
        yield _(said, members=worth(sums.member_fees), payout=worth(fees))


def _oddities(sums: Equation) -> Iterator[str]:
    for part in sums.parts:
        for currency, total in part.foreign.items():
            foreign = f"{amount(total, currency)} {safe(currency.upper(), 8)}"
            said = N_("! {kind}: members of {amount} are in another currency, so in no sum.")
            yield _(said, kind=part.kind.heading, amount=foreign)
        if part.unreadable:
            said = N_("! {kind}: {count} could not be read and is in no sum.")
            yield _(said, kind=part.kind.heading, count=part.unreadable)
        if part.unnamed:
            said = N_("· {counted} without a currency, counted in the payout's {currency}.")
            counted = part.kind.counted(part.unnamed)
            yield safe(_(said, counted=counted, currency=sums.currency.upper()))


def _not_read(sums: Equation, members: MembersReading) -> Iterator[str]:
    busy = members.busy
    if busy is not None:
        said = (
            N_("… {counted} read again; the list is as it was read before · {key} stops")
            if busy.kept
            else N_("… {counted} read · {key} stops")
        )
        yield _(said, counted=busy.kind.counted(busy.come), key=key_of("payout.back"))
    for reading in members.missing:
        yield _missing(reading, next(part for part in sums.parts if part.kind is reading.kind), sums.currency)


def _missing(reading: KindReading, part: Part, currency: str) -> str:
    why = _("stopped") if reading.trouble is None else trouble_words(reading.trouble).title
    reads_on = _("{key} reads on.", key=key_of("payout.read_on"))
    if reading.kept:
        kept = _("! {kind} as read before, not read again: {why}.", kind=reading.kind.heading, why=why)
        return f"{kept} {reads_on}"
    said = [f"{why}." if reading.trouble is None else why]
    if part.stated is not None and not part.foreign:
        left = money(Money(part.stated - part.summed, currency))
        said.append(_("{amount} of the payout's total is not read.", amount=left))
    counted = reading.kind.counted(len(reading.items))
    have = _("! {counted} read, the rest not: {why}", counted=counted, why=" ".join(said))
    return f"{have} {reads_on}"


def progress_words(members: MembersReading) -> str:
    """How far the reading has come, for a border."""
    busy = members.busy
    if busy is not None:
        said = N_("{counted} read again · {key} stops") if busy.kept else N_("{counted} read · {key} stops")
        return _(said, counted=busy.kind.counted(busy.come), key=key_of("payout.back"))
    return _("{key} reads on", key=key_of("payout.read_on")) if members.missing else ""
