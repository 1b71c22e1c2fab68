"""Account verification (reference: Account verification)."""

from typing import Any

from stancer_tui.models.base import Count, Flag, StancerObject, Timestamp, Word


class Check(StancerObject):
    """The answer of the account holder's bank; `score_name` runs from 0 to 100.

    The id is the check's (`chck_`) or, in the older form, the account's (`sepa_`). `customer` and `sepa` are
    left as they came: a whole object or an id.
    """

    status: Word = None
    response: Word = None
    score_name: Count = None
    date_birth_valid: Flag = None
    date_birth: Any = None
    iban_type: Flag = None
    iban_valid: Flag = None
    verified: Flag = None
    customer: Any = None
    sepa: Any = None
    created: Timestamp = None
    live_mode: Flag = None
