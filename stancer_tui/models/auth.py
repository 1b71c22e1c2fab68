"""Strong authentication of a payment (reference: Auth)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import ApiObject, Text, Word
from stancer_tui.models.unreadable import Unreadable


class Auth(ApiObject):
    """3-D Secure as the payment reports it; both URLs are whole HTTPS addresses."""

    status: Word = None
    redirect_url: Text = None
    return_url: Text = None


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
