"""Where a text typed into "go to" leads: one line for each way, and what is said below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from stancer_tui.language import N_, _, capitalised, grouped
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.reference.customer_words import customer_sentences
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.render.columns import method_text
from stancer_tui.render.identity import person_text
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.services.people.person import Asked, Person
from stancer_tui.services.search.jump import (
    PERSONAL,
    AskReference,
    Clue,
    Nowhere,
    OpenCode,
    OpenObject,
    OpenSection,
    OpenStatus,
    SearchLoaded,
    SearchPayouts,
    Target,
)
from stancer_tui.ui.commands.sections import section_named
from stancer_tui.ui.shell.asked_words import ASKS
from stancer_tui.ui.shell.list_nouns import counted
from stancer_tui.ui.shell.loaded_search import LoadedSearch
from stancer_tui.ui.widgets.code_panel import code_content

_PEOPLE = 7
"""People who are offered at most: who finds more types more."""

_SHOWN = 60
"""Characters of a typed text that a line repeats."""

_AS_REFERENCE = N_(
    "This is not sent. With order: or unique: before it, Stancer is asked for that order number or unique id."
)


_OPENS = {
    Kind.PAYMENT: N_("Opens the payment."),
    Kind.CARD: N_("Opens the card."),
    Kind.SEPA: N_("Opens the SEPA account."),
    Kind.CUSTOMER: N_("Opens the customer."),
    Kind.ADDRESS: N_("Opens the address."),
    Kind.REFUND: N_("Opens the refund."),
    Kind.DISPUTE: N_("Opens the dispute."),
    Kind.PAYOUT: N_("Opens the payout."),
    Kind.SCORING: N_("Opens the scoring."),
    Kind.CHECK: N_("Opens the account check."),
}

_CLUES = {
    Clue.AMOUNT: N_("amount"),
    Clue.DATE: N_("date"),
    Clue.STATUS: N_("status"),
    Clue.CODE: N_("response code"),
}
"""How a sentence names what is looked for, where the text does not say it by itself."""

_STATUS_OF = {
    "payment": N_("status of the payment"),
    "refund": N_("status of the refund"),
    "auth": N_("status of the authentication of a payment"),
    "scoring": N_("status of the scoring"),
    "payout": N_("status of the payout"),
    "check": N_("status of the account check"),
    "page": N_("status of the payment page in an iframe"),
}


@dataclass(frozen=True, slots=True)
class SearchPayments:
    """Search the loaded payments."""

    text: str


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """Show a person, by one of their payments or by what was typed."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class SearchReference:
    """Look a code or a status up in the Reference."""

    text: str


@dataclass(frozen=True, slots=True)
class InAccount:
    """Show another open account, and there an object or a search."""

    profile: str
    mode: Mode
    target: OpenObject | SearchPayments


DirectWay = (
    OpenObject | OpenSection | OpenPerson | SearchPayments | SearchPayouts | SearchReference | InAccount
)
"""A way whose end is known: nothing is asked of Stancer to find it."""

Way = DirectWay | AskReference


@dataclass(frozen=True, slots=True)
class Lead:
    """One way to go, and the line that says where; `ahead` of those in the account that is shown."""

    line: Content
    way: Way
    ahead: bool = False


def leads_of(found: Sequence[Target], loaded: LoadedSearch | None = None) -> list[Lead]:
    """The ways to go, the likeliest first; what is `loaded` is looked through where it is given."""
    return [lead for target in found for lead in _leads(target, loaded)]


def looks_through(found: Sequence[Target]) -> bool:
    """Whether the loaded payments say more of these targets."""
    return any(isinstance(target, SearchLoaded) for target in found)


def several_people(leads: Sequence[Lead]) -> bool:
    """Whether the likeliest way is one person of several, whom only the agent can tell apart."""
    return sum(isinstance(lead.way, OpenPerson) for lead in leads) > 1


