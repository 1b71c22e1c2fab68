"""The forms of account checks and scorings."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.api.errors import ApiError, BadRequest
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.reference.testdata import TEST_IBANS, Outcome
from stancer_tui.render.safe import safe
from stancer_tui.ui.forms import parties
from stancer_tui.ui.forms.form import (
    Choice,
    Created,
    FieldKind,
    Form,
    FormField,
    Heading,
    NextStep,
    Raw,
    Suggestion,
    Values,
)
from stancer_tui.ui.forms.parties import NEW, NONE, STORED, account_of, customer_of
from stancer_tui.ui.forms.reading import grouped
from stancer_tui.ui.shell import quit_warnings

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions

_ASKED_AGAIN = N_(
    "The API has no list of checks to look in. A check moves no money: "
    "sending it again asks the bank once more."
)
_SCORED_AGAIN = N_(
    "The API has no list of scorings to look in. A scoring moves no money: "
    "sending it again asks the bank once more."
)


def open_account_check(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form of an account check."""
    submissions.open_form(desk, account_check_form(desk))


def open_scoring(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form of a scoring."""
    submissions.open_form(desk, scoring_form(submissions.app, desk))


def account_check_form(desk: "Desk") -> Form:
    """IBAN, name and birth date, or a stored account and customer."""
    return Form(
        name="account check",
        title=N_("Account check"),
        action=N_("Ask the bank"),
        intro=N_("The bank compares holder and account. So far only French banks answer."),
        parts=(
            *_account_parts(NEW, STORED),
            *_holder_parts(N_("Holder"), N_("name and birth date"), needed=("name", "date_birth")),
        ),
        send=partial(_send_check, desk),
        suggestions=_suggestions(),
        caution=partial(_caution, desk),
        unknown=_ASKED_AGAIN,
        left=partial(quit_warnings.bank_asked, desk),
        explain=_explain,
    )


def scoring_form(app: App[Any], desk: "Desk") -> Form:
    """The credit, the customer, the account, and where the customer comes back to."""
    return Form(
        name="scoring",
        title=N_("Scoring"),
        action=N_("Ask for the score"),
        intro=N_(
            "The customer identifies themselves at the bank; "
            "the score says how solvent they are for this credit."
        ),
        parts=(
            FormField(
                name="amount",
                label=N_("Credit"),
                kind=FieldKind.AMOUNT,
                rule=("scoring", "amount"),
                required=True,
                limit=N_("in EUR, the whole amount"),
                placeholder=N_("e.g. 1200.00"),
            ),
            FormField(
                name="upfront",
                label=N_("Paid upfront"),
                kind=FieldKind.AMOUNT,
                rule=("scoring", "upfront"),
                limit=N_("less than the credit"),
            ),
            FormField(
                name="duration",
                label=N_("Months"),
                kind=FieldKind.NUMBER,
                rule=("scoring", "duration"),
                required=True,
                placeholder=N_("e.g. 12"),
            ),
            FormField(
                name="return_url",
                label=N_("Return address"),
                rule=("scoring", "return_url"),
                required=True,
                placeholder=N_("e.g. https://www.example.org/"),
            ),
            *_holder_parts(N_("Customer"), N_("name and e-mail"), needed=("name", "email")),
            *_account_parts(NEW, STORED, NONE),
        ),
        send=partial(_send_scoring, app, desk),
        check=_check_scoring,
        suggestions=_suggestions(email="test@example.org"),
        caution=partial(_caution, desk),
        unknown=_SCORED_AGAIN,
        left=partial(quit_warnings.bank_asked, desk),
    )


def _account_parts(*sources: str) -> tuple[FormField | Heading, ...]:
    labels = {NEW: N_("IBAN"), STORED: N_("stored account"), NONE: N_("without one")}
    given = tuple(Choice(source, labels[source]) for source in sources)
    return (Heading(N_("Account")), _given_by("account", given), *parties.account_fields("account"))


def _holder_parts(title: str, typed: str, *, needed: tuple[str, ...]) -> tuple[FormField | Heading, ...]:
    given = (Choice(NEW, typed), Choice(STORED, N_("stored customer")))
    of = (parties.NAME, parties.BIRTH, parties.EMAIL, parties.MOBILE)
    return (
        Heading(title),
        _given_by("holder", given),
        *parties.customer_fields("holder", of=of, needed=needed),
    )


def _given_by(name: str, choices: tuple[Choice, ...]) -> FormField:
    return FormField(name=name, label=N_("Given by"), kind=FieldKind.CHOICE, choices=choices)


def _suggestions(**more: Raw) -> tuple[Suggestion, ...]:
    found = []
    for each in sorted(TEST_IBANS, key=lambda each: (each.country != "FR", each.outcome is not Outcome.OK)):
        code = f" {each.code}" if each.code else ""
        label = f"{each.iban[:2]} ··{each.iban[-4:]}  {each.name:<25} {each.birth_date}  "
        label += f"{each.outcome.words}{code}"
        values = {
            "account": NEW,
            "iban": grouped(each.iban),
            "holder": NEW,
            "name": each.name,
            "date_birth": each.birth_date,
            **more,
        }
        found.append(Suggestion(safe(label), values))
    return tuple(found)


async def _caution(desk: "Desk") -> str:
    if await desk.pending_requests.usable():
        return ""
    if desk.ledger.shared:
        return _("Nothing can be sent now: {reason}.", reason=safe(desk.pending_requests.trouble))
    return _(
        "It can be sent, but a restart of this program would forget it: {reason}.",
        reason=safe(desk.pending_requests.trouble),
    )


async def _send_check(desk: "Desk", values: Values) -> Created:
    from stancer_tui.services.waiting.pending_requests import FINAL
    from stancer_tui.services.waiting.result_words import check_verdict
    from stancer_tui.services.waiting.results import subject_of
    from stancer_tui.store.pending_request import RequestKind

    customer, account = customer_of(values), account_of(values)
    created = await desk.pending_requests.send(
        RequestKind.CHECK,
        lambda: desk.client.checks.create(customer=customer, sepa=account),
        about=subject_of({"customer": customer, "sepa": account}),
    )
    answered = created.status in FINAL[RequestKind.CHECK]
    words = (
        _("The bank has answered already: {verdict}", verdict=safe(check_verdict(created).text, 400))
        if answered
        else _("The bank is asked. Its answer takes a few minutes; it comes by itself, even after a restart.")
    )
    named = _("Its id is {id}.", id=safe(created.id))
    return Created(words=f"{words} {named}", kind=Kind.CHECK, object_id=created.id)


async def _send_scoring(app: App[Any], desk: "Desk", values: Values) -> Created:
    from stancer_tui.services.waiting.results import subject_of
    from stancer_tui.store.pending_request import RequestKind
    from stancer_tui.ui.shell.browser import open_in_browser
    from stancer_tui.ui.shell.clipboard import copy

    customer = customer_of(values)
    account = None if values["account"] == NONE else account_of(values)
    created = await desk.pending_requests.send(
        RequestKind.SCORING,
        lambda: desk.client.scoring.create(
            amount=values["amount"],
            duration=values["duration"],
            upfront=values["upfront"],
            return_url=values["return_url"],
            customer=customer,
            sepa=account,
        ),
        amount=values["amount"],
        currency="eur",
        about=subject_of({"customer": customer, "sepa": account}),
    )
    address = created.redirect_url
    next_steps = (
        (
            NextStep("copy", N_("Copy address"), lambda: copy(app, address, _("Address for the customer"))),
            NextStep("browser", N_("Browser…"), lambda: open_in_browser(app, address)),
        )
        if address
        else ()
    )
    asked = _("The scoring was requested, its id is {id}.", id=safe(created.id))
    words = _("Give the customer the address, to identify themselves at the bank; the score comes by itself.")
    return Created(
        words=f"{asked} {words}",
        kind=Kind.SCORING,
        object_id=created.id,
        next_steps=next_steps,
    )


def _check_scoring(values: Values) -> Mapping[str, str]:
    if values["upfront"] is not None and values["upfront"] >= values["amount"]:
        return {"upfront": _("What is paid upfront must be less than the credit.")}
    return {}


def _explain(error: ApiError) -> str:
    from stancer_tui.services.waiting.result_words import FRENCH_BANKS

    return _(FRENCH_BANKS) if isinstance(error, BadRequest) and "sepa" in error.message else ""
