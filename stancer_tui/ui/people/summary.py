"""A person in words: who they are, what their payments come to, and why those belong together."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.models import moments
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render import dates
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.columns import method_text
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.overview.figures import Total
from stancer_tui.services.people.figures import CurrencyFigures, Figures
from stancer_tui.services.people.person import Person, Seen, SharedTie
from stancer_tui.services.people.ties import MANY_NAMES, Tie
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.people.rows import PERHAPS

_NAMED, _CARDS, _CODES = 3, 6, 4
_VALUE = 64
"""Characters of a name or an e-mail: what is longer is cut, with a sign."""


def personal(value: str, *, mask: bool) -> str:
    """A name, an e-mail or a number as it is shown; with `mask` its first letter."""
    return f"{safe(value[:1])}•••" if mask else safe(value, _VALUE)


def name_words(person: Person | None, *, mask: bool) -> str:
    """What to call them."""
    name = person.name if person is not None else None
    return personal(name, mask=mask) if name else "Person without a name"


def who_content(person: Person, *, mask: bool) -> Content:
    """The name, the e-mail and the number that were seen most; what was never reported is said."""
    first = (_first(person.names), _first(person.emails), _first(person.phones))
    absent = ("name not reported", "e-mail not reported", "phone not reported")
    parts = []
    for value, nothing, style in zip(first, absent, ("bold", "", ""), strict=True):
        parts.append((personal(value, mask=mask), style) if value else (nothing, "$muted"))
    return Content(" · ").join([Content.assemble(part) for part in parts])


def others_content(person: Person, *, mask: bool) -> Content:
    """Other names, e-mails and numbers that were seen."""
    others = (*person.names[1:], *person.emails[1:], *person.phones[1:])
    if not others:
        return Content("")
    shown = [f"{personal(value, mask=mask)} ({count:,})" for value, count in others[:_NAMED]]
    return Content.assemble(("also ", "$muted"), " · ".join([*shown, *_more(others, _NAMED)]))


def loaded_words(label: str, back_to: datetime | None, zone: tzinfo) -> str:
    """Which dates the figures are about."""
    days = label.removeprefix("last ")
    loaded = f"loaded: {label}" if days == label else f"in the loaded {days}"
    if back_to is None:
        return loaded
    return f"{loaded}, back to {moments.in_zone(back_to, zone):%Y-%m-%d}"


def since_words(person: Person, loaded: str, *, now: datetime, zone: tzinfo) -> str:
    """How many payments there are, since when, and which dates are loaded."""
    count, first = person.figures.payments, moments.instant(person.figures.first)
    payments = f"{count:,} payment{'' if count == 1 else 's'}"
    since = f"{payments} since {dates.day(first, now=now, zone=zone)}" if first else payments
    return f"{since} · {loaded}"


def figures_content(person: Person) -> Content:
    """What was paid, given back, disputed and declined: a line for each currency."""
    figures = person.figures
    lines = [_currency_content(each) for each in figures.currencies] or [Content("paid nothing")]
    lines[0] = lines[0] + Content.assemble(" · ", _declined(figures))
    return Content("\n").join(lines)


def _currency_content(figures: CurrencyFigures) -> Content:
    code = figures.currency
    parts: list[tuple[str, str]] = [("paid ", "$muted"), (_sum(figures.paid, code), "bold")]
    if figures.held.count:
        parts += [(" · held ", "$muted"), (_sum(figures.held, code), "")]
    parts += [(" · back ", "$muted"), (_sum(figures.given_back, code), "")]
    disputed = figures.disputed
    parts += [(" · disputed ", "$muted"), (_sum(disputed, code), "$text-error" if disputed.count else "")]
    return Content.assemble(*parts)


def _sum(total: Total, code: str) -> str:
    return f"{money(Money(total.amount, code))} in {total.count:,}" if total.count else "none"


def _declined(figures: Figures) -> Content:
    words = declined_words(figures)
    return Content.assemble(("declined ", "$muted"), (words, "$text-warning" if figures.declined else ""))


def declined_words(figures: Figures) -> str:
    """ "3 (2× A1, 1× 51)": how many were declined, and with which answers."""
    if not figures.declined:
        return "none"
    codes = [f"{count:,}× {safe(code, 8) if code else 'no code'}" for code, count in figures.codes[:_CODES]]
    return f"{figures.declined:,} ({', '.join([*codes, *_more(figures.codes, _CODES)])})"


def instruments_words(person: Person) -> str:
    """The cards and the accounts, each with how often it was used."""
    shown = [f"{method_text(each.row)} ({each.count:,})" for each in person.instruments[:_CARDS]]
    return "   ".join([*shown, *_more(person.instruments, _CARDS)]) or "no card or account reported"


def ties_words(person: Person, between: str = " ") -> str:
    """By what the payments belong together, and how many are perhaps theirs."""
    if len(person.payments) > 1:
        words = f"together by: {between.join(_counted(person.ties))}"
    else:
        words = "their only payment that is loaded" if person.ties else "nothing ties this payment to others"
    perhaps = between.join(_counted(person.perhaps_ties))
    return f"{words} · perhaps {perhaps}" if perhaps else words


def _counted(ties: Iterable[tuple[Tie, int]]) -> list[str]:
    return [f"{tie} ({count:,})" for tie, count in ties]


def doubts_content(person: Person, *, mask: bool) -> Content:
    """What speaks against one person: too many names, or something that others use too."""
    lines = []
    if person.group:
        count = len(person.names)
        lines.append(f"! A group, not a person: {count:,} names have this in common.")
    lines += [_shared_words(each, mask=mask) for each in person.shared[:_NAMED]]
    if len(person.shared) > _NAMED:
        lines.append(f"! And {len(person.shared) - _NAMED:,} more that others use too.")
    return Content("\n").join([Content.assemble((line, "$text-warning")) for line in lines])


def _shared_words(shared: SharedTie, *, mask: bool) -> str:
    payments = f"{shared.payments:,} payment{'' if shared.payments == 1 else 's'}"
    named = [personal(name, mask=mask) for name in shared.names[:2]]
    more = " and others" if len(shared.names) > len(named) else ""
    who = f"{', '.join(named)}{more}" if named else "others"
    marked = "" if len(shared.names) > MANY_NAMES else f", marked {PERHAPS} below"
    return f"! {who} used the same {shared.tie} in {payments}: not counted{marked}."


def destinations(person: Person) -> list[Destination]:
    """The customer as Stancer keeps them, the cards and the accounts."""
    found = [
        Destination(Kind.CUSTOMER, each, "Customer", f"{safe(each)}  in {count:,}")
        for each, count in person.customer_ids
    ]
    for each in person.instruments:
        instrument = each.row.instrument_id or ""
        account = instrument.startswith(Kind.SEPA)
        kind, label = (Kind.SEPA, "SEPA account") if account else (Kind.CARD, "Card")
        found.append(Destination(kind, instrument, label, f"{method_text(each.row)}  in {each.count:,}"))
    return found


def copy_entries(person: Person, mode: Mode, loaded: str, *, zone: tzinfo, mask: bool) -> list[CopyEntry]:
    """What can be copied of a person; with `mask` nothing that names one."""
    found = []
    for key, label, seen in (("e", "e-mail", person.emails), ("p", "phone", person.phones)):
        if seen and not mask:
            found.append(CopyEntry(key, label, safe(seen[0][0])))
    if person.customer_ids:
        ids = "\n".join(safe(each) for each, _ in person.customer_ids)
        found.append(CopyEntry("c", "customer's id", ids))
    ids = "\n".join(safe(each.row.id) for each in person.payments)
    found.append(CopyEntry("i", "ids of the payments", ids))
    summary = "\n".join(summary_lines(person, mode, loaded, zone=zone, mask=mask))
    found.append(CopyEntry("t", "ticket summary", summary))
    return found


def summary_lines(person: Person, mode: Mode, loaded: str, *, zone: tzinfo, mask: bool) -> list[str]:
    """The person in a few lines of plain text, to paste into a helpdesk ticket."""
    figures = person.figures
    seen = map(_first, (person.names, person.emails, person.phones))
    who = [personal(each, mask=mask) for each in seen if each]
    kind = "Group, not a person" if person.group else "Person"
    return [
        f"{kind}: {', '.join(who) or 'no name, e-mail or phone reported'} ({mode.word} mode)",
        f"Seen: {_seen_words(figures, zone)}, {loaded}",
        *(_figures_line(each) for each in figures.currencies),
        f"Declined: {declined_words(figures)}",
        f"Cards and accounts: {instruments_words(person).replace('   ', ', ')}",
        ties_words(person, ", ").capitalize(),
    ]


def _seen_words(figures: Figures, zone: tzinfo) -> str:
    first, last = moments.instant(figures.first), moments.instant(figures.last)
    if first is None or last is None:
        return "no date reported"
    days = [f"{moments.in_zone(each, zone):%Y-%m-%d}" for each in (first, last)]
    return " to ".join(dict.fromkeys(days))


def _figures_line(figures: CurrencyFigures) -> str:
    code = figures.currency
    held = f"; authorised {_sum(figures.held, code)}" if figures.held.count else ""
    return (
        f"Paid: {_sum(figures.paid, code)}{held}; given back: {_sum(figures.given_back, code)}; "
        f"disputed: {_sum(figures.disputed, code)}"
    )


def _first(seen: Sequence[Seen]) -> str | None:
    return seen[0][0] if seen else None


def _more(every: Sequence[object], shown: int) -> list[str]:
    return [f"and {len(every) - shown:,} more"] if len(every) > shown else []
