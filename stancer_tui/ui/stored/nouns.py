"""The sentences about each kind of stored object, written whole: grammar differs with the noun."""

from dataclasses import dataclass

from stancer_tui.language import N_
from stancer_tui.models.ids import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectWords:
    """The sentences of one kind of object, messages each; `{id}` stands for the object's id."""

    new: str
    created: str
    change: str
    changed: str
    delete: str
    """What the question, its button and what is sent are called."""
    deleted: str
    real: str
    unknown: str
    """It was deleted, and Stancer knows it no longer."""
    gone: str
    still: str
    kept: str


WORDS = {
    Kind.CUSTOMER: ObjectWords(
        new=N_("New customer"),
        created=N_("The customer was created: {id}."),
        change=N_("Change customer {id}"),
        changed=N_("The customer was changed."),
        delete=N_("Delete customer"),
        deleted=N_("The customer was deleted: {id}."),
        real=N_("LIVE: a real customer is deleted."),
        unknown=N_("Deleted. Stancer answers 404: it no longer knows this customer."),
        gone=N_("✓ Deleted. Stancer no longer has this customer; below is what it held."),
        still=N_("Stancer still has this customer: it is not deleted so far."),
        kept=N_("It was read again: Stancer still has this customer."),
    ),
    Kind.SEPA: ObjectWords(
        new=N_("New SEPA account"),
        created=N_("The SEPA account was created: {id}."),
        change=N_("Change SEPA account {id}"),
        changed=N_("The SEPA account was changed."),
        delete=N_("Delete SEPA account"),
        deleted=N_("The SEPA account was deleted: {id}."),
        real=N_("LIVE: a real SEPA account is deleted."),
        unknown=N_("Deleted. Stancer answers 404: it no longer knows this SEPA account."),
        gone=N_("✓ Deleted. Stancer no longer has this SEPA account; below is what it held."),
        still=N_("Stancer still has this SEPA account: it is not deleted so far."),
        kept=N_("It was read again: Stancer still has this SEPA account."),
    ),
    Kind.CARD: ObjectWords(
        new=N_("New card"),
        created=N_("The card was created: {id}."),
        change=N_("Change card {id}"),
        changed=N_("The card was changed."),
        delete=N_("Delete card"),
        deleted=N_("The card was deleted: {id}."),
        real=N_("LIVE: a real card is deleted."),
        unknown=N_("Deleted. Stancer answers 404: it no longer knows this card."),
        gone=N_("✓ Deleted. Stancer no longer has this card; below is what it held."),
        still=N_("Stancer still has this card: it is not deleted so far."),
        kept=N_("It was read again: Stancer still has this card."),
    ),
    Kind.ADDRESS: ObjectWords(
        new=N_("New address"),
        created=N_("The address was created: {id}."),
        change=N_("Change address {id}"),
        changed=N_("The address was changed."),
        delete=N_("Delete address"),
        deleted=N_("The address was deleted: {id}."),
        real=N_("LIVE: a real address is deleted."),
        unknown=N_("Deleted. Stancer answers 404: it no longer knows this address."),
        gone=N_("✓ Deleted. Stancer no longer has this address; below is what it held."),
        still=N_("Stancer still has this address: it is not deleted so far."),
        kept=N_("It was read again: Stancer still has this address."),
    ),
}
