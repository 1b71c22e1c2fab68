"""Creating and changing a customer."""

from typing import TYPE_CHECKING

from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind
from stancer_tui.ui.forms import value_checks
from stancer_tui.ui.forms.form import FieldKind, FormField, Heading, Suggestion
from stancer_tui.ui.forms.reading import email, email_or_mobile, mobile
from stancer_tui.ui.forms.stored import Change, Creation

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.app import StancerApp

_NAMED = (
    FormField(name="name", label="Name", rule=("customer", "name")),
    FormField(name="email", label="E-mail", rule=("customer", "email"), also=email),
    FormField(name="mobile", label="Mobile", rule=("customer", "mobile"), also=mobile),
)
_MORE = (
    FormField(name="external_id", label="External id", rule=("customer", "external_id")),
    FormField(
        name="date_birth",
        label="Birth date",
        kind=FieldKind.DATE,
        rule=("customer", "date_birth"),
        also=value_checks.birth,
    ),
    FormField(name="legal_id", label="Legal id", rule=("customer", "legal_id")),
)
_UNNAMED = Heading("The reference names no change of these: Stancer may refuse or ignore it.")

_ANYBODY = (
    Suggestion(
        "Pierre Martin, e-mail and mobile",
        {"name": "Pierre Martin", "email": "pierre.martin@example.org", "mobile": "+33639980102"},
    ),
    Suggestion(
        "Juan Pérez, e-mail, your own id and a birth date",
        {
            "name": "Juan Pérez",
            "email": "juan.perez@example.org",
            "external_id": "TEST-1",
            "date_birth": "1976-07-07",
        },
    ),
)


def open_customer(app: "StancerApp", desk: "Desk") -> None:
    """Open the form that creates a customer."""
    from stancer_tui.api.resources.customers import NewCustomer

    creation = Creation(
        kind=Kind.CUSTOMER,
        parts=(*_NAMED, *_MORE),
        create=lambda values: desk.client.customers.create(NewCustomer(**values)),
        intro="An e-mail address or a mobile number is needed.",
        check=email_or_mobile,
        suggestions=_ANYBODY,
        unknown="The API has no list of customers. Send it again: if it was made, Stancer answers the id "
        "of the one it has instead of making a second.",
    )
    creation.open(app, desk)


def change_customer(app: "StancerApp", desk: "Desk", customer: Customer) -> None:
    """Open the form that changes a customer."""
    from stancer_tui.api.resources.customers import NewCustomer

    change = Change(
        kind=Kind.CUSTOMER,
        item=customer,
        parts=(*_NAMED, _UNNAMED, *_MORE),
        update=lambda changed: desk.client.customers.update(customer.id, NewCustomer(**changed)),
    )
    change.open(app, desk)
