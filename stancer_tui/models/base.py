"""What every object of the API has in common: tolerant reading, strict money, nothing lost."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from stancer_tui.language import N_
from stancer_tui.models.moments import instant
from stancer_tui.models.unreadable import Unreadable


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _word(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**12 else None
    return _text(value)


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    return value if type(value) is int else None


def _amount(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("not a whole number of minor units")
    return value


def _optional_amount(value: Any) -> int | None:
    return None if value is None else _amount(value)


def _object_id(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("not an id")
    return value


def _texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


Text = Annotated[str | None, PlainValidator(_text)]
"""Free text as the API sent it; anything that is not text reads as None."""

Word = Annotated[str | None, PlainValidator(_word)]
"""A status, a code or another word of a list that may grow; an old numeric status reads as its digits."""

Flag = Annotated[bool | None, PlainValidator(_flag)]
Count = Annotated[int | None, PlainValidator(_count)]
"""A whole number, or a text of up to nine digits; anything else reads as None."""
Texts = Annotated[tuple[str, ...] | None, PlainValidator(_texts)]

Timestamp = Annotated[datetime | None, PlainValidator(instant)]
"""A Unix timestamp (whole or with decimals) as an aware UTC datetime."""

Amount = Annotated[int, PlainValidator(_amount)]
"""Minor units; true, "50" and 50.0 make the whole object unreadable."""


def _positive(value: Any) -> int:
    amount = _amount(value)
    if amount <= 0:
        raise ValueError("not more than zero")
    return amount


PositiveAmount = Annotated[int, PlainValidator(_positive)]
"""As `Amount`, more than zero."""

OptionalAmount = Annotated[int | None, PlainValidator(_optional_amount)]
Identifier = Annotated[str, PlainValidator(_object_id)]


class ApiObject(BaseModel):
    """A part of an answer; unknown fields are kept, and `raw` is the JSON exactly as it came.

    Every optional field is None where the answer lacks it, holds null, or holds another kind of value than
    the reference's: `raw` and `unexpected` tell these apart.
    """

    # Built at first use: the first screen needs rows, not models.
    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True, defer_build=True)

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_raw(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        value = handler(data)
        if isinstance(data, dict):
            value._raw = data
        return value

    @classmethod
    def read(cls, item: object) -> Self:
        """Read one JSON object, given as `item`; raises ValueError, which never holds the object's values."""
        reason, object_id = N_("it is not an object"), None
        if isinstance(item, dict):
            object_id = _text(item.get("id"))
            try:
                return cls.model_validate(item)
            except ValidationError as error:
                reason = _reason(error)
        raise Unreadable(reason, object_id)

    @property
    def raw(self) -> dict[str, Any]:
        """A copy of the JSON as received: absent stays absent, unknown fields are there."""
        return deepcopy(self._raw)

    @property
    def unexpected(self) -> tuple[str, ...]:
        """Known fields that came with another kind of value than the reference's; `raw` holds them."""
        return tuple(
            name
            for name in type(self).model_fields
            if self._raw.get(name) is not None and getattr(self, name) is None
        )


class StancerObject(ApiObject):
    """What every object of the API has in common; only the `id` is always there.

    Every optional field is None where the answer lacks it, holds null, or holds another kind of value than
    the reference's: `raw` and `unexpected` tell these apart. Moments are aware datetimes in UTC. Amounts are
    never guessed: where one is not a whole number, the whole answer is an `UnreadableAnswer`.
    """

    id: Identifier
    """A prefix that says the `Kind`, an underscore and 24 letters or digits."""


def _reason(error: ValidationError) -> str:
    parts = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(
        f"{'.'.join(str(step) for step in part['loc']) or 'object'}: {_plain(part['msg'])}"
        for part in parts[:5]
    )


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")


T = TypeVar("T", bound=StancerObject)


def object_or_id(kind: type[T]) -> Callable[[Any], T | str | None]:
    """A validator for a field that holds a whole object or only its id."""

    def reader(value: Any) -> T | str | None:
        if isinstance(value, dict):
            try:
                return kind.read(value)
            except Unreadable:
                return None
        return _text(value)

    return reader


def id_of(value: StancerObject | str | None) -> str | None:
    """The id of an embedded object, or the id that stood in its place."""
    return value.id if isinstance(value, StancerObject) else value
