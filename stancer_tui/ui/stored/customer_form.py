"""Creating and changing a customer."""

from typing import TYPE_CHECKING

from stancer_tui.language import N_
from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind
from stancer_tui.ui.forms import parties
from stancer_tui.ui.forms.form import FormField, Heading, Suggestion
from stancer_tui.ui.forms.reading import email_or_mobile
from stancer_tui.ui.stored.form import ObjectChange, ObjectCreation, as_kept, country_field

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.stored.host import StoredHost

_MORE = (
    FormField(name="external_id", label=N_("External id"), rule=("customer", "external_id")),
    parties.BIRTH,
    FormField(name="legal_id", label=N_("Legal id"), rule=("customer", "legal_id")),
    country_field("customer"),
)
_UNNAMED = Heading(N_("The reference documents no change of these: Stancer may refuse or ignore it."))

_ANYBODY = (
    Suggestion(
        N_("Pierre Martin, e-mail and mobile"),
        {"name": "Pierre Martin", "email": "pierre.martin@example.org", "mobile": "+33639980102"},
    ),
    Suggestion(
        N_("Juan Pérez, e-mail, your own id and a birth date"),
        {
            "name": "Juan Pérez",
            "email": "juan.perez@example.org",
            "external_id": "TEST-1",
            "date_birth": "1976-07-07",
        },
    ),
)


def open_customer(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form that creates a customer."""
    from stancer_tui.api.resources.customers import NewCustomer

    creation = ObjectCreation(
        kind=Kind.CUSTOMER,
        parts=(*parties.CONTACT, *_MORE),
        create=lambda values: desk.client.customers.create(NewCustomer(**as_kept(values))),
        intro=N_("An e-mail address or a mobile number is needed."),
        check=email_or_mobile,
        suggestions=_ANYBODY,
        unknown=N_(
            "The API has no list of customers. Send it again: if it was created, Stancer answers with "
            "the id of the one it has instead of creating a second."
        ),
    )
    creation.open(submissions, desk)


def change_customer(host: "StoredHost", desk: "Desk", customer: Customer) -> None:
    """Open the form that changes a customer."""
    from stancer_tui.api.resources.customers import NewCustomer

    change = ObjectChange(
        kind=Kind.CUSTOMER,
        item=customer,
        parts=(*parties.CONTACT, _UNNAMED, *_MORE),
        update=lambda changed: desk.client.customers.update(customer.id, NewCustomer(**changed)),
        fitted=as_kept,
    )
    change.open(host, desk)
