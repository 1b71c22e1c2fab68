"""Completion knows the fields and what the loaded rows hold; a cell shows what was asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.help import FIELD_HINTS, Highlighter, complete, seen_values
from stancer_tui.services.search.query import FIELDS, parse
from stancer_tui.store.payment_index import PaymentIndex
from tests.unit.rows import row

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def seen(field: str) -> Sequence[str]:
    return {"code": ("00", "51", "05"), "brand": ("visa", "amex"), "status": ("refused", "brand_new")}.get(
        field, ()
    )


def offered(text: str, cursor: int | None = None) -> list[str]:
    place = len(text) if cursor is None else cursor
    return [suggestion.apply(text)[0] for suggestion in complete(text, place, seen)]


def marked(typed: str, text: str, column: str | None = None) -> list[str]:
    query = parse(typed, NOW, UTC)
    return [text[start:end] for start, end in Highlighter(query).spans(text, column)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("st", ["status:"]),
        ("visa -da", ["visa -date:"]),
        ("!co", ["!code:", "!country:"]),
        ("code:", ["code:00", "code:51", "code:05"]),
        ("code:0", ["code:00", "code:05"]),
        ("code:00,", ["code:00,51", "code:00,05"]),
        ("code:51", []),
        ("status:ref", ["status:refused", "status:refunded", "status:refund_sent"]),
        ("status:br", ["status:brand_new"]),
        ("3ds:su", ["3ds:success"]),
        ("date:", ["date:today", "date:yesterday", "date:7d", "date:30d", "date:hier", "date:aujourd'hui"]),
        ("method:", ["method:card", "method:sepa"]),
        ("refunded:p", ["refunded:part"]),
        ("order:", []),
        ("nofield:", []),
        ("", []),
        ('"st', []),
    ],
)
def test_a_term_is_completed(text: str, wanted: list[str]) -> None:
    assert offered(text) == wanted


def test_the_term_at_the_cursor_is_completed_and_the_cursor_follows() -> None:
    (suggestion,) = complete("sta visa", 3, seen)
    assert suggestion.apply("sta visa") == ("status: visa", len("status:"))


def test_the_values_of_the_loaded_rows_are_offered_most_frequent_first() -> None:
    index = PaymentIndex(search_text)
    index.add([row(number, response="51" if number < 5 else "05") for number in range(8)])
    values = seen_values(index)
    assert list(values("code")) == ["51", "05"]
    index.add([row(number, response="05") for number in range(20, 30)])
    assert list(values("code")) == ["05", "51"]
    assert list(values("order")) == []


def test_every_field_says_what_it_takes() -> None:
    assert set(FIELD_HINTS) == set(FIELDS)


@pytest.mark.parametrize(
    ("typed", "text", "column", "wanted"),
    [
        ("garn", "Élodie Garnier", "customer", ["Garn"]),
        ("élo odie", "Élodie Garnier", "customer", ["Élodie"]),
        ("garn élo", "Élodie Garnier", "customer", ["Élo", "Garn"]),
        ("!garn", "Élodie Garnier", "customer", []),
        ("0639982745", "+33 6 39 98 27 45", "phone", ["+33 6 39 98 27 45"]),
        ("phone:0639982745", "+33 6 39 98 27 45", "phone", ["+33 6 39 98 27 45"]),
        ("phone:0639982745", "+33 6 39 98 27 45", "customer", []),
        ("status:refu", "✗ refused", "status", ["refu"]),
        ("status:to_c", "→ to capture", "status", ["to c"]),
        ("status:refu", "refused", "description", []),
        ("last4:42", "visa ··4242", "method", ["4242"]),
        ("code:51,05", "05", "code", ["05"]),
        ("order:82", "ORD-82", "order", ["82"]),
        ("i", "İi", "customer", ["İi"]),
        ("x", "nothing", None, []),
    ],
)
def test_what_was_asked_for_is_marked(typed: str, text: str, column: str | None, wanted: list[str]) -> None:
    assert marked(typed, text, column) == wanted


@given(st.text(), st.text(), st.sampled_from([None, "status", "order", "method"]))
def test_marks_lie_within_the_text_and_never_overlap(typed: str, text: str, column: str | None) -> None:
    last = 0
    for start, end in Highlighter(parse(typed, NOW, UTC)).spans(text, column):
        assert last <= start < end <= len(text)
        last = end + 1


@given(st.text(alphabet='stau:,"-! code5\u0130', max_size=20), st.integers(0, 20))
def test_no_text_is_too_strange_to_complete(text: str, cursor: int) -> None:
    for suggestion in complete(text, min(cursor, len(text)), seen):
        completed, place = suggestion.apply(text)
        assert completed[:place].endswith(suggestion.insert)