def _leads(target: Target, loaded: LoadedSearch | None) -> Iterator[Lead]:
    match target:
        case OpenObject():
            yield Lead(Content(_(_OPENS[target.kind])), target)
        case OpenSection():
            yield Lead(
                Content(_("Goes to the section {section}.", section=_(section_named(target.name).title))),
                target,
            )
        case OpenCode():
            yield Lead(_shown(safe(target.code, 12)), SearchReference(target.code))
        case OpenStatus():
            yield Lead(_shown(safe(target.status, 24)), SearchReference(target.status))
        case SearchPayouts():
            amount = safe(target.amount, 40)
            yield Lead(Content(_("Searches the payouts for {amount}.", amount=amount)), target)
        case AskReference():
            yield Lead(Content(_(ASKS[target.fields])), target)
        case SearchLoaded():
            if loaded is not None and target.clue in PERSONAL:
                for person in loaded.people(target.text, _PEOPLE):
                    if target.clue is not Clue.IBAN or _has_account(person, target.text):
                        yield Lead(_person_line(person, mask=loaded.mask), OpenPerson(person.asked))
            yield Lead(_loaded_line(target, loaded), SearchPayments(target.search))
        case _:
            pass


def _shown(what: str) -> Content:
    return Content(_("Shows {what} in the Reference.", what=what))


def _loaded_line(target: SearchLoaded, loaded: LoadedSearch | None) -> Content:
    what = safe(target.shown, _SHOWN)
    if target.clue not in PERSONAL:
        what = f"{_(_CLUES[target.clue])} {what}"
    if loaded is None:
        return Content(_("Searches Payments for {what}.", what=what))
    hits = len(loaded.rows(target.search))
    dates = f", {safe(loaded.label, 40)}" if loaded.label else ""
    of = _("of {count}", count=grouped(len(loaded)))
    return Content.assemble(
        _("Searches Payments for {what}:", what=what) + " ",
        (grouped(hits) if hits else _("none"), "bold"),
        (f" {of}{dates}", "$muted"),
    )


def _has_account(person: Person, last4: str) -> bool:
    """Whether they paid from an account that ends so, and not only with a card that does."""
    return any(each.row.method == "sepa" and each.row.last4 == last4 for each in person.instruments)


def _person_line(person: Person, *, mask: bool) -> Content:
    """Who it is, an e-mail or a number that tells two of a name apart, the card or account, how often."""
    row = person.payments[0].row
    name = person_text(row, mask=mask) or _("no name")
    seen = [each[0][0] for each in (person.emails, person.phones) if each]
    other = next((each for each in seen if each != name), "")
    parts = [
        _("several people") if person.group else "",
        personal(other, 40, mask=mask) if other else "",
        method_text(person.instruments[0].row if person.instruments else row),
        counted("payments", len(person.payments)),
    ]
    return Content.assemble((name, "bold"), (f" · {' · '.join(filter(None, parts))}", "$muted"))


def words_below(found: Sequence[Target]) -> Content:
    """What a code or a status means, what is wrong with a text, and what is never sent."""
    parts: list[Content] = []
    for target in found:
        match target:
            case Nowhere():
                parts.append(Content.assemble(("! ", "$text-warning"), target.message))
            case OpenCode():
                parts += [code_content(entry.code, entry) for entry in target.entries]
            case OpenStatus():
                parts += [_status_content(each, advice=not at) for at, each in enumerate(target.entries)]
            case SearchLoaded() if target.note:
                parts.append(Content.assemble((target.note, "$muted")))
    if any(isinstance(each, SearchLoaded) and each.clue in PERSONAL for each in found):
        parts.append(Content.assemble((_(_AS_REFERENCE), "$muted")))
    return Content("\n\n").join(parts)


def _status_content(entry: StatusEntry, *, advice: bool) -> Content:
    head = Content.assemble(
        (entry.status, "bold"),
        f"  {entry.title}",
        ("  " + _(_STATUS_OF[entry.object]), "$muted"),
    )
    lines = [head, Content(entry.meaning)]
    if entry.settable:
        lines.append(Content(_("Sent to the API, never answered by it.")))
    elif advice:
        said = (
            (_("Who can fix it"), entry.fixer.words),
            (_("Retry"), f"{capitalised(entry.retry.words)}. {entry.retry_note}"),
            *customer_sentences(entry),
        )
        lines += [
            Content.assemble((_("{label}:", label=label) + " ", "$muted"), text) for label, text in said
        ]
    return Content("\n").join(lines)


def secret(found: Sequence[Target]) -> bool:
    """Whether the text itself must not stay on the screen."""
    return any(isinstance(target, Nowhere) and target.secret for target in found)
