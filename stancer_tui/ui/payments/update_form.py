"""Changing a payment: every field that an update may carry, and the request for 3-D Secure."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from stancer_tui.language import N_, _
from stancer_tui.models.payment_row import payment_row
from stancer_tui.render.identity import identity_of
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.actions import PaymentAction, standing, why_not, why_not_changed
from stancer_tui.ui.forms import parties
from stancer_tui.ui.forms.form import Choice, Created, FieldKind, FormField, Heading, Values, When
from stancer_tui.ui.payments import form_fields as fields
from stancer_tui.ui.payments.sending import Sending
from stancer_tui.ui.payments.writes import BUSY, PaymentWrites

if TYPE_CHECKING:
    from stancer_tui.api.resources.new_payment import PaymentChange
    from stancer_tui.desk import Desk
    from stancer_tui.models.payment import Payment

_PLAIN = ("order_id", "description", "return_url")
_CARD, _SEPA = "card", "sepa"
_BY_CARD, _BY_SEPA = When("method", (_CARD,)), When("method", (_SEPA,))
_LONGEST = 2048


def open_update(writes: PaymentWrites, desk: "Desk", payment: "Payment") -> None:
    """Open the form that changes a payment; it sends only what was changed."""
    if _busy(writes, desk, payment):
        return
    sending = Sending(writes, desk, PaymentAction.UPDATE, payment.id)
    sent, closed = _("Only what you change is sent."), why_not_changed("amount", standing(payment))
    sending.open(
        name=f"update {payment.id}",
        title=N_("Update payment"),
        action=N_("Update"),
        intro=f"{_whose(writes, payment)}\n{sent} {closed or ''}".strip(),
        parts=_parts(payment, desk),
        send=partial(_update, sending, payment),
        check=partial(_check, payment),
    )


def open_authentication(writes: PaymentWrites, desk: "Desk", payment: "Payment") -> None:
    """Open the form that asks for 3-D Secure."""
    if _busy(writes, desk, payment):
        return
    sending = Sending(writes, desk, PaymentAction.AUTHENTICATE, payment.id)
    by_card = standing(payment).method == "card"
    intro = (
        _("The customer's bank is asked to authenticate the customer; it needs to know their device.")
        if by_card
        else _("The customer authenticates on the payment page, which knows their device by itself.")
    )
    sending.open(
        name=f"authenticate {payment.id}",
        title=N_("3-D Secure"),
        action=N_("Ask for 3-D Secure"),
        intro=f"{_whose(writes, payment)}\n{intro}",
        parts=(
            *fields.auth_fields(_always),
            *(_known_device(payment, _always, required=True) if by_card else ()),
        ),
        send=partial(_authenticate, sending, payment),
        check=fields.device_errors,
    )


def _whose(writes: PaymentWrites, payment: "Payment") -> str:
    """Whose payment it is, and for what, over the fields."""
    clock = writes.desk_clock
    identity = identity_of(payment_row(payment.raw), now=clock.now(), zone=clock.zone, mask=writes.mask)
    return f"{identity.person}\n{identity.purchase}"


def _always(_raws: object) -> bool:
    return True


def _busy(writes: PaymentWrites, desk: "Desk", payment: "Payment") -> bool:
    busy = writes.busy(desk.mode, payment.id)
    if busy:
        writes.app.notify(_(BUSY), title=_("Not now"), severity="warning", markup=False)
    return busy


def _parts(payment: "Payment", desk: "Desk") -> tuple[FormField | Heading, ...]:
    stands = standing(payment)
    known = {name: _known(payment, name) for name in _PLAIN}
    describing = (
        replace(fields.ORDER, initial=known["order_id"]),
        replace(fields.DESCRIPTION, initial=known["description"]),
    )
    customer = (replace(fields.WHO, choices=_kept_or_not(payment.customer_id)), *fields.CUSTOMER)
    if why_not_changed("amount", stands) is not None:
        return (*describing, *customer)
    currency = payment.currency.lower()
    asks = why_not(PaymentAction.AUTHENTICATE, stands, live=desk.mode.live, read_only=desk.read_only) is None
    auth: tuple[FormField | Heading, ...] = (
        fields.ASK_AUTH,
        *fields.auth_fields(fields.ASKED),
    )
    return (
        replace(fields.AMOUNT, initial=amount(payment.amount, currency)),
        replace(fields.CURRENCY, initial=currency, choices=_with(currency)),
        *describing,
        replace(fields.RETURN_URL, initial=known["return_url"]),
        *customer,
        FormField(
            name="method",
            label=N_("Card or account"),
            kind=FieldKind.CHOICE,
            choices=(
                Choice("", N_("as it is") if stands.method else N_("none yet")),
                Choice(_CARD, N_("a stored card")),
                Choice(_SEPA, N_("a stored account")),
            ),
        ),
        fields.with_card(_BY_CARD),
        fields.with_account(_BY_SEPA),
        *(auth if asks else ()),
        *_known_device(payment, _always, required=False),
    )


def _known(payment: "Payment", name: str) -> str:
    """A field as the form shows it; what is left like this is not sent."""
    return safe(getattr(payment, name) or "", _LONGEST)


def _kept_or_not(customer_id: str | None) -> tuple[Choice, ...]:
    first = Choice(parties.NONE, N_("as it is") if customer_id else N_("none"))
    return (first, *fields.WHO.choices[1:])


def _with(currency: str) -> tuple[Choice, ...]:
    """The currencies, with one that no table lists if that is the payment's."""
    choices = fields.CURRENCY.choices
    if any(each.value == currency for each in choices):
        return choices
    return (Choice(currency, safe(currency.upper(), 8)), *choices)


