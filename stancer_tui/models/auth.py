"""Strong authentication of a payment (reference: Auth)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import ApiObject, Text, Word
from stancer_tui.models.unreadable import Unreadable


class Auth(ApiObject):
    """3-D Secure as a payment reports it (reference: Auth); both URLs are whole HTTPS addresses."""

    status: Word = None
    """attempted, available, declined, expired, failed, requested, success, unavailable."""
    redirect_url: Text = None
    """Where to send the payer: the bank's page; there while `status` is available."""
    return_url: Text = None
    """Where the bank sends the payer back to."""


def _auth(value: Any) -> Auth | None:
    if isinstance(value, Auth):
        return value
    if value is True:
        return Auth()
    if isinstance(value, str):
        return Auth(status=value)
    try:
        return Auth.read(value)
    except Unreadable:
        return None


OptionalAuth = Annotated[Auth | None, PlainValidator(_auth)]
"""An auth object; the older forms `true` and a bare status word are read as one."""
