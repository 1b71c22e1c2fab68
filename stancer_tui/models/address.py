"""Addresses (reference: Addresses)."""

from stancer_tui.models.base import Flag, StancerObject, Text, Timestamp, Word


class Address(StancerObject):
    """A postal address."""

    line1: Text = None
    line2: Text = None
    line3: Text = None
    city: Text = None
    zip_code: Word = None
    state: Word = None
    country: Word = None
    created: Timestamp = None
    live_mode: Flag = None