def _known_device(
    payment: "Payment", when: parties.Shown, *, required: bool
) -> tuple[FormField | Heading, ...]:
    """The device's fields with what the payment knows of it."""
    device, parts = payment.device, fields.device_fields(when, required=required)
    if device is None:
        return parts
    return tuple(
        replace(each, initial=safe(getattr(device, each.name) or "", _LONGEST))
        if isinstance(each, FormField)
        else each
        for each in parts
    )


def _check(payment: "Payment", values: Values) -> dict[str, str]:
    emptied = {
        name: _("Stancer cannot empty this field. Type its value again, or another one.")
        for name in _PLAIN
        if name in values and values[name] is None and getattr(payment, name)
    }
    errors = fields.merged(emptied, fields.customer_errors(values), _device_errors(values), _sepa(values))
    if not errors and not change_of(payment, values).payload():
        return {next(iter(values)): _("Nothing is changed yet.")}
    return errors


def _device_errors(values: Values) -> dict[str, str]:
    errors = fields.device_errors(values)
    if values.get("auth") == fields.ASK and values.get("card") is not None and values.get("ip") is None:
        errors.setdefault("ip", _("3-D Secure of a card needs the customer's device."))
    return errors


def _sepa(values: Values) -> dict[str, str]:
    if values.get("auth") == fields.ASK and values.get("sepa") is not None:
        return {"auth": _("3-D Secure is for cards.")}
    return fields.sepa_errors(values)


def change_of(payment: "Payment", values: Values) -> "PaymentChange":
    """What was changed."""
    from stancer_tui.api.resources.new_payment import PaymentChange

    changed: dict[str, Any] = {
        name: values[name]
        for name in _PLAIN
        if values.get(name) is not None and values[name] != _known(payment, name).strip()
    }
    if values.get("amount") not in {None, payment.amount}:
        changed["amount"] = values["amount"]
    if values.get("currency") not in {None, payment.currency.lower()}:
        changed["currency"] = values["currency"]
    device = fields.device_of(values)
    if device is not None and not _same_device(payment, values):
        changed["device"] = device
    return PaymentChange(
        **changed,
        card=values.get("card"),
        sepa=values.get("sepa"),
        customer=fields.customer_of(values),
        auth=fields.auth_of(values),
    )


def _same_device(payment: "Payment", values: Values) -> bool:
    known = payment.device
    names = ("ip", "port", "user_agent", "http_accept", "languages")
    return known is not None and all((getattr(known, name) or None) == values.get(name) for name in names)


async def _update(sending: Sending, payment: "Payment", values: Values) -> Created:
    return await _send(sending, payment, change_of(payment, values))


async def _authenticate(sending: Sending, payment: "Payment", values: Values) -> Created:
    from stancer_tui.api.resources.new_payment import PaymentChange

    asked = fields.auth_of(values, asked=True)
    return await _send(sending, payment, PaymentChange(auth=asked, device=fields.device_of(values)))


async def _send(sending: Sending, payment: "Payment", change: "PaymentChange") -> Created:
    from stancer_tui.services.payments.writing import applied

    writing = sending.desk.payment_writing
    return await sending.run(
        partial(writing.update, payment, change),
        partial(writing.seen, payment.id, lambda now: applied(change, payment, now)),
    )
