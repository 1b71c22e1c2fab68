"""The fields that the forms of a payment share, and what is read out of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.money import CURRENCIES
from stancer_tui.ui.forms import parties
from stancer_tui.ui.forms.form import Choice, FieldKind, FormField, Heading, Raws, Remark, Values, When
from stancer_tui.ui.forms.parties import NEW, NONE, STORED, Shown
from stancer_tui.ui.forms.reading import email_or_mobile

if TYPE_CHECKING:
    from stancer_tui.api.resources.customers import NewCustomer
    from stancer_tui.api.resources.new_payment import AuthRequest, NewDevice


@dataclass(frozen=True, slots=True)
class Both:
    """A field is there only while both conditions hold."""

    one: Shown
    other: Shown

    def __call__(self, raws: Raws) -> bool:
        """Whether both hold."""
        return self.one(raws) and self.other(raws)


AMOUNT = FormField(
    name="amount",
    label=N_("Amount"),
    kind=FieldKind.AMOUNT,
    rule=("payment", "amount"),
    required=True,
    currency_from="currency",
    placeholder=N_("12.50"),
)
CURRENCY = FormField(
    name="currency",
    label=N_("Currency"),
    kind=FieldKind.CHOICE,
    choices=tuple(Choice(each, each.upper()) for each in ("eur", *sorted(set(CURRENCIES) - {"eur"}))),
    initial="eur",
)
DESCRIPTION = FormField(name="description", label=N_("Description"), rule=("payment", "description"))
ORDER = FormField(name="order_id", label=N_("Order number"), rule=("payment", "order_id"))


RETURN_URL = FormField(
    name="return_url",
    label=N_("Return URL"),
    rule=("payment", "return_url"),
    placeholder="https://",
    remark=lambda _value: Remark(_("The customer comes back here after paying.")),
)

ASK = "ask"
ASK_AUTH = FormField(
    name="auth",
    label=N_("3-D Secure"),
    kind=FieldKind.CHOICE,
    choices=(Choice("no", N_("not asked for")), Choice(ASK, N_("ask for it"))),
)
ASKED = When("auth", (ASK,))
"""The fields of 3-D Secure are shown where it is asked for."""

WHO = FormField(
    name="who",
    label=N_("Customer"),
    kind=FieldKind.CHOICE,
    choices=(Choice(NONE, N_("none")), Choice(NEW, N_("new")), Choice(STORED, N_("by id"))),
)
CUSTOMER = parties.customer_fields("who")


def with_card(when: Shown) -> FormField:
    """A stored card by its id."""
    return parties.stored("card", Kind.CARD, when)


def with_account(when: Shown) -> FormField:
    """A stored SEPA account by its id."""
    return parties.stored("sepa", Kind.SEPA, when)


def auth_fields(when: Shown) -> tuple[FormField, ...]:
    """The fields that asking for 3-D Secure needs."""
    return (
        FormField(
            name="auth_return_url",
            label=N_("3-DS return URL"),
            rule=("auth", "return_url"),
            placeholder="https://",
            api_name="auth.return_url",
            remark=lambda _value: Remark(_("The customer comes back here from the bank.")),
            when=when,
        ),
    )


def device_fields(when: Shown, *, required: bool) -> tuple[FormField | Heading, ...]:
    """The payer's device: its address and port go together, the rest helps the bank."""
    return (
        Heading(N_("The customer's device, as your shop saw it"), when=when),
        FormField(
            name="ip",
            label=N_("IP address"),
            rule=("device", "ip"),
            required=required,
            api_name="device.ip",
            when=when,
        ),
        FormField(
            name="port",
            label=N_("Port"),
            kind=FieldKind.NUMBER,
            rule=("device", "port"),
            required=required,
            api_name="device.port",
            when=when,
        ),
        *(
            FormField(name=name, label=label, rule=("device", name), api_name=f"device.{name}", when=when)
            for name, label in (
                ("user_agent", N_("User agent")),
                ("http_accept", N_("Accept header")),
                ("languages", N_("Languages")),
            )
        ),
    )


def customer_of(values: Values) -> "NewCustomer | str | None":
    """The customer that was typed, by id or new, where one was."""
    return None if values.get("who", NONE) == NONE else parties.customer_of(values)


def device_of(values: Values) -> "NewDevice | None":
    """The device that was typed."""
    if values.get("ip") is None or values.get("port") is None:
        return None
    from stancer_tui.api.resources.new_payment import NewDevice

    rest = {name: values.get(name) for name in ("user_agent", "http_accept", "languages")}
    return NewDevice(ip=values["ip"], port=values["port"], **rest)


def auth_of(values: Values, *, asked: bool = False) -> "AuthRequest | None":
    """The request for 3-D Secure, where it was chosen."""
    if not asked and values.get("auth") != ASK:
        return None
    from stancer_tui.api.resources.new_payment import AuthRequest

    return AuthRequest(return_url=values.get("auth_return_url"))


def customer_errors(values: Values) -> dict[str, str]:
    """A new customer needs an e-mail address or a mobile number."""
    return email_or_mobile(values) if values.get("who") == NEW else {}


def sepa_errors(values: Values) -> dict[str, str]:
    """SEPA is in euros."""
    if values.get("sepa") is not None and values.get("currency") not in {None, "eur"}:
        return {"currency": _("A SEPA payment is in EUR.")}
    return {}


def device_errors(values: Values) -> dict[str, str]:
    """Address and port go together."""
    missing = {
        "ip": _("An address is needed with a port."),
        "port": _("A port is needed with an address."),
    }
    rest = any(values.get(name) is not None for name in ("user_agent", "http_accept", "languages"))
    given = {name for name in missing if values.get(name) is not None}
    if not given and not rest:
        return {}
    return {name: text for name, text in missing.items() if name not in given}


def merged(*found: Mapping[str, Any]) -> dict[str, str]:
    """The errors of several checks, the first at each field."""
    errors: dict[str, str] = {}
    for each in found:
        for name, text in each.items():
            errors.setdefault(name, text)
    return errors
