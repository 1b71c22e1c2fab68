"""Customers (reference: Customers)."""

from stancer_tui.models.base import Flag, StancerObject, Text, Timestamp, Word


class Customer(StancerObject):
    """A customer of the merchant; `date_birth` is a YYYY-MM-DD date as sent."""

    email: Text = None
    mobile: Word = None
    name: Text = None
    country: Word = None
    external_id: Word = None
    date_birth: Text = None
    legal_id: Word = None
    created: Timestamp = None
    live_mode: Flag = None
