"""A payout in words: its head, its sum, and whether it adds up or by how much not."""

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

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

_LABEL, _NUMBER = 13, 15

LIVE_ONLY = "Payouts exist in live mode only."
WHY_LIVE_ONLY = (
    "A payout is the transfer of what was really collected to the merchant's bank account; test payments "
    "move no money, and Stancer answers a test key with 501, not implemented."
)


def head_content(payout: Payout, *, now: datetime) -> Content:
    """The amount and the status first, then when and under which words it reaches the bank."""
    currency = safe(payout.currency.upper(), 8) if payout.currency else "currency not reported by the API"
    statement = payout.statement_description
    return Content.assemble(
        (minor(payout.amount, payout.currency), "bold"),
        (f" {currency}   ", "$muted"),
        toned(payout_status(payout.status)),
        (f"   {status_meaning(payout)}", "$muted"),
        ("\nBank date ", "$muted"),
        _day(payout.date_bank, now),
        ("   payments of ", "$muted"),
        _day(payout.date_paym, now),
        ("\nOn the bank statement: ", "$muted"),
        safe(statement) if statement else "not reported by the API",
    )


def _day(at: datetime | None, now: datetime) -> str:
    return (
        f"{dates.paris_date(at)} ({dates.day_age(at, now)})" if at is not None else "not reported by the API"
    )


def sum_content(sums: Equation) -> Content:
    """The equation, set as a sum: the payout's own totals, and what its members come to."""
    currency = sums.currency
    heading = f"{'':<{_LABEL}}{'by the API':>{_NUMBER}}{'by its members':>{_NUMBER}}   {currency.upper()}"
    lines = [Content.assemble((safe(heading), "$muted"))]
    for part in sums.parts:
        sign = " " if part.kind is MemberKind.PAYMENTS else "−"
        lines.append(
            _row(
                f"{sign} {part.kind.capitalize()}",
                part.stated,
                part.summed if part.count or part.complete else None,
                currency,
                _counted(part),
                wrong=bool(part.off),
            )
        )
    fees = sums.payout.fees
    off = sums.member_fees is not None and fees is not None and sums.member_fees != fees
    source = "as the payments report them" if sums.member_fees is not None else ""
    lines.append(_row("− Fees", fees, sums.member_fees, currency, source, wrong=off))
    lines.append(_row("= Sum", sums.stated_sum, sums.member_sum, currency, _sum_note(sums)))
    paid = sums.payout.amount
    lines.append(_row("  Amount", paid, paid, currency, ""))
    lines.append(
        _row(
            "  Difference",
            sums.stated_difference,
            sums.member_difference,
            currency,
            "",
            wrong=bool(sums.stated_difference or sums.member_difference),
        )
    )
    return Content("\n").join(lines)


def _sum_note(sums: Equation) -> str:
    return "" if sums.member_sum is not None else "members not all read yet"


def _row(
    label: str, stated: int | None, summed: int | None, currency: str, note: str, *, wrong: bool = False
) -> Content:
    numbers = "".join(fit(minor(each, currency), _NUMBER, "right") for each in (stated, summed))
    style = "bold $text-error" if wrong else "bold" if label.startswith("=") else ""
    return Content.assemble((fit(label, _LABEL), "$muted"), (numbers, style), (f"   {note}", "$muted"))


def _counted(part: Part) -> str:
    word = part.kind.one if part.count == 1 else part.kind.value
    return f"{part.count:,} {word}{'' if part.complete else ' so far'}"


def verdict_content(sums: Equation, members: MembersReading) -> Content:
    """Whether it adds up; every difference to the cent, and what is in no sum."""
    lines = [*_differences(sums), *_oddities(sums), *_not_read(sums, members)]
    if sums.adds_up:
        lines.insert(0, "✓ It adds up, by the API's totals and by its members.")
    styles = {"!": "bold $text-error", "…": "$muted", "·": "$muted", "✓": "$text-success"}
    return Content("\n").join(Content.assemble((line, styles[line[0]])) for line in lines)


def _differences(sums: Equation) -> Iterator[str]:
    def worth(value: int) -> str:
        return money(Money(abs(value), sums.currency))

    stated, members = sums.stated_difference, sums.member_difference
    if sums.stated_sum is None:
        yield "! The API does not report every total, so its own sum cannot be made."
    if members and members == stated:
        yield f"! {worth(members)} is not explained by the members, nor by the API's own totals."
    elif members:
        yield f"! {worth(members)} is not explained by the members."
    if stated and stated != members:
        yield f"! {worth(stated)} is not explained by the API's own totals."
    for part in sums.parts:
        if part.off:
            step = "less" if part.off > 0 else "more"
            name = part.kind.capitalize()
            yield f"! {name}: the members come to {worth(part.off)} {step} than the payout's own total."
    fees = sums.payout.fees
    if sums.member_fees is not None and fees is not None and sums.member_fees != fees:
        yield f"! Fees: the payments report {worth(sums.member_fees)}, the payout {worth(fees)}."


def _oddities(sums: Equation) -> Iterator[str]:
    for part in sums.parts:
        for currency, total in part.foreign.items():
            foreign = f"{amount(total, currency)} {safe(currency.upper(), 8)}"
            yield f"! {part.kind.capitalize()}: members of {foreign} are in another currency, so in no sum."
        if part.unreadable:
            yield f"! {part.kind.capitalize()}: {part.unreadable} could not be read and is in no sum."
        if part.unnamed:
            word = part.kind.one if part.unnamed == 1 else part.kind.value
            own = sums.currency.upper()
            yield safe(f"· {part.unnamed} {word} without a currency, counted in the payout's {own}.")


def _not_read(sums: Equation, members: MembersReading) -> Iterator[str]:
    busy = members.busy
    if busy is not None:
        again = " again; the list is as it was read before" if busy.kept else ""
        yield f"… {busy.come:,} {busy.kind} read{again} · {key_of('payout.back')} stops"
    for reading in members.missing:
        yield _missing(reading, next(part for part in sums.parts if part.kind is reading.kind), sums.currency)


def _missing(reading: KindReading, part: Part, currency: str) -> str:
    why = "stopped" if reading.trouble is None else trouble_words(reading.trouble).title
    if reading.kept:
        kept = f"! {reading.kind.capitalize()} as read before, not read again: {why}."
        return f"{kept} {key_of('payout.read_on')} reads on."
    rest = ""
    if part.stated is not None and not part.foreign:
        left = money(Money(part.stated - part.summed, currency))
        rest = f" {left} of the payout's total is not read."
    have = f"{len(reading.items):,} {reading.kind} read, the rest not"
    return (
        f"! {have}: {why}{'.' if reading.trouble is None else ''}{rest} {key_of('payout.read_on')} reads on."
    )


def progress_words(members: MembersReading) -> str:
    """How far the reading has come, for a border."""
    busy = members.busy
    if busy is not None:
        again = " again" if busy.kept else ""
        return f"{busy.come:,} {busy.kind} read{again} · {key_of('payout.back')} stops"
    return f"{key_of('payout.read_on')} reads on" if members.missing else ""
