"""The overview's numbers: counted once, kept up with the rows, told by currency and by the agent's days."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.overview.chart import chart, scope
from stancer_tui.services.overview.figures import (
    ACCEPTED,
    DECLINED,
    SOON,
    Figures,
    PaymentOutcome,
    Tally,
    Total,
    hour_of,
    outcome,
)
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.services.search.query import parse
from stancer_tui.store.payment_index import PaymentIndex
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
EVER = (0, 10**12)
PIECE = 500


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows are many pieces."""
    monkeypatch.setattr("stancer_tui.services.overview.figures.PIECE", PIECE)


def counted(
    rows: list[ListedPayment], tally: Tally | None = None, index: PaymentIndex | None = None
) -> Tally:
    tally, index = tally or Tally(EVER, PARIS), index or PaymentIndex(search_text)
    index.add(rows)
    for _ in tally.follow(index):
        pass
    return tally


def pay(number: int, **fields: Any) -> ListedPayment:
    return row(number, **{"created": SECONDS - 60 * number, "amount": 100, **fields})


def picture(tally: Tally) -> dict[str, Figures]:
    return {code: tally.of(code) for code in tally.currencies()}


@pytest.mark.parametrize("status", [*ACCEPTED, *DECLINED, "canceled", None, "brand_new"])
def test_every_status_is_accepted_declined_or_undecided(status: str | None) -> None:
    wanted = PaymentOutcome.ACCEPTED if status in ACCEPTED else PaymentOutcome.DECLINED
    wanted = wanted if status in {*ACCEPTED, *DECLINED} else PaymentOutcome.OPEN
    assert outcome(status) is wanted


def test_currencies_are_told_apart_and_the_largest_comes_first() -> None:
    rows = [pay(1, currency="chf"), pay(2), pay(3), pay(4, currency="jpy", amount=5000)]
    tally = counted(rows)
    assert tally.currencies() == ["eur", "chf", "jpy"]
    assert tally.of("eur").part("captured") == Total(2, 200)
    assert tally.of("jpy").part("captured") == Total(1, 5000)
    assert tally.of("usd").all == Total()


def test_the_rate_is_of_what_was_decided_and_rounded_down() -> None:
    rows = [pay(number) for number in range(1999)]
    rows += [pay(3000, status="failed"), pay(3001, status="canceled"), pay(3002, status=None)]
    figures = counted(rows).of("eur")
    assert (figures.accepted, figures.decided, figures.per_mille) == (1999, 2000, 999)
    assert figures.undecided == Total(2, 200)
    assert counted([pay(1, status=None)]).of("eur").per_mille is None


def test_declines_are_counted_by_code_the_most_frequent_first() -> None:
    codes = ["51", "05", "51", None, "05", "51"]
    rows = [pay(n, status="refused", response=code) for n, code in enumerate(codes)]
    rows.append(pay(9, status="captured", response="51"))
    assert counted(rows).of("eur").declines() == [("51", 3), ("05", 2), (None, 1)]


def test_rows_that_arrive_change_or_go_are_counted_as_if_anew() -> None:
    rows = [pay(number, status=None if number % 3 else "captured") for number in range(PIECE * 3)]
    index = PaymentIndex(search_text)
    tally = counted(rows[: PIECE + 7], None, index)
    counted(rows, tally, index)
    rows[3] = pay(3, status="refused", response="51", currency="chf")
    rows[PIECE * 2] = pay(PIECE * 2, status="authorized")
    counted(rows, tally, index)
    assert picture(tally)["chf"].declines() == [("51", 1)]
    anew = counted(rows)
    for code in anew.currencies():
        mine, theirs = tally.of(code), anew.of(code)
        assert (mine.all, mine.accepted, mine.undecided) == (theirs.all, theirs.accepted, theirs.undecided)
        assert mine.authorized == theirs.authorized
        assert chart_totals(mine) == chart_totals(theirs)
    counted(rows[:5], tally)
    assert sum(tally.of(code).all.count for code in tally.currencies()) == 5


def chart_totals(figures: Figures) -> dict[int, list[int]]:
    return {hour: counts for hour, counts in figures.hours.items() if any(counts)}


def test_rows_may_arrive_and_be_forgotten_between_two_pieces() -> None:
    rows = [pay(number) for number in range(PIECE * 2)]
    index = PaymentIndex(search_text)
    index.add(rows)
    tally = Tally(EVER, PARIS)
    pieces = tally.follow(index)
    next(pieces)
    index.add(pay(number) for number in range(PIECE * 2, PIECE * 3))
    next(pieces)
    index.clear()
    index.add([pay(1, currency="gbp")])
    for _ in pieces:
        pass
    assert tally.currencies() == ["gbp"]
    assert tally.size == 1


def test_rows_that_come_as_fast_as_they_are_counted_are_left_for_the_next_time() -> None:
    index, tally = PaymentIndex(search_text), Tally(EVER, PARIS)
    index.add([pay(1)])
    for number, _ in enumerate(tally.follow(index), 2):
        assert number < 10, "the count has no end"
        index.add([pay(number)])
    assert tally.of("eur").all.count == 1
    counted([], tally, index)
    assert tally.of("eur").all.count == len(index) == 2


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]
)
@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2011, 12, 30), date(1911, 3, 10)]
)
def test_every_hour_of_a_calendar_has_its_own_payments(zone: str, day: date) -> None:
    there = ZoneInfo(zone)
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    moments = range(midnight - 8 * 86_400, midnight + 8 * 86_400, 900)
    rows = [pay(number, created=moment) for number, moment in enumerate(moments)]
    told = chart_totals(counted(rows, Tally((-(10**12), 10**12), there)).of("eur"))
    assert {hour: counts[0] for hour, counts in told.items()} == Counter(
        hour_of(moment, there) for moment in moments
    )


