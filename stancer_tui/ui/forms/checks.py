"""The forms of account checks and scorings."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError, BadRequest
from stancer_tui.models.ids import Kind
from stancer_tui.reference.testdata import TEST_IBANS, Outcome
from stancer_tui.render.safe import safe
from stancer_tui.ui.forms.form import (
    Choice,
    FieldKind,
    Form,
    FormField,
    Heading,
    Made,
    Raw,
    Suggestion,
    Values,
    Way,
    When,
)
from stancer_tui.ui.forms.reading import email, grouped, mobile

if TYPE_CHECKING:
    from stancer_tui.api.resources.customers import NewCustomer
    from stancer_tui.api.resources.sepa import NewSepa
    from stancer_tui.desk import Desk
    from stancer_tui.ui.app import StancerApp

_TYPED, _STORED, _NONE = "typed", "stored", "none"
_TYPED_ACCOUNT, _STORED_ACCOUNT = When("account", (_TYPED,)), When("account", (_STORED,))
_TYPED_HOLDER, _STORED_HOLDER = When("holder", (_TYPED,)), When("holder", (_STORED,))

_ASKED_AGAIN = (
    "The API has no list of checks to look in. A check moves no money: "
    "sending it again asks the bank once more."
)


def open_account_check(app: "StancerApp", desk: "Desk") -> None:
    """Open the form of an account check."""
    app.writes.open_form(desk, account_check_form(desk))


def open_scoring(app: "StancerApp", desk: "Desk") -> None:
    """Open the form of a scoring."""
    app.writes.open_form(desk, scoring_form(app, desk))


def account_check_form(desk: "Desk") -> Form:
    """IBAN, name and birth date, or a stored account and customer."""
    return Form(
        name="account check",
        title="Account check",
        action="Ask the bank",
        intro="The bank compares holder and account. So far only French banks answer.",
        parts=(
            *_account_fields((_TYPED, _STORED)),
            *_holder_fields(birth_needed=True),
        ),
        send=partial(_send_check, desk),
        suggestions=_suggestions(),
        caution=partial(_caution, desk),
        unknown=_ASKED_AGAIN,
        explain=_explain,
    )


def scoring_form(app: "StancerApp", desk: "Desk") -> Form:
    """The credit, the customer, the account, and where the customer comes back to."""
    return Form(
        name="scoring",
        title="Scoring",
        action="Ask for the score",
        intro="The customer identifies at the bank; the score says how solvent they are for this credit.",
        parts=(
            FormField(
                name="amount",
                label="Credit",
                kind=FieldKind.AMOUNT,
                rule=("scoring", "amount"),
                required=True,
                limit="in EUR, all of it",
                placeholder="e.g. 1200.00",
            ),
            FormField(
                name="upfront",
                label="Paid upfront",
                kind=FieldKind.AMOUNT,
                rule=("scoring", "upfront"),
                limit="less than the credit",
            ),
            FormField(
                name="duration",
                label="Months",
                kind=FieldKind.NUMBER,
                rule=("scoring", "duration"),
                required=True,
                placeholder="e.g. 12",
            ),
            FormField(
                name="return_url",
                label="Return address",
                rule=("scoring", "return_url"),
                required=True,
                placeholder="e.g. https://www.example.org/",
            ),
            *_holder_fields(birth_needed=False),
            *_account_fields((_TYPED, _STORED, _NONE)),
        ),
        send=partial(_send_scoring, app, desk),
        check=_check_scoring,
        suggestions=_suggestions(email="test@example.org"),
        caution=partial(_caution, desk),
        unknown=_ASKED_AGAIN.replace("checks", "scorings").replace("A check", "A scoring"),
    )


def _account_fields(sources: tuple[str, ...]) -> tuple[FormField | Heading, ...]:
    labels = {_TYPED: "IBAN", _STORED: "stored account", _NONE: "without one"}
    return (
        Heading("Account"),
        FormField(
            name="account",
            label="Given by",
            kind=FieldKind.CHOICE,
            choices=tuple(Choice(source, labels[source]) for source in sources),
        ),
        FormField(
            name="iban",
            label="IBAN",
            kind=FieldKind.IBAN,
            rule=("sepa", "iban"),
            required=True,
            api_name="sepa.iban",
            when=_TYPED_ACCOUNT,
        ),
        FormField(
            name="sepa",
            label="Account id",
            kind=FieldKind.ID,
            of=Kind.SEPA,
            required=True,
            api_name="sepa.id",
            when=_STORED_ACCOUNT,
        ),
    )


def _holder_fields(*, birth_needed: bool) -> tuple[FormField | Heading, ...]:
    return (
        Heading("Holder" if birth_needed else "Customer"),
        FormField(
            name="holder",
            label="Given by",
            kind=FieldKind.CHOICE,
            choices=(Choice(_TYPED, "name and birth date"), Choice(_STORED, "stored customer"))
            if birth_needed
            else (Choice(_TYPED, "name and e-mail"), Choice(_STORED, "stored customer")),
        ),
        FormField(
            name="name",
            label="Name",
            rule=("customer", "name"),
            required=True,
            api_name="customer.name",
            when=_TYPED_HOLDER,
        ),
        FormField(
            name="date_birth",
            label="Birth date",
            kind=FieldKind.DATE,
            rule=("customer", "date_birth"),
            required=birth_needed,
            api_name="customer.date_birth",
            when=_TYPED_HOLDER,
        ),
        FormField(
            name="email",
            label="E-mail",
            rule=("customer", "email"),
            required=not birth_needed,
            also=email,
            api_name="customer.email",
            when=_TYPED_HOLDER,
        ),
        FormField(
            name="mobile",
            label="Mobile",
            rule=("customer", "mobile"),
            also=mobile,
            api_name="customer.mobile",
            when=_TYPED_HOLDER,
        ),
        FormField(
            name="customer",
            label="Customer id",
            kind=FieldKind.ID,
            of=Kind.CUSTOMER,
            required=True,
            api_name="customer.id",
            when=_STORED_HOLDER,
        ),
    )


def _suggestions(**more: Raw) -> tuple[Suggestion, ...]:
    found = []
    for each in sorted(TEST_IBANS, key=lambda each: (each.country != "FR", each.outcome is not Outcome.OK)):
        code = f" {each.code}" if each.code else ""
        label = f"{each.iban[:2]} ··{each.iban[-4:]}  {each.name:<25} {each.birth_date}  "
        label += f"{each.outcome.words}{code}"
        values = {
            "account": _TYPED,
            "iban": grouped(each.iban),
            "holder": _TYPED,
            "name": each.name,
            "date_birth": each.birth_date,
            **more,
        }
        found.append(Suggestion(safe(label), values))
    return tuple(found)


async def _caution(desk: "Desk") -> str:
    if await desk.errands.usable():
        return ""
    return (
        f"The journal cannot be used: {safe(desk.errands.trouble)}. It can be sent all the same, "
        "but a restart of this program would forget it."
    )


async def _send_check(desk: "Desk", values: Values) -> Made:
    from stancer_tui.services.errands import FINAL
    from stancer_tui.store.errand import ErrandKind

    made = await desk.errands.send(
        ErrandKind.CHECK,
        lambda: desk.client.checks.create(customer=_customer(values), sepa=_account(values)),
    )
    answered = made.status in FINAL[ErrandKind.CHECK]
    words = (
        "The bank has answered already."
        if answered
        else "The bank is asked. Its answer takes a few minutes; it comes by itself, also after a restart."
    )
    return Made(words=f"{words} Its id is {safe(made.id)}.", kind=Kind.CHECK, object_id=made.id)


async def _send_scoring(app: "StancerApp", desk: "Desk", values: Values) -> Made:
    from stancer_tui.store.errand import ErrandKind
    from stancer_tui.ui.browser import open_in_browser
    from stancer_tui.ui.clipboard import copy

    made = await desk.errands.send(
        ErrandKind.SCORING,
        lambda: desk.client.scoring.create(
            amount=values["amount"],
            duration=values["duration"],
            upfront=values["upfront"],
            return_url=values["return_url"],
            customer=_customer(values),
            sepa=None if values["account"] == _NONE else _account(values),
        ),
        amount=values["amount"],
        currency="eur",
    )
    address = made.redirect_url
    ways = (
        (
            Way("copy", "Copy address", lambda: copy(app, address, "Address for the customer")),
            Way("browser", "Browser…", lambda: open_in_browser(app, address)),
        )
        if address
        else ()
    )
    words = "Hand the address to the customer, who identifies at the bank; the score comes by itself."
    return Made(
        words=f"The scoring is asked for, its id is {safe(made.id)}. {words}",
        kind=Kind.SCORING,
        object_id=made.id,
        ways=ways,
    )


def _check_scoring(values: Values) -> Mapping[str, str]:
    if values["upfront"] is not None and values["upfront"] >= values["amount"]:
        return {"upfront": "What is paid upfront must be less than the credit."}
    return {}


def _customer(values: Values) -> "NewCustomer | str":
    from stancer_tui.api.resources.customers import NewCustomer

    if values["holder"] == _STORED:
        return str(values["customer"])
    return NewCustomer(
        name=values["name"],
        date_birth=values["date_birth"],
        email=values["email"],
        mobile=values["mobile"],
    )


def _account(values: Values) -> "NewSepa | str":
    from stancer_tui.api.resources.sepa import NewSepa

    if values["account"] == _STORED:
        return str(values["sepa"])
    return NewSepa(iban=values["iban"], name=values["name"])


def _explain(error: ApiError) -> str:
    from stancer_tui.services.result_words import FRENCH_BANKS

    return FRENCH_BANKS if isinstance(error, BadRequest) and "sepa" in error.message else ""
