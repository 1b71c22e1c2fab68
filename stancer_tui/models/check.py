"""Account verification (reference: Account verification)."""

from typing import Any

from stancer_tui.models.base import Count, Flag, StancerObject, Timestamp, Word


class Check(StancerObject):
    """What the bank of an account says of its holder (reference: Account verification).

    The `id` is the check's (`chck_`) or, in the older form, the account's (`sepa_`).
    """

    status: Word = None
    """check_sent, then checked or check_error; in older answers also available, unavailable."""
    response: Word = None
    """`00` once the bank answered."""
    score_name: Count = None
    """How well the name fits the holder's: 0 is no match, 100 an exact one; None until it is checked."""
    date_birth_valid: Flag = None
    """Whether the birth date is the holder's; None until it is checked, or where none was given."""
    date_birth: Any = None
    """In the older form of answers: whether the birth date fits."""
    iban_type: Flag = None
    """Whether the type of the IBAN is correct; the reference does not say which types there are."""
    iban_valid: Flag = None
    """Whether the IBAN is valid."""
    verified: Flag = None
    """Whether the customer and the account are correct."""
    customer: Any = None
    """As it came: a JSON object, an id, or nothing."""
    sepa: Any = None
    """As it came: a JSON object, an id, or nothing."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
