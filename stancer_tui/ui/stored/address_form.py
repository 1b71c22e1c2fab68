"""Creating and changing an address."""

from typing import TYPE_CHECKING

from stancer_tui.language import N_
from stancer_tui.models.address import Address
from stancer_tui.models.ids import Kind
from stancer_tui.ui.forms.form import FormField, Suggestion, Values
from stancer_tui.ui.stored.form import ObjectChange, ObjectCreation, as_kept, country_field

if TYPE_CHECKING:
    from stancer_tui.api.resources.addresses import NewAddress
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.stored.host import StoredHost

_PARTS = (
    FormField(name="line1", label=N_("Line 1"), rule=("address", "line1")),
    FormField(name="line2", label=N_("Line 2"), rule=("address", "line2")),
    FormField(name="line3", label=N_("Line 3"), rule=("address", "line3")),
    FormField(name="zip_code", label=N_("Zip code"), rule=("address", "zip_code"), required=True),
    FormField(name="city", label=N_("City"), rule=("address", "city"), required=True),
    FormField(name="state", label=N_("State"), rule=("address", "state")),
    country_field("address", required=True),
)
_ANYWHERE = (
    Suggestion(
        "12 rue des champs, 75008 Paris",
        {"line1": "12 rue des champs", "zip_code": "75008", "city": "Paris", "country": "FR"},
    ),
)


def open_address(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form that creates an address."""
    creation = ObjectCreation(
        kind=Kind.ADDRESS,
        parts=_PARTS,
        create=lambda values: desk.client.addresses.create(_address(values)),
        suggestions=_ANYWHERE,
        unknown=N_("The API has no list of addresses, and accepts the same one twice: two of it do no harm."),
        repeat=N_("If it was, there will be two of it."),
    )
    creation.open(submissions, desk)


def change_address(host: "StoredHost", desk: "Desk", address: Address) -> None:
    """Open the form that changes an address."""
    change = ObjectChange(
        kind=Kind.ADDRESS,
        item=address,
        parts=_PARTS,
        update=lambda changed: desk.client.addresses.update(address.id, _address(changed)),
        intro=N_(
            "The reference documents this change, but Stancer's own clients refuse it: Stancer may too."
        ),
        fitted=as_kept,
    )
    change.open(host, desk)


def _address(values: Values) -> "NewAddress":
    from stancer_tui.api.resources.addresses import NewAddress

    return NewAddress(**as_kept(values))
