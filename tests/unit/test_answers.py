"""Whatever the bytes, an answer is JSON or a typed error."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stancer_tui.api.answers import Answer, wait_of, words
from stancer_tui.api.errors import ApiError, Effect, UnreadableAnswer

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(
            st.sampled_from(["error", "message", "id", "detail", "loc", "msg", "type"]) | st.text(max_size=5),
            part,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def answer(body: bytes, status: int = 200, *, write: bool = True) -> Answer:
    return Answer(status, {"content-type": "application/json"}, body, "POST", "/v1/refunds/", write)


@given(body=st.binary(max_size=60))
def test_any_bytes_are_json_or_unreadable(body: bytes) -> None:
    try:
        value: Any = answer(body).decode()
    except UnreadableAnswer as error:
        value = error.effect.value
    json.dumps(value)


@settings(max_examples=200)
@given(payload=JSON, status=st.sampled_from([400, 401, 403, 404, 409, 422, 429, 498, 500, 501, 503]))
def test_any_error_body_gives_a_typed_error_with_words(payload: Any, status: int) -> None:
    error = answer(json.dumps(payload).encode(), status).error()
    assert isinstance(error, ApiError)
    assert error.status == status
    assert 0 <= len(error.message) <= 500
    found = words(json.loads(json.dumps(payload)))
    if found is None:
        assert error.effect is Effect.UNKNOWN


@given(text=st.text(max_size=40))
def test_any_retry_after_is_a_wait_or_none(text: str) -> None:
    wait = wait_of({"retry-after": text})
    assert wait is None or wait >= 0
