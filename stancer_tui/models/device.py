"""The payer's device (reference: Device)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import ApiObject, Count, Text, Word
from stancer_tui.models.unreadable import Unreadable


class Device(ApiObject):
    """What the payer's browser said, and where the API places its address (reference: Device)."""

    ip: Text = None
    """The payer's IPv4 or IPv6 address."""
    port: Count = None
    """The payer's TCP port, up to 65535."""
    user_agent: Text = None
    """The header `User-Agent` of the payer's browser."""
    http_accept: Text = None
    """The header `Accept` of the payer's browser."""
    languages: Text = None
    """The header `Accept-Language` of the payer's browser."""
    city: Text = None
    """Where the API places the address."""
    country: Word = None
    """Where the API places the address: two letters (ISO 3166)."""
    zip_code: Word = None
    """Where the API places the address."""


def _device(value: Any) -> Device | None:
    try:
        return value if isinstance(value, Device) else Device.read(value)
    except Unreadable:
        return None


OptionalDevice = Annotated[Device | None, PlainValidator(_device)]
