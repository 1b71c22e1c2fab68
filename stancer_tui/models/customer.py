"""Customers (reference: Customers)."""

from stancer_tui.models.base import Flag, StancerObject, Text, Timestamp, Word


class Customer(StancerObject):
    """A customer of the merchant (reference: Customers, which has only `email`, `mobile` and `name`)."""

    email: Text = None
    """The address for mail."""
    mobile: Word = None
    """With its country code, `+33612345678`."""
    name: Text = None
    """As the merchant gave it."""
    country: Word = None
    """Two letters (ISO 3166)."""
    external_id: Word = None
    """The merchant's own id."""
    date_birth: Text = None
    """YYYY-MM-DD as it was sent."""
    legal_id: Word = None
    """The registration number of a company."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
