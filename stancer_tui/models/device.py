"""The payer's device (reference: Device)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import ApiObject, Count, Text, Word
from stancer_tui.models.unreadable import Unreadable


class Device(ApiObject):
    """What the payer's browser said, and where the API places its address."""

    ip: Text = None
    port: Count = None
    user_agent: Text = None
    http_accept: Text = None
    languages: Text = None
    city: Text = None
    country: Word = None
    zip_code: Word = None


def _device(value: Any) -> Device | None:
    try:
        return value if isinstance(value, Device) else Device.read(value)
    except Unreadable:
        return None


OptionalDevice = Annotated[Device | None, PlainValidator(_device)]
