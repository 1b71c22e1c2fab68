"""Cards (reference: Credit Card)."""

from stancer_tui.models.base import Count, Flag, StancerObject, Timestamp, Word


class Card(StancerObject):
    """A tokenized card: never its number or its verification code."""

    last4: Word = None
    brand: Word = None
    exp_month: Count = None
    exp_year: Count = None
    name: Word = None
    country: Word = None
    funding: Word = None
    nature: Word = None
    network: Word = None
    preferred_network: Word = None
    zip_code: Word = None
    tokenize: Flag = None
    external_id: Word = None
    created: Timestamp = None
    live_mode: Flag = None
