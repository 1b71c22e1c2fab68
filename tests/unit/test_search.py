"""A search finds what its words and fields say, and a mistake in it is named while the rest filters."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.folding import fold
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.query import FIELDS, SearchQuery, ServerFilter, parse, server_filter
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def unix(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=PARIS).timestamp())  # type: ignore[misc,arg-type] # no microseconds


def read(text: str) -> SearchQuery:
    return parse(text, NOW, PARIS)


def hit(text: str, item: ListedPayment) -> bool:
    query = read(text)
    assert not query.mistakes, query.mistakes
    return query.matches(item, search_text(item))


PAID = row(
    1,
    created=unix(2026, 11, 21, 18, 4),
    amount=3021,
    status="captured",
    response="00",
    unique_id="U-77",
    order_id="ORD-825",
    auth={"status": "success"},
    refunds=[{"id": "refd_1", "amount": 1000, "status": "refunded"}],
)
REFUSED = row(
    2,
    created=unix(2026, 11, 22, 9, 0),
    amount=1250,
    currency="jpy",
    status="refused",
    response="7810",
    card={"id": "card_2", "brand": "mastercard", "last4": "4444", "country": "DE"},
    customer={"id": "cust_2", "name": "Jean Martin"},
)


@pytest.mark.parametrize(
    ("text", "paid", "refused"),
    [
        ("status:refused", False, True),
        ("status:captured", True, False),
        ("status:part", True, False),
        ("status:ref", False, True),
        ("status:captured,refused", True, True),
        ("-status:refused", True, False),
        ("!status:refused", True, False),
        ("method:card", True, True),
        ("brand:mc", False, True),
        ("brand:VISA", True, False),
        ("last4:4242", True, False),
        ("code:00", True, False),
        ("code:78", False, False),
        ("code:781", False, True),
        ("code:7810,05", False, True),
        ("amount:30,21", True, False),
        ("amount:30.21", True, False),
        ("amount:30..50", True, False),
        ("amount:1250", False, True),
        ("amount:12,50", False, False),
        ("amount:>30,21", False, True),
        ("amount:>=30.21", True, True),
        ("amount:<1250", True, False),
        ('amount:"1 250"', False, True),
        ("amount:..30.21", True, False),
        ("-amount:30..50", False, True),
        ("-date:yesterday", False, True),
        ("-customer:garnier", False, True),
        ("currency:eur", True, False),
        ("order:ord-8", True, False),
        ("unique:u-77", True, False),
        ('customer:"élodie garnier"', True, False),
        ('customer:"jean ma', False, True),
        ("country:de", False, True),
        ("date:today", False, True),
        ("date:yesterday", True, False),
        ("date:7d", True, True),
        ("date:4h", False, True),
        ("date:2026-11", True, True),
        ("date:2026-11-01..21", True, False),
        ("date:2026-10..11", True, True),
        ("date:2026-11-22..", False, True),
        ("date:..2026-11-21", True, False),
        ("date:2025..2026-10", False, False),
        ("date:30d..yesterday", True, False),
        ("refunded", True, False),
        ("refunded:part", True, False),
        ("refunded:full", False, False),
        ("-refunded", False, True),
        ("disputed:no", True, True),
        ("3ds", True, False),
        ("3ds:success", True, False),
        ("3ds:no", False, True),
        ("30,21", True, False),
        ('"30,21"', False, False),
        ("garnier", True, False),
        ('"élodie garnier" !sepa', True, False),
        ("status: 42", True, False),
        ("id:00001", True, False),
        ("-id:00001", False, True),
        ("paym_000000000000000000000001", True, False),
        ("000000000000000000000001", False, False),
        ("-sta", True, True),
        ("STATUS:Refused", False, True),
    ],
)
def test_a_term_finds_what_it_says(text: str, paid: bool, refused: bool) -> None:
    assert (hit(text, PAID), hit(text, REFUSED)) == (paid, refused)
    index = PaymentIndex(search_text)
    index.add([PAID, REFUSED])
    view = View(index)
    view.search(read(text).query)
    assert view.rows(0, 9) == [item for item, found in ((REFUSED, refused), (PAID, paid)) if found]


@pytest.mark.parametrize(
    ("status", "word", "others"),
    [
        ("to_refund", "to_refund", ("refunded", "part_refunded", "refund_sent")),
        ("refund_sent", "refund_sent", ("refunded", "to_refund")),
        ("refunded", "refunded", ("to_refund", "part_refunded")),
    ],
)
def test_a_payment_that_goes_back_is_found_by_how_far_stancer_says(
    status: str, word: str, others: tuple[str, ...]
) -> None:
    item = row(amount=1000, refunds=[{"id": "refd_1", "amount": 1000, "status": status}])
    assert hit(f"status:{word}", item)
    assert hit("status:captured", item)
    assert not any(hit(f"status:{other}", item) for other in others)


def test_a_search_by_field_follows_rows_that_change_and_go() -> None:
    index = PaymentIndex(search_text)
    index.add([row(1, status="to_capture"), row(2, status="refused")])
    view = View(index)
    view.search(read("status:captured").query)
    assert len(view) == 0
    index.add([row(1, status="captured")])
    assert view.rows(0, 9) == [row(1, status="captured")]
    index.clear()
    index.add([row(3, status="refused"), row(4, status="captured")])
    assert view.rows(0, 9) == [row(4, status="captured")]


def test_a_dash_before_a_word_belongs_to_it() -> None:
    assert hit("-825", PAID)
    assert not hit("-826", PAID)


def test_a_day_is_the_agents_own() -> None:
    late = row(3, created=int(datetime(2026, 11, 20, 23, 30, tzinfo=UTC).timestamp()))
    assert hit("date:2026-11-21", late)
    assert not hit("date:2026-11-20", late)
    tokyo = parse("date:2026-11-21", NOW, ZoneInfo("Asia/Tokyo"))
    assert tokyo.matches(late, "")


def test_a_day_of_summer_time_has_all_its_hours() -> None:
    assert hit("date:2026-10-25", row(created=unix(2026, 10, 25, 23, 59)))
    assert not hit("date:2026-10-25", row(created=unix(2026, 10, 26)))


def test_what_could_not_be_read_is_hidden_by_no_exclusion() -> None:
    broken = UnreadableRow("paym_x", "no amount", unix(2026, 11, 22))
    assert hit("-status:refused -amount:>0 -code:00 -refunded", broken)
    assert hit("date:today", broken)
    assert not hit("amount:>=0", broken)


@pytest.mark.parametrize("text", ['brand:"american express"', "brand:american_express", "brand:amer"])
def test_a_brand_of_two_words(text: str) -> None:
    assert hit(text, row(card={"id": "card_1", "brand": "american express"}))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("visa sttus:refused", (5, 18), "did you mean status?"),
        ("amount:1,234", (0, 12), "write 1234"),
        ("amount:abc", (0, 10), "such as 12.50"),
        ("amount:50..30", (0, 13), "30..50"),
        ("date:2026-13", (0, 12), "There is no such date"),
        ("date:9999-12-31", (0, 15), "There is no such date"),
        ("date:soon", (0, 9), "yesterday"),
        ("date:2026-11-07..01", (0, 19), "before it begins"),
        ("refunded:maybe", (0, 14), "write yes, no, full or part"),
        ("amount:..", (0, 9), "one side"),
    ],
)
def test_a_mistake_is_placed_and_named(text: str, place: tuple[int, int], words: str) -> None:
    query = read(text)
    (mistake,) = query.mistakes
    assert (mistake.start, mistake.end) == place
    assert words in mistake.message
    assert mistake.message.endswith((".", "?"))


def test_the_rest_of_a_query_with_a_mistake_still_filters() -> None:
    query = read("colour:red status:refused")
    assert query.mistakes
    assert query.matches(REFUSED, "")
    assert not query.matches(PAID, "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("order:ORD-825 date:today", ServerFilter("order_id", "ORD-825")),
        ("unique:U-77 order:x", ServerFilter("unique_id", "U-77")),
        ("date:2026-11-01..07 visa", ServerFilter("created", unix(2026, 11, 1))),
        ("date:2026-11-01.. date:yesterday", ServerFilter("created", unix(2026, 11, 21))),
        ("-order:ORD-825", None),
        ("-date:today", None),
        ("date:..2026-11-01", None),
        ("visa 825", None),
        ("order:" + "9" * 37, None),
    ],
)
def test_the_filter_that_the_api_can_take(text: str, wanted: ServerFilter | None) -> None:
    assert server_filter(read(text)) == wanted


VALUES = (
    *("re", "refused", "part", "visa,mc", "4", "51", "30..50", ">12,5", "1,234", "eur", "today", "2026-11"),
    *("yes", "no", '"two words"', '"', "", "7d..", "..", "-", "12:30", "x:y", "//x", "2026-11-01..07"),
)
PIECES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "!", "-", "!!", "--"]),
    st.sampled_from(["", *(f"{name}:" for name in FIELDS), "foo:", "status", ":"]),
    st.sampled_from(VALUES),
)
TYPED = st.lists(PIECES, max_size=4).map(" ".join) | st.text()
PAYMENTS = st.builds(
    row,
    st.integers(0, 30),
    created=st.none() | st.integers(1_795_000_000, 1_795_400_000),
    amount=st.sampled_from([50, 1250, 3021, 4000, 125_000]),
    currency=st.sampled_from(["eur", "jpy"]),
    status=st.sampled_from([None, "captured", "refused", "to_capture", "disputed", "new_word"]),
    response=st.sampled_from([None, "00", "51", "7810"]),
    card=st.none() | st.fixed_dictionaries({"brand": st.sampled_from(["visa", "mastercard"])}),
    auth=st.sampled_from([None, {"status": "success"}]),
    refunds=st.sampled_from([[], [{"amount": 50, "status": "refunded"}]]),
    order_id=st.sampled_from([None, "A-1", "two words"]),
) | st.builds(UnreadableRow, st.sampled_from(["paym_a", "paym_b"]), st.just("bad"), st.none())


@given(TYPED)
def test_no_text_is_too_strange(text: str) -> None:
    query = read(text)
    server_filter(query)
    places = [(part.start, part.end) for part in query.terms]
    places += [(part.start, part.end) for part in query.mistakes]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert bool(query) <= bool(text.strip())


@given(st.lists(PAYMENTS, max_size=15), st.lists(TYPED, max_size=6))
def test_the_index_finds_what_each_row_alone_would_say(rows: list[ListedPayment], typed: list[str]) -> None:
    """Key after key, whatever was typed before, while rows arrive."""
    index = PaymentIndex(search_text)
    view = View(index)
    half = len(rows) // 2
    for step, text in enumerate(typed):
        index.add(rows[:half] if step < 3 else rows)
        for end in {len(text), len(text) // 2, max(len(text) - 1, 0)}:
            query = read(text[:end])
            view.search(query.query)
            everything = [index.rows[slot] for slot in index.order]
            assert view.rows(0, 99) == [item for item in everything if _naive(query, item)]


def _naive(query: SearchQuery, item: ListedPayment) -> bool:
    """Term by term, without the index."""

    def one(term: Any) -> bool:
        if term.condition is None:
            return fold(term.value) in search_text(item)
        return bool(term.condition.accepts(*term.condition.facet((item,))))

    return all(one(term) is not term.exclude for term in query.terms)


def test_a_word_that_goes_on_searches_the_hits_before() -> None:
    def compiled(text: str) -> Any:
        return read(text).query

    assert compiled("status:refus").narrows(compiled("status:ref"))
    assert compiled("status:ref 42").narrows(compiled("status:ref"))
    assert compiled("amount:30..40").narrows(compiled("amount:30..50"))
    assert compiled("order:82").narrows(compiled("order:8"))
    assert compiled("-status:ref").narrows(compiled("-status:refus"))
    assert not compiled("-status:refus").narrows(compiled("-status:ref"))
    assert not compiled("status:ref,cap").narrows(compiled("status:ref"))
    assert not compiled("amount:30").narrows(compiled("amount:3"))
    assert not compiled("amount:20..40").narrows(compiled("amount:30..50"))
    assert not compiled("amount:40..60").narrows(compiled("amount:30..50"))
    assert not compiled("code:7").narrows(compiled("code:78"))
