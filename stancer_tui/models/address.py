"""Addresses (reference: Addresses)."""

from stancer_tui.models.base import Flag, StancerObject, Text, Timestamp, Word


class Address(StancerObject):
    """A postal address (reference: Addresses)."""

    line1: Text = None
    """Street and number."""
    line2: Text = None
    """The second line."""
    line3: Text = None
    """The third line."""
    city: Text = None
    """The town."""
    zip_code: Word = None
    """The postal code."""
    state: Word = None
    """Up to three characters."""
    country: Word = None
    """Two characters (ISO 3166); the API does not check them."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