def test_refunds_and_authorisations_count_beyond_the_dates_and_soon_is_counted_back() -> None:
    refunds = [
        {"id": "refd_1", "amount": 30, "status": "to_refund"},
        {"id": "refd_2", "amount": 20, "status": "refund_sent"},
        {"id": "refd_3", "amount": 10, "status": "not_honored"},
        {"id": "refd_4", "amount": 5, "status": "refunded"},
    ]
    week, edge = 7 * 86400, int((NOW + SOON - timedelta(days=7)).timestamp())
    rows = [
        pay(1, refunds=refunds),
        pay(2, status="authorized", created=edge),
        pay(3, status="authorized", created=edge + 1),
        pay(4, status="authorized", created=SECONDS - week - 60),
    ]
    tally = counted(rows, Tally((SECONDS + 1, SECONDS + 2), PARIS))
    figures = tally.of("eur")
    assert figures.all == Total()
    assert figures.moving_refunds == Total(2, 50)
    assert figures.lost_refunds == Total(1, 10)
    expiring = figures.expiring(NOW)
    assert (expiring.count, expiring.first) == (2, SECONDS - 60)


def test_what_cannot_be_counted_is_told() -> None:
    tally = counted([UnreadableRow(None, "no id"), pay(1, created=None), pay(2)])
    assert (tally.unreadable, tally.undated) == (1, 1)
    assert tally.of("eur").all.count == 1


def test_days_are_the_agents_and_a_day_leads_to_itself() -> None:
    late = int(datetime(2026, 11, 20, 23, 30, tzinfo=UTC).timestamp())
    rows: list[ListedPayment] = [pay(1, created=late)]
    window = PRESETS[1].window(NOW)
    for zone, day in ((PARIS, "2026-11-21"), (UTC, "2026-11-20")):
        asked = scope(window, NOW, zone)
        columns = chart(counted(rows, Tally(asked.stretch, zone)).of("eur"), asked, 80)
        (column,) = [each for each in columns if each.total]
        assert column.term == f"date:{day}"
        assert len(columns) == 8, "days without a payment have a column too"


@pytest.mark.parametrize(
    ("window", "term", "hourly"),
    [
        (PRESETS[0].window(NOW), "date:24h", True),
        (PRESETS[2].window(NOW), "date:30d", False),
        (Window.days(NOW.date(), NOW.date(), PARIS), "date:2026-11-21", True),
        (Window.days(NOW.date() - timedelta(9), NOW.date(), PARIS), "date:2026-11-12..2026-11-21", False),
        (Window.since_day(NOW.date() - timedelta(3), PARIS), "date:2026-11-18..", False),
    ],
)
def test_a_window_and_each_of_its_columns_are_a_search(window: Window, term: str, hourly: bool) -> None:
    asked = scope(window, NOW, PARIS)
    assert (asked.term, asked.hourly) == (term, hourly)
    rows = [pay(number, created=SECONDS - number * 5000) for number in range(300)]
    figures = counted(rows, Tally(asked.stretch, PARIS)).of("eur")
    for most in (10, 48, 200):
        columns = chart(figures, asked, most)
        assert len(columns) <= most
        assert sum(column.total for column in columns) == figures.all.count
        for column in columns:
            query = parse(f"{column.term} {asked.term}", NOW, PARIS)
            assert not query.mistakes
            assert sum(query.matches(each, "") for each in rows) == column.total, column


def test_the_hour_that_comes_twice_is_one_column() -> None:
    first = int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp())
    rows = [pay(1, created=first), pay(2, created=first + 3600)]
    query = parse("date:2026-10-25T02", NOW, PARIS)
    assert [query.matches(each, "") for each in rows] == [True, True]
    day = Window.days(date(2026, 10, 25), date(2026, 10, 25), PARIS)
    asked = scope(day, NOW, PARIS)
    columns = chart(counted(rows, Tally(asked.stretch, PARIS)).of("eur"), asked, 48)
    assert [column.total for column in columns if column.total] == [2]


def test_none_finds_what_is_not_reported() -> None:
    rows = [pay(1, status=None), pay(2, status="refused", response=None), pay(3)]
    for text, wanted in (
        ("status:none", [1]),
        ("status:none,captured", [1, 3]),
        ("-status:none", [2, 3]),
        ("status:refused code:none", [2]),
    ):
        query = parse(text, NOW, PARIS)
        assert not query.mistakes
        hits = [int(each.id[-3:]) for each in rows if each.id and query.matches(each, "")]
        assert hits == wanted, text
    assert parse("disputed:none", NOW, PARIS).mistakes


def test_only_the_dates_are_counted_their_first_and_last_second_too() -> None:
    rows = [pay(n, created=created) for n, created in enumerate((99, 100, 150, 200, 201), 1)]
    assert counted(rows, Tally((100, 200), PARIS)).of("eur").all.count == 3


def test_the_bank_said_yes_to_these_and_no_to_those() -> None:
    yes = {"authorized", "to_capture", "capture_sent", "captured", "disputed", "expired"}
    assert set(ACCEPTED) == yes
    assert set(DECLINED) == {"refused", "failed"}
