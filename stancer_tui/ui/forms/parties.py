"""The fields of a customer, a SEPA account and a card, as every form that asks for one has them."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from stancer_tui.language import N_
from stancer_tui.models.ids import Kind
from stancer_tui.ui.forms import value_checks
from stancer_tui.ui.forms.form import FieldKind, FormField, Raws, Values, When
from stancer_tui.ui.forms.reading import email, mobile

if TYPE_CHECKING:
    from stancer_tui.api.resources.customers import NewCustomer
    from stancer_tui.api.resources.sepa import NewSepa

Shown = Callable[[Raws], bool]

NEW, STORED, NONE = "new", "stored", "none"
"""How a customer or an account is given: typed, by the id of a kept one, or not at all."""

NAME = FormField(name="name", label=N_("Name"), rule=("customer", "name"))
EMAIL = FormField(name="email", label=N_("E-mail"), rule=("customer", "email"), also=email)
MOBILE = FormField(name="mobile", label=N_("Mobile"), rule=("customer", "mobile"), also=mobile)
BIRTH = FormField(
    name="date_birth",
    label=N_("Birth date"),
    kind=FieldKind.DATE,
    rule=("customer", "date_birth"),
    also=value_checks.birth,
)
CONTACT = (NAME, EMAIL, MOBILE)
"""What the reference says of a customer."""

IBAN = FormField(
    name="iban",
    label=N_("IBAN"),
    kind=FieldKind.IBAN,
    rule=("sepa", "iban"),
    required=True,
    limit="",  # its groups of four need the room
    placeholder=N_("15 to 34 characters"),
)


def customer_fields(
    chosen_by: str, *, of: tuple[FormField, ...] = CONTACT, needed: Collection[str] = ()
) -> tuple[FormField, ...]:
    """The fields of a customer inside another object: of a new one, or the id of one that is kept."""
    new = When(chosen_by, (NEW,))
    typed = (
        replace(each, required=each.name in needed, api_name=f"customer.{each.name}", when=new) for each in of
    )
    return (*typed, stored("customer", Kind.CUSTOMER, When(chosen_by, (STORED,))))


def account_fields(chosen_by: str) -> tuple[FormField, ...]:
    """The fields of a SEPA account inside another object: a new one is the customer's."""
    return (
        replace(IBAN, api_name="sepa.iban", when=When(chosen_by, (NEW,))),
        stored("sepa", Kind.SEPA, When(chosen_by, (STORED,))),
    )


_LABELS = {
    Kind.CUSTOMER: N_("Customer id"),
    Kind.SEPA: N_("SEPA account id"),
    Kind.CARD: N_("Card id"),
}


def stored(name: str, kind: Kind, when: Shown) -> FormField:
    """The id of an object that Stancer keeps."""
    return FormField(
        name=name,
        label=_LABELS[kind],
        kind=FieldKind.ID,
        of=kind,
        required=True,
        api_name=f"{name}.id",
        when=when,
    )


def customer_of(values: Values) -> "NewCustomer | str":
    """The customer that was typed, by id or new."""
    if values.get("customer") is not None:
        return str(values["customer"])
    from stancer_tui.api.resources.customers import NewCustomer

    return NewCustomer(**{name: values.get(name) for name in ("name", "email", "mobile", "date_birth")})


def account_of(values: Values) -> "NewSepa | str":
    """The account that was typed, by id or new."""
    if values.get("sepa") is not None:
        return str(values["sepa"])
    from stancer_tui.api.resources.sepa import NewSepa

    return NewSepa(iban=values["iban"], name=values["name"])
