"""What an answer means: its status, its own words, what it did to money, how long it asks to wait."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from stancer_tui.api.answers import Answer, http_date, wait_of, words
from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Effect,
    ServerError,
    UnexpectedStatus,
    UnreadableAnswer,
)

NOON = datetime(2011, 3, 10, 12, tzinfo=UTC)
NOTHING = {"error": {"type": "invalid_request_error", "message": "Nothing found"}}
SAYS_NO = {400, 401, 404, 409, 422, 429}
"""Statuses that the reference lists as the API's refusals; every other may come from a machine on the way."""


def answer(
    status: int, payload: object = NOTHING, *, kind: str = "application/json", write: bool = True, **more: str
) -> Answer:
    """An answer to a write or a read; `payload` is JSON unless it is bytes, `more` are headers."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return Answer(status, {"content-type": kind, **more}, body, "POST", "/v1/refunds/", write)


@pytest.mark.parametrize(
    ("status", "ok"), [(199, False), (200, True), (201, True), (299, True), (300, False)]
)
def test_two_hundred_and_what_follows_is_done(status: int, ok: bool) -> None:
    assert answer(status).ok is ok


@pytest.mark.parametrize("status", range(300, 606))
def test_only_the_apis_own_no_is_a_refusal_of_a_write(status: int) -> None:
    refused = Effect.REFUSED if status in SAYS_NO else Effect.UNKNOWN
    assert answer(status).error().effect is refused
    assert answer(status, b"<html>", kind="text/html").error().effect is Effect.UNKNOWN
    assert answer(status, {"unlike": "the API"}).error().effect is Effect.UNKNOWN
    assert answer(status, write=False).error().effect is Effect.NONE


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (499, UnexpectedStatus),
        (500, ServerError),
        (599, ServerError),
        (600, UnexpectedStatus),
        (601, UnexpectedStatus),
    ],
)
def test_a_status_without_a_line_in_the_reference(status: int, kind: type[ApiError]) -> None:
    assert type(answer(status).error()) is kind


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/json", True),
        ("application/json; charset=utf-8", True),
        ("Application/JSON ;charset=utf-8", True),
        ("application/problem+json", True),
        ("application/javascript", False),
        ("application/xml", False),
        ("text/html", False),
        ("", False),
    ],
)
def test_words_are_the_apis_where_the_answer_calls_itself_json(kind: str, said: bool) -> None:
    error = answer(400, kind=kind).error()
    assert (error.message == "Nothing found") is said
    assert (error.effect is Effect.REFUSED) is said


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff", b"[" * 100_000, b'{"error": NaN}'])
def test_a_refusal_that_only_calls_itself_json_has_the_error_of_its_status(body: bytes) -> None:
    error = answer(400, body).error()
    assert type(error) is BadRequest
    assert error.message == "answered 400 without the API's own words"


def nested(levels: int) -> Any:
    """So many lists and objects in one another."""
    value: Any = 1
    for level in range(levels):
        value = [value] if level % 2 else {"a": value, "b": 2}
    return value


def test_what_is_nested_without_reason_is_not_walked_through() -> None:
    for levels in (0, 1, 2, 5, 63, 64):
        assert answer(200, nested(levels)).decode() == nested(levels)
    with pytest.raises(UnreadableAnswer):
        answer(200, nested(65)).decode()


@pytest.mark.parametrize(
    ("found", "empty"),
    [
        (answer(404), True),
        (answer(404, {"error": {}}), True),
        (answer(403), False),
        (answer(405), False),
        (answer(200), False),
        (answer(500), False),
        (answer(404, kind="text/html"), False),
        (answer(404, b"<html>", kind="text/html"), False),
        (answer(404, b"<html>"), False),
        (answer(404, {"error": {"message": "Nothing matches the given URI"}}), False),
        (answer(404, {"error": "Not Found"}), False),
        (answer(404, {"message": "no route"}), False),
        (answer(404, []), False),
    ],
)
def test_only_the_apis_own_404_says_that_a_list_is_empty(found: Answer, empty: bool) -> None:
    assert found.says_nothing_found is empty


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (["body", "currency"], "currency: odd"),
        (["body", "refunds", 0, "amount"], "refunds.0.amount: odd"),
        (["body"], "odd"),
        ([], "odd"),
        ("body", "odd"),
        (None, "odd"),
    ],
)
def test_the_place_of_a_wrong_field_is_named(place: object, said: str) -> None:
    assert words({"detail": [{"loc": place, "msg": "odd"}]}) == (said, None)


def test_of_many_words_the_first_five_are_repeated() -> None:
    six = ["a", "b", "c", "d", "e", "f"]
    assert words({"detail": [{"msg": each} for each in six]}) == ("a; b; c; d; e", None)
    assert words({"error": {"message": dict.fromkeys(six, "x")}}) == ("a: x; b: x; c: x; d: x; e: x", None)
    assert words({"error": {"message": {"a": six}}}) == ("a: a, b, c, d, e", None)


@pytest.mark.parametrize(
    "message",
    ["x" * 501, {"error": "x" * 501}, {"error": "x", "id": "y" * 501}, {"id": "x" * 501}, {"a": "x" * 501}],
)
def test_words_of_every_shape_are_cut(message: object) -> None:
    for body in ({"error": {"message": message}}, {"detail": [{"msg": "x" * 501}]}, {"detail": "x" * 501}):
        found = words(body)
        assert found is not None
        assert len(found[0]) == 500


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 10 Mar 2011 12:00:00 GMT", NOON),
        ("Thu, 10 Mar 2011 12:00:00 -0000", NOON),
        ("Thu, 10 Mar 2011 13:00:00 +0100", NOON),
        ("Thu, 10 Mar 2011 12:00:00", NOON),
        ("Thu, 10 Mar 99999 12:00:00 GMT", None),
        ("noon", None),
        ("", None),
        (None, None),
    ],
)
def test_the_servers_clock_is_told_with_its_zone(text: str | None, moment: datetime | None) -> None:
    assert http_date(text) == moment
    told = answer(200) if text is None else answer(200, date=text)
    assert told.date == moment


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("999999999", 999_999_999.0),
        ("1000000000", None),
        ("-1", None),
        ("7.5", None),
        ("\u0667", None),
        ("\u00b2", None),
        ("", None),
        ("Thu, 10 Mar 2011 12:01:30 GMT", 90.0),
        ("Thu, 10 Mar 2011 12:00:00 GMT", 0.0),
        ("Thu, 10 Mar 2011 11:59:00 GMT", 0.0),
    ],
)
def test_a_wait_is_told_against_the_servers_own_clock(asked: str, seconds: float | None) -> None:
    assert wait_of({"retry-after": asked, "date": "Thu, 10 Mar 2011 12:00:00 GMT"}) == seconds


def test_without_the_servers_clock_a_wait_is_told_against_ours() -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    wait = wait_of({"retry-after": format_datetime(until, usegmt=True)})
    assert wait is not None
    assert timedelta(days=1) < timedelta(seconds=wait) <= timedelta(days=2)
    assert wait_of({}) is None
