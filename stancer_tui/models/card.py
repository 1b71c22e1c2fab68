"""Cards (reference: Credit Card)."""

from stancer_tui.models.base import Count, Flag, StancerObject, Timestamp, Word


class Card(StancerObject):
    """A stored card: never its number or its verification code (reference: Credit Card)."""

    last4: Word = None
    """The last four digits of the number, as text."""
    brand: Word = None
    """`visa`, `mastercard`, `amex` and others."""
    exp_month: Count = None
    """1 to 12; the card is good to the end of that month."""
    exp_year: Count = None
    """Four digits."""
    name: Word = None
    """The holder's name."""
    country: Word = None
    """Where it was issued: two letters (ISO 3166)."""
    funding: Word = None
    """credit, debit, prepaid, universal, charge, deferred."""
    nature: Word = None
    """`personnal`, with two n as version 1 of the API spells it, or `corporate`; the reference says
    `personal`."""
    network: Word = None
    """national, mastercard, visa."""
    preferred_network: Word = None
    """The network that the payer chose, where the card has two."""
    zip_code: Word = None
    """The postal code of the holder's address."""
    tokenize: Flag = None
    """Whether it may pay again; seen in the reference, not in answers."""
    external_id: Word = None
    """The merchant's own id."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
