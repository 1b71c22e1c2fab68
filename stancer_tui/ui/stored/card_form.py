"""Creating a card of the reference's test cards, in test mode alone, and changing a card."""

from typing import TYPE_CHECKING, Any

from stancer_tui.language import N_, _
from stancer_tui.models.card import Card
from stancer_tui.models.ids import Kind
from stancer_tui.reference import testdata
from stancer_tui.services.payments.test_cards import CVC, expiry, new_test_card
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.forms.form import Choice, FieldKind, FormField, Remark, Values
from stancer_tui.ui.stored.form import ObjectChange, ObjectCreation
from stancer_tui.ui.stored.testdata import card_choices, card_suggestions, card_words

if TYPE_CHECKING:
    from stancer_tui.api.resources.cards import NewCard
    from stancer_tui.desk import Desk
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.stored.host import StoredHost


def _about(number: Any) -> Remark | None:
    known = testdata.card(number)
    return None if known is None else Remark(card_words(known))


_NAME = FormField(name="name", label=N_("Cardholder"), rule=("card", "name"))
_ZIP = FormField(name="zip_code", label=N_("Zip code"), rule=("card", "zip_code"))
_NEW = (
    _NAME,
    _ZIP,
    FormField(name="external_id", label=N_("External id"), rule=("card", "external_id")),
    FormField(
        name="preferred_network",
        label=N_("Network"),
        kind=FieldKind.CHOICE,
        rule=("card", "preferred_network"),
        choices=(
            Choice("", N_("not chosen by the payer")),
            Choice("national", N_("national")),
            Choice("mastercard", "mastercard"),
            Choice("visa", "visa"),
        ),
    ),
    FormField(
        name="tokenize",
        label=N_("Keep for reuse"),
        kind=FieldKind.FLAG,
        rule=("card", "tokenize"),
        initial=True,
    ),
)
_CHANGED = (
    FormField(
        name="exp_month",
        label=N_("Expiry month"),
        kind=FieldKind.NUMBER,
        rule=("card", "exp_month"),
        required=True,
    ),
    FormField(
        name="exp_year",
        label=N_("Expiry year"),
        kind=FieldKind.NUMBER,
        rule=("card", "exp_year"),
        required=True,
    ),
    _NAME,
    _ZIP,
)


def open_card(submissions: "Submissions", desk: "Desk") -> None:
    """Open the form that creates a card of a test card."""
    month, year = expiry(desk.now())
    expires = f"{month:02d}/{year}"
    card = FormField(
        name="card", label=N_("Test card"), kind=FieldKind.CHOICE, choices=card_choices(), remark=_about
    )

    def new(values: Values) -> "NewCard":
        about = {name: values[name] for name in ("name", "zip_code", "external_id", "preferred_network")}
        about["tokenize"] = None if values["tokenize"] else False
        return new_test_card(desk.mode, values["card"], desk.now(), **about)

    async def create(values: Values) -> Card:
        return await desk.client.cards.create(new(values))

    creation = ObjectCreation(
        kind=Kind.CARD,
        parts=(card, *_NEW),
        create=create,
        intro=_(
            "One of the reference's test cards: left and right choose, {key} lists them. "
            "It expires {expiry}, its code is {code}.",
            key=key_of("form.suggest"),
            expiry=expires,
            code=CVC,
        ),
        suggestions=card_suggestions(),
        unknown=N_(
            "The API has no list of cards. Send it again: if it was created, Stancer answers with the "
            "id of the one it has instead of creating a second."
        ),
    )
    creation.open(submissions, desk)


def change_card(host: "StoredHost", desk: "Desk", card: Card) -> None:
    """Open the form that changes a card."""
    change = ObjectChange(
        kind=Kind.CARD,
        item=card,
        parts=_CHANGED,
        update=lambda changed: desk.client.cards.update(card.id, **changed),
        intro=N_("Number and code cannot be changed."),
    )
    change.open(host, desk)
