"""A person in words: who they are, what their payments come to, and why those belong together."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import N_, _, grouped, ngettext, pgettext
from stancer_tui.models import moments
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render import dates
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.columns import method_text
from stancer_tui.render.money import money
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.services.overview.figures import Total
from stancer_tui.services.people.figures import CurrencyFigures, Figures
from stancer_tui.services.people.person import Person, Seen, SharedTie
from stancer_tui.services.people.ties import MANY_NAMES, TIE_WORDS, Tie
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.people.rows import PERHAPS

_LOADED = {
    "last 24 hours": N_("in the loaded 24 hours"),
    "last 7 days": N_("in the loaded 7 days"),
    "last 30 days": N_("in the loaded 30 days"),
    "last 90 days": N_("in the loaded 90 days"),
}
"""What the presets say in a sentence of figures."""

_NAMED, _CARDS, _CODES = 3, 6, 4
_VALUE = 64
"""Characters of a name or an e-mail: what is longer is cut, with a sign."""


def name_words(person: Person | None, *, mask: bool) -> str:
    """What to call them."""
    name = person.name if person is not None else None
    return personal(name, _VALUE, mask=mask) if name else _("Person without a name")


def who_content(person: Person, *, mask: bool) -> Content:
    """The name, the e-mail and the number that were seen most; what was never reported is said."""
    first = (_first(person.names), _first(person.emails), _first(person.phones))
    absent = (_("name not reported"), _("e-mail not reported"), _("phone not reported"))
    parts = []
    for value, nothing, style in zip(first, absent, ("bold", "", ""), strict=True):
        parts.append((personal(value, _VALUE, mask=mask), style) if value else (nothing, "$muted"))
    return Content(" · ").join([Content.assemble(part) for part in parts])


def others_content(person: Person, *, mask: bool) -> Content:
    """Other names, e-mails and numbers that were seen."""
    others = (*person.names[1:], *person.emails[1:], *person.phones[1:])
    if not others:
        return Content("")
    shown = [f"{personal(value, _VALUE, mask=mask)} ({grouped(count)})" for value, count in others[:_NAMED]]
    return Content.assemble((_("also "), "$muted"), " · ".join([*shown, *_more(others, _NAMED)]))


def loaded_words(label: str, back_to: datetime | None, zone: tzinfo) -> str:
    """Which dates the figures are about."""
    loaded = _(_LOADED[label]) if label in _LOADED else _("loaded: {dates}", dates=label)
    if back_to is None:
        return loaded
    day = f"{moments.in_zone(back_to, zone):%Y-%m-%d}"
    return _("{loaded}, back to {day}", loaded=loaded, day=day)


def since_words(person: Person, loaded: str, *, now: datetime, zone: tzinfo) -> str:
    """How many payments there are, since when, and which dates are loaded."""
    count, first = person.figures.payments, moments.instant(person.figures.first)
    payments = _payments(count)
    if first:
        day = dates.day(first, now=now, zone=zone)
        payments = _("{payments} since {day}", payments=payments, day=day)
    return f"{payments} · {loaded}"


def _payments(count: int) -> str:
    return ngettext("{count} payment", "{count} payments", count, count=grouped(count))


def figures_content(person: Person) -> Content:
    """What was paid, given back, disputed and declined: a line for each currency."""
    figures = person.figures
    lines = [_currency_content(each) for each in figures.currencies] or [Content(_("paid nothing"))]
    lines[0] = lines[0] + Content.assemble(" · ", _declined(figures))
    return Content("\n").join(lines)


def _currency_content(figures: CurrencyFigures) -> Content:
    code = figures.currency
    parts: list[tuple[str, str]] = [(_("paid "), "$muted"), (_sum(figures.paid, code), "bold")]
    if figures.held.count:
        parts += [(_(" · held "), "$muted"), (_sum(figures.held, code), "")]
    parts += [(_(" · back "), "$muted"), (_sum(figures.given_back, code), "")]
    disputed = figures.disputed
    parts += [(_(" · disputed "), "$muted"), (_sum(disputed, code), "$text-error" if disputed.count else "")]
    return Content.assemble(*parts)


def _sum(total: Total, code: str) -> str:
    if not total.count:
        return pgettext("amount", "none")
    return _("{amount} in {count}", amount=money(Money(total.amount, code)), count=grouped(total.count))


def _declined(figures: Figures) -> Content:
    words = declined_words(figures)
    return Content.assemble((_("declined "), "$muted"), (words, "$text-warning" if figures.declined else ""))


def declined_words(figures: Figures) -> str:
    """ "3 (2× A1, 1× 51)": how many were declined, and with which answers."""
    if not figures.declined:
        return pgettext("amount", "none")
    named = ((safe(code, 8) if code else _("no code"), count) for code, count in figures.codes[:_CODES])
    codes = [f"{grouped(count)}× {code}" for code, count in named]
    return f"{grouped(figures.declined)} ({', '.join([*codes, *_more(figures.codes, _CODES)])})"


def instruments_words(person: Person) -> str:
    """The cards and the accounts, each with how often it was used."""
    shown = [f"{method_text(each.row)} ({grouped(each.count)})" for each in person.instruments[:_CARDS]]
    return "   ".join([*shown, *_more(person.instruments, _CARDS)]) or _("no card or account reported")


def ties_words(person: Person, between: str = " ") -> str:
    """What the payments belong together by, and how many are perhaps theirs."""
    if len(person.payments) > 1:
        words = _("together by: {ties}", ties=between.join(_counted(person.ties)))
    elif person.ties:
        words = _("their only payment that is loaded")
    else:
        words = _("nothing ties this payment to others")
    perhaps = between.join(_counted(person.perhaps_ties))
    return " · ".join((words, _("perhaps {ties}", ties=perhaps))) if perhaps else words


def _counted(ties: Iterable[tuple[Tie, int]]) -> list[str]:
    return [f"{_(TIE_WORDS[tie])} ({grouped(count)})" for tie, count in ties]


def doubts_content(person: Person, *, mask: bool) -> Content:
    """What speaks against one person: too many names, or something that others use too."""
    lines = []
    if person.group:
        count = len(person.names)
        names = grouped(count)
        lines.append(_("! A group, not a person: {names} names have this in common.", names=names))
    lines += [_shared_words(each, mask=mask) for each in person.shared[:_NAMED]]
    if len(person.shared) > _NAMED:
        more = grouped(len(person.shared) - _NAMED)
        lines.append(_("! And {more} more that others use too.", more=more))
    return Content("\n").join([Content.assemble((line, "$text-warning")) for line in lines])


def _shared_words(shared: SharedTie, *, mask: bool) -> str:
    named = [personal(name, _VALUE, mask=mask) for name in shared.names[:2]]
    who = ", ".join(named)
    if not named:
        who = _("others")
    elif len(shared.names) > len(named):
        who = _("{names} and others", names=who)
    said = (
        N_("! {who} used the same {tie} in {payments}: not counted.")
        if len(shared.names) > MANY_NAMES
        else N_("! {who} used the same {tie} in {payments}: not counted, marked {mark} below.")
    )
    tie, payments = _(TIE_WORDS[shared.tie]), _payments(shared.payments)
    return _(said, who=who, tie=tie, payments=payments, mark=PERHAPS)


def destinations(person: Person) -> list[Destination]:
    """The customer as Stancer keeps them, the cards and the accounts."""
    found = [
        Destination(Kind.CUSTOMER, each, _("Customer"), f"{safe(each)}  {_in(count)}")
        for each, count in person.customer_ids
    ]
    for each in person.instruments:
        instrument = each.row.instrument_id or ""
        account = instrument.startswith(Kind.SEPA)
        kind, label = (Kind.SEPA, _("SEPA account")) if account else (Kind.CARD, _("Card"))
        found.append(Destination(kind, instrument, label, f"{method_text(each.row)}  {_in(each.count)}"))
    return found


def copy_entries(person: Person, mode: Mode, loaded: str, *, zone: tzinfo, mask: bool) -> list[CopyEntry]:
    """What can be copied of a person; with `mask` nothing that names one."""
    found = []
    for key, label, seen in (("e", _("e-mail"), person.emails), ("p", _("phone"), person.phones)):
        if seen and not mask:
            found.append(CopyEntry(key, label, safe(seen[0][0])))
    if person.customer_ids:
        ids = "\n".join(safe(each) for each, _count in person.customer_ids)
        found.append(CopyEntry("c", _("customer's id"), ids))
    ids = "\n".join(safe(each.row.id) for each in person.payments)
    found.append(CopyEntry("i", _("ids of the payments"), ids))
    summary = "\n".join(summary_lines(person, mode, loaded, zone=zone, mask=mask))
    found.append(CopyEntry("t", _("ticket summary"), summary))
    return found


def summary_lines(person: Person, mode: Mode, loaded: str, *, zone: tzinfo, mask: bool) -> list[str]:
    """The person in a few lines of plain text, to paste into a helpdesk ticket."""
    figures = person.figures
    seen = map(_first, (person.names, person.emails, person.phones))
    who = [personal(each, _VALUE, mask=mask) for each in seen if each]
    named = ", ".join(who) or _("no name, e-mail or phone reported")
    first = (
        N_("Group, not a person: {who} ({mode} mode)") if person.group else N_("Person: {who} ({mode} mode)")
    )
    ties = ties_words(person, ", ")
    return [
        _(first, who=named, mode=mode.word),
        _("Seen: {days}, {loaded}", days=_seen_words(figures, zone), loaded=loaded),
        *(_figures_line(each) for each in figures.currencies),
        _("Declined: {declined}", declined=declined_words(figures)),
        _("Cards and accounts: {list}", list=instruments_words(person).replace("   ", ", ")),
        f"{ties[:1].upper()}{ties[1:]}",
    ]


def _seen_words(figures: Figures, zone: tzinfo) -> str:
    first, last = moments.instant(figures.first), moments.instant(figures.last)
    if first is None or last is None:
        return _("no date reported")
    begin, end = (f"{moments.in_zone(each, zone):%Y-%m-%d}" for each in (first, last))
    return begin if begin == end else _("{first} to {last}", first=begin, last=end)


def _figures_line(figures: CurrencyFigures) -> str:
    code = figures.currency
    said = (
        N_("Paid: {paid}; authorised {held}; given back: {back}; disputed: {disputed}")
        if figures.held.count
        else N_("Paid: {paid}; given back: {back}; disputed: {disputed}")
    )
    return _(
        said,
        paid=_sum(figures.paid, code),
        held=_sum(figures.held, code),
        back=_sum(figures.given_back, code),
        disputed=_sum(figures.disputed, code),
    )


def _in(count: int) -> str:
    return _("in {count}", count=grouped(count))


def _first(seen: Sequence[Seen]) -> str | None:
    return seen[0][0] if seen else None


def _more(every: Sequence[object], shown: int) -> list[str]:
    return [_("and {count} more", count=grouped(len(every) - shown))] if len(every) > shown else []
