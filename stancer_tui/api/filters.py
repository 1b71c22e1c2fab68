"""The query of a list: window, offset, page size."""

from datetime import datetime

from stancer_tui.api.errors import InvalidField

Params = tuple[tuple[str, str], ...]


def list_params(
    *,
    created: datetime | int | None,
    start: int,
    limit: int,
    order_id: str | None = None,
    unique_id: str | None = None,
) -> Params:
    """The query parameters of a list (reference: List all payments).

    `created` is inclusive. The reference calls several filters a union, which nobody confirms: at most one of
    `created`, `order_id` and `unique_id` is accepted. An end of the window is never sent; the API has none.
    """
    if type(limit) is not int or not 1 <= limit <= 100:
        raise InvalidField("limit", "from 1 to 100")
    if type(start) is not int or start < 0:
        raise InvalidField("start", "0 or more")
    given = [
        (name, value)
        for name, value in (("created", _unix(created)), ("order_id", order_id), ("unique_id", unique_id))
        if value is not None
    ]
    if len(given) > 1:
        raise InvalidField(given[1][0], f"not together with {given[0][0]}")
    for name, value in given:
        _check(name, value)
    return (*given, ("start", str(start)), ("limit", str(limit)))


def _check(name: str, value: object) -> None:
    if not isinstance(value, str) or not value or (name != "created" and len(value) > 36):
        raise InvalidField(name, "from 1 to 36 characters")
    if not is_sendable(value):
        raise InvalidField(name, "there are characters that cannot be sent")


def _unix(moment: datetime | int | None) -> str | None:
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise InvalidField("created", "a time without a zone")
        moment = int(moment.timestamp())
    if moment is not None and type(moment) is not int:
        raise InvalidField("created", "an aware datetime, or whole Unix seconds")
    if moment is not None and moment < 0:
        raise InvalidField("created", "before 1970")
    return None if moment is None else str(moment)


def is_sendable(text: str) -> bool:
    """Whether text can be encoded as UTF-8: broken input may hold lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
