"""An object given whole or by the id of a stored one."""

from typing import Any, Protocol

from stancer_tui.api.errors import InvalidField
from stancer_tui.models.ids import Kind, kind_of


class Payload(Protocol):
    """A parameter object."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, its field prefixed by `within`."""


def whole(field: str, value: Payload) -> dict[str, Any]:
    """The JSON of a parameter object; raises `InvalidField`, also for a plain dict, which has no checks."""
    if not hasattr(value, "payload"):
        raise InvalidField(field, "one of this package's objects is needed, such as NewCard or AuthRequest")
    return value.payload(f"{field}.")


def whole_or_id(field: str, value: Payload | str, kind: Kind) -> dict[str, Any] | str:
    """The JSON of `value`, or its id; raises `InvalidField`."""
    if not isinstance(value, str):
        return whole(field, value)
    if kind_of(value) is not kind:
        raise InvalidField(field, f"an id that begins with {kind}_ is needed")
    return value
