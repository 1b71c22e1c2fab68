"""Every error is typed, and repeats the API's own words."""

import subprocess
import sys
from typing import Any

import pytest

from stancer_tui.api.answers import words
from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Conflict,
    NotFound,
    NotImplementedByApi,
    RateLimited,
    ServerError,
    TokenInvalid,
    Unauthorized,
    Unavailable,
    UnexpectedStatus,
    Unreachable,
    UnreadableAnswer,
    WrongObject,
)
from tests.api.every_error import an_error, every_kind
from tests.api.stub import always, http, refusal, talking
from tests.api.things import PAYMENT_ID

TAKEN = refusal({"error": "Payment already exists, duplicate unique_id", "id": PAYMENT_ID})


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (404, NotFound),
        (409, Conflict),
        (422, BadRequest),
        (429, RateLimited),
        (498, TokenInvalid),
        (500, ServerError),
        (501, NotImplementedByApi),
        (502, ServerError),
        (503, Unavailable),
        (504, ServerError),
        (403, UnexpectedStatus),
        (418, UnexpectedStatus),
        (302, UnexpectedStatus),
    ],
)
async def test_each_status_has_its_error(status: int, kind: type[ApiError]) -> None:
    async with talking(always(http(status, refusal("the API's words")))) as (client, _):
        with pytest.raises(ApiError) as caught:
            await client.payments.capture(PAYMENT_ID)
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.method) == (status, "PATCH")
    assert error.path == f"/v1/checkout/{PAYMENT_ID}"
    assert error.message == "the API's words"
    assert str(error) == f"PATCH /v1/checkout/{PAYMENT_ID}: the API's words ({status})"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (refusal("plain"), "plain"),
        (refusal({"id": "No such payment paym_x"}), "No such payment paym_x"),
        (TAKEN, f"Payment already exists, duplicate unique_id ({PAYMENT_ID})"),
        (refusal({"error": "alone"}), "alone"),
        (
            refusal({"amount": "too small", "currency": ["unknown", "odd"]}),
            "amount: too small; currency: unknown, odd",
        ),
        ({"error": "text"}, "text"),
        ({"detail": [{"loc": ["body", "amount"], "msg": "too small", "type": "x"}]}, "amount: too small"),
        ({"detail": "text"}, "text"),
    ],
)
def test_the_apis_words_are_found_in_every_shape(body: object, said: str) -> None:
    found = words(body)
    assert found is not None
    assert found[0] == said


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "no",
        7,
        {},
        {"error": 5},
        {"error": {}},
        {"detail": []},
        {"error": {"message": []}},
        {"error": {"message": {}}},
        {"error": {"message": ["no"]}},
    ],
)
def test_what_is_not_the_apis_error_is_not_taken_for_one(body: object) -> None:
    assert words(body) is None


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_asking_again_helps_after_what_passes_by_itself_only(kind: type[ApiError]) -> None:
    passing = {Unreachable, UnreadableAnswer, WrongObject, RateLimited, Unavailable}
    assert an_error(kind).transient is (kind in passing)


@pytest.mark.parametrize("status", range(499, 512))
def test_asking_again_helps_after_three_failures_of_a_server(status: int) -> None:
    assert ServerError("no", status=status).transient is (status in {500, 502, 504})


async def test_a_conflict_leads_to_what_exists() -> None:
    async with talking(always(http(409, TAKEN))) as (client, _):
        with pytest.raises(Conflict) as caught:
            await client.payments.capture(PAYMENT_ID)
    assert caught.value.existing_id == PAYMENT_ID


async def test_an_id_that_is_none_is_not_offered() -> None:
    body: dict[str, Any] = refusal({"error": "taken", "id": "../../etc"})
    async with talking(always(http(409, body))) as (client, _):
        with pytest.raises(Conflict) as caught:
            await client.payments.capture(PAYMENT_ID)
    assert caught.value.existing_id is None


async def test_a_page_of_a_middle_box_is_not_repeated() -> None:
    async with talking(always(http(502, b"<html>secret stack</html>", content_type="text/html"))) as (
        client,
        _,
    ):
        with pytest.raises(ServerError) as caught:
            await client.payments.capture(PAYMENT_ID)
    assert "html" not in str(caught.value)
    assert "502" in caught.value.message


async def test_long_words_are_cut() -> None:
    async with talking(always(http(400, refusal("x" * 100_000)))) as (client, _):
        with pytest.raises(BadRequest) as caught:
            await client.payments.get(PAYMENT_ID)
    assert len(caught.value.message) == 500


def test_errors_and_rows_cost_no_heavy_import() -> None:
    code = (
        "import sys, stancer_tui.api.errors, stancer_tui.models.payment_row;"
        "print([name for name in ('httpx', 'pydantic', 'tenacity', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_client_imports_only_what_the_first_page_needs() -> None:
    code = (
        "import sys; from stancer_tui.api import StancerClient;"
        "names = ('tenacity', 'stancer_tui.api.fields', 'stancer_tui.api.resources.cards');"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
