"""From an answer's bytes to JSON or to a typed error."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any, NamedTuple

from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Conflict,
    Effect,
    NotFound,
    NotImplementedByApi,
    RateLimited,
    ServerError,
    TokenInvalid,
    Unauthorized,
    Unavailable,
    UnexpectedStatus,
    UnreadableAnswer,
)
from stancer_tui.api.redaction import redacted
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence

_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    404: NotFound,
    422: BadRequest,
    429: RateLimited,
    498: TokenInvalid,
    501: NotImplementedByApi,
    503: Unavailable,
}

REFUSALS = frozenset({400, 401, 404, 409, 422, 429})
"""Statuses by which the API itself refuses; others may come from machines on the way."""

_WORDS = 500
"""Characters of the API's own words that are kept."""

_READ = 4 * _WORDS
"""Characters of the API's words that are redacted before they are cut, so that no number is cut in half."""

_DEEPEST = 64
"""The deepest nesting of JSON that is accepted; the reference shows five levels at most."""

_ID = re.compile(r"[a-z]{4}_[A-Za-z0-9]{24}")


class Answer(NamedTuple):
    """A whole answer: status, header values by lower-case name, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    method: str
    path: str
    write: bool

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def date(self) -> datetime | None:
        """The server's clock, from the Date header."""
        return http_date(self.headers.get("date"))

    @property
    def is_json(self) -> bool:
        """Whether the answer calls itself JSON."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind == "application/json" or kind.endswith("+json")

    def decode(self) -> Any:
        """The body's JSON; raises `UnreadableAnswer` for anything else, and for JSON nested too deeply."""
        try:
            payload = json.loads(
                self.body.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite
            )
            _check_depth(payload)
            return payload
        except (ValueError, RecursionError) as error:
            kind = type(error).__name__
        # Raised outside the handler: a JSON error holds the whole body.
        raise self.unreadable(Sentence(N_("the answer is not JSON that can be read ({kind})"), kind=kind))

    def unreadable(self, message: str) -> UnreadableAnswer:
        """An error for an answer of the right status and the wrong content."""
        return UnreadableAnswer(
            message, method=self.method, path=self.path, status=self.status, effect=self._effect_of_doubt
        )

    @property
    def _effect_of_doubt(self) -> Effect:
        return Effect.UNKNOWN if self.write else Effect.NONE

    def error(self) -> ApiError:
        """The typed error for a status that is not 2xx, with the API's own words."""
        said = self._said()
        refused = said is not None and self.status in REFUSALS
        message, existing = said or (
            Sentence(N_("answered {status} without the API's own words"), status=self.status),
            None,
        )
        effect = Effect.REFUSED if self.write and refused else self._effect_of_doubt
        retry_after = wait_of(self.headers)
        if self.status == 409:
            return Conflict(
                message,
                method=self.method,
                path=self.path,
                status=self.status,
                effect=effect,
                existing_id=existing,
            )
        fallback = ServerError if 500 <= self.status < 600 else UnexpectedStatus
        kind = _BY_STATUS.get(self.status, fallback)
        if kind is NotFound and said is None:
            # Without the API's own words it may be a gateway's 404, which says nothing about the object.
            kind = UnexpectedStatus
        return kind(
            message,
            method=self.method,
            path=self.path,
            status=self.status,
            effect=effect,
            retry_after=retry_after,
        )

    @property
    def says_nothing_found(self) -> bool:
        """Whether this is the API's own 404 (`{"error": …}`), which is how it answers an empty list.

        A 404 without a body, of a gateway, or for a route that does not exist is not emptiness.
        """
        if self.status != 404 or not self.is_json or b"Nothing matches the given URI" in self.body:
            return False
        try:
            payload = self.decode()
        except UnreadableAnswer:
            return False
        return isinstance(payload, dict) and isinstance(payload.get("error"), dict)

    def _said(self) -> tuple[str, str | None] | None:
        if not self.is_json:
            return None
        try:
            return words(self.decode())
        except UnreadableAnswer:
            return None


def _check_depth(payload: Any) -> None:
    """Raise ValueError for JSON so deep that whatever walks through it later would fail."""
    level: list[Any] = [payload]
    for _level in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, (dict, list))]
        if not level:
            return
    raise ValueError("nested too deep")


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _finite(text: str) -> float | str:
    """The number; its text where it is too large for a float, so that nothing computes with infinity."""
    number = float(text)
    return number if isfinite(number) else text


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def words(payload: Any) -> tuple[str, str | None] | None:
    """The API's own words and the id of what exists, from any known error body; None for other bodies.

    The words are `redacted`, since an answer may repeat what was sent.
    """
    found = _found(payload)
    if found is None:
        return None
    said, existing = found
    return redacted(said[:_READ])[:_WORDS], existing


def _found(payload: Any) -> tuple[str, str | None] | None:
    if not isinstance(payload, dict):
        return None
    error = payload.get("error")
    if isinstance(error, dict):
        return _message(error.get("message"))
    if isinstance(error, str):
        return _message(error)
    detail = payload.get("detail")
    if isinstance(detail, list):
        parts = [_detail(item) for item in detail[:5] if isinstance(item, dict)]
        return ("; ".join(parts), None) if parts else None
    return _message(detail)


def _detail(item: dict[str, Any]) -> str:
    place = item.get("loc")
    steps = [str(step) for step in place if step != "body"] if isinstance(place, list) else []
    text = str(item.get("msg", ""))
    return f"{'.'.join(steps)}: {text}" if steps else text


def _message(message: Any) -> tuple[str, str | None] | None:
    if isinstance(message, str):
        return message, None
    if not isinstance(message, dict) or not message:
        return None
    said, known = message.get("error"), message.get("id")
    if isinstance(said, str):
        existing = known if isinstance(known, str) and _ID.fullmatch(known) else None
        return (f"{said} ({known})" if isinstance(known, str) else said), existing
    if isinstance(known, str):
        return known, None
    parts = (f"{field}: {_inner(text)}" for field, text in list(message.items())[:5])
    return "; ".join(parts), None


def _inner(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value[:5])
    return str(value)


def http_date(text: str | None) -> datetime | None:
    """An HTTP date as an aware datetime, or None."""
    if text is None:
        return None
    from email.utils import parsedate_to_datetime  # all of email's headers: not for a list's first page

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks to wait: a number, or a date against the server's own clock."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return float(text)
    until = http_date(text or None)
    if until is None:
        return None
    since = http_date(headers.get("date")) or datetime.now(UTC)
    return max(0.0, (until - since).total_seconds())
