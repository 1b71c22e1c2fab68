"""Creating a payment, and the short way to a link that a customer pays by."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.services.payments.actions import PaymentAction
from stancer_tui.ui.forms import parties
from stancer_tui.ui.forms.form import (
    Choice,
    Created,
    FieldKind,
    FormField,
    Heading,
    Raws,
    Remark,
    Suggestion,
    Values,
    When,
)
from stancer_tui.ui.payments import form_fields as fields
from stancer_tui.ui.payments.sending import Sending
from stancer_tui.ui.payments.writes import PaymentResult, PaymentWrites

if TYPE_CHECKING:
    from stancer_tui.api.resources.new_payment import NewPayment
    from stancer_tui.desk import Desk

_PAGE, _CARD, _SEPA = "page", "card", "sepa"
_LATER = "later"

_BY_CARD, _BY_SEPA = When("how", (_CARD,)), When("how", (_SEPA,))
_AUTH = fields.Both(fields.ASKED, When("how", (_PAGE, _CARD)))
_DEVICE = fields.Both(fields.ASKED, _BY_CARD)

_SUGGESTIONS = (
    Suggestion(
        N_("30.21 EUR, order TEST-1, paid on the page, back to example.org"),
        {
            "amount": "30.21",
            "currency": "eur",
            "order_id": "TEST-1",
            "description": "A test order",
            "return_url": "https://example.org/",
        },
    ),
    Suggestion(
        N_("120.00 EUR for Pierre Martin, a new customer"),
        {
            "amount": "120.00",
            "currency": "eur",
            "order_id": "TEST-2",
            "description": "A test order",
            "who": parties.NEW,
            "name": "Pierre Martin",
            "email": "pierre.martin@example.org",
            "return_url": "https://example.org/",
        },
    ),
)


def _unique_field(drawn: str) -> FormField:
    return FormField(
        name="unique_id",
        label=N_("Unique id"),
        rule=("payment", "unique_id"),
        required=True,
        initial=drawn,
        remark=lambda _value: Remark(
            _("Stancer creates at most one payment with it: a second try finds it.")
        ),
    )


def new_parts(drawn: str) -> tuple[FormField | Heading, ...]:
    """The fields of a new payment, with the unique id that was drawn for it."""
    return (
        fields.AMOUNT,
        fields.CURRENCY,
        fields.DESCRIPTION,
        fields.ORDER,
        _unique_field(drawn),
        fields.WHO,
        *fields.CUSTOMER,
        FormField(
            name="how",
            label=N_("Paid by"),
            kind=FieldKind.CHOICE,
            choices=(
                Choice(_PAGE, N_("the payment page")),
                Choice(_CARD, N_("a stored card")),
                Choice(_SEPA, N_("a stored account")),
            ),
        ),
        fields.with_card(_BY_CARD),
        fields.with_account(_BY_SEPA),
        FormField(
            name="methods",
            label=N_("Methods allowed"),
            kind=FieldKind.CHOICE,
            choices=(Choice("all", N_("every one")), Choice("card", N_("card")), Choice("sepa", N_("SEPA"))),
            when=When("how", (_PAGE,)),
            api_name="methods_allowed",
        ),
        FormField(
            name="capture",
            label=N_("Capture"),
            kind=FieldKind.CHOICE,
            choices=(Choice("now", N_("at once")), Choice(_LATER, N_("later"))),
        ),
        fields.RETURN_URL,
        replace(fields.ASK_AUTH, when=When("how", (_PAGE, _CARD))),
        *fields.auth_fields(_AUTH),
        *fields.device_fields(_DEVICE, required=True),
    )


_LINK_PARTS = (
    fields.AMOUNT,
    fields.CURRENCY,
    fields.ORDER,
    fields.DESCRIPTION,
    fields.WHO,
    *fields.CUSTOMER,
    fields.RETURN_URL,
)


def _check(values: Values) -> dict[str, str]:
    return fields.merged(fields.customer_errors(values), fields.sepa_errors(values))


def new_payment(values: Values, unique_id: str) -> "NewPayment":
    """What is sent for what was typed."""
    from stancer_tui.api.resources.new_payment import NewPayment

    methods = values.get("methods")
    return NewPayment(
        amount=values["amount"],
        currency=values["currency"],
        description=values["description"],
        order_id=values["order_id"],
        unique_id=unique_id,
        methods_allowed=None if methods in {None, "all"} else (methods,),
        card=values.get("card"),
        sepa=values.get("sepa"),
        customer=fields.customer_of(values),
        auth=fields.auth_of(values),
        device=fields.device_of(values),
        capture=False if values.get("capture") == _LATER else None,
        return_url=values["return_url"],
    )


def open_payment(writes: PaymentWrites, desk: "Desk", given: Raws | None = None) -> None:
    """Open the form that creates a payment; `given` is what its fields begin with."""
    sending = Sending(writes, desk, PaymentAction.CREATE, uuid4().hex)
    sending.open(
        name=" ".join(("payment", *(str(raw) for raw in (given or {}).values()))),
        title=N_("New payment"),
        action=N_("Create"),
        parts=_begun(new_parts(sending.key), given or {}),
        send=partial(_create, sending),
        check=_check,
        suggestions=_SUGGESTIONS,
    )


def open_payment_of(writes: PaymentWrites, desk: "Desk", kind: Kind, object_id: str) -> None:
    """Open the form for a payment of a stored customer, or by a stored card or SEPA account."""
    if kind is Kind.CUSTOMER:
        open_payment(writes, desk, of_customer(object_id))
    else:
        name = _CARD if kind is Kind.CARD else _SEPA
        open_payment(writes, desk, {"how": name, name: object_id})


def of_customer(customer: str | None) -> Raws:
    """What the fields of a payment begin with that is a stored customer's, where an id is given."""
    return {} if customer is None else {"who": parties.STORED, "customer": customer}


def _begun(parts: tuple[FormField | Heading, ...], given: Raws) -> tuple[FormField | Heading, ...]:
    return tuple(
        replace(part, initial=given[part.name])
        if isinstance(part, FormField) and part.name in given
        else part
        for part in parts
    )


def open_payment_link(writes: PaymentWrites, desk: "Desk", given: Raws | None = None) -> None:
    """Open the short form whose payment the customer pays by a link."""
    sending = Sending(writes, desk, PaymentAction.CREATE, uuid4().hex)

    def linked(created: Created) -> None:
        sending.report(created)
        if isinstance(created, PaymentResult) and sending.screen is not None:
            from stancer_tui.ui.payments.page_links import show_link

            show_link(writes.app, desk, created.payment, at_once=True)

    sending.open(
        name=" ".join(("payment link", *(str(raw) for raw in (given or {}).values()))),
        title=N_("Payment link"),
        action=N_("Create and copy link"),
        parts=_begun(_LINK_PARTS, given or {}),
        send=partial(_create, sending),
        check=_check,
        suggestions=_SUGGESTIONS,
        on_created=linked,
    )


async def _create(sending: Sending, values: Values) -> Created:
    """Create it once; what was drawn or typed as its unique id finds it again."""
    sending.key = values.get("unique_id") or sending.key
    writing = sending.desk.payment_writing
    new = new_payment(values, sending.key)
    return await sending.run(partial(writing.create, new), partial(writing.by_unique_id, sending.key))
