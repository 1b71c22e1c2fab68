"""A date that no calendar reaches stops no list, no detail and no sum, and is called one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.moments import FIRST, LAST, in_zone, instant, instant_of, utc_text
from stancer_tui.models.payment_row import payment_row
from stancer_tui.render.dates import age, day_age, full, paris_date, paris_day, short, stamp
from stancer_tui.services.overview.figures import hour_of
from stancer_tui.services.payments.windows import Window
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks, payment
from tests.ui.driving import NOW, WIDE, demo, desk_app, payments, press, screen_text

ZONES = [ZoneInfo(name) for name in ("Europe/Paris", "Pacific/Kiritimati", "Pacific/Pago_Pago")] + [UTC]

IMPOSSIBLE = [253_402_300_799, 253_402_300_800, -62_135_596_800, -62_135_596_801, 10**18, -(10**18), 1e300]

NUMBERS = st.integers() | st.floats() | st.sampled_from([*IMPOSSIBLE, FIRST, LAST, 0, True, None, "1"])


@given(NUMBERS, st.sampled_from(ZONES))
def test_a_number_is_a_date_that_everything_can_show_or_none(number: object, zone: ZoneInfo) -> None:
    at = instant(number)
    assert payment_row(payment(created=number)).created == (int(at.timestamp()) if at else None)
    if at is None:
        return
    for moved in (at - timedelta(days=45), at, at + timedelta(days=1)):
        shown = (short(moved, now=NOW, zone=zone), full(moved, now=NOW, zone=zone), stamp(moved, zone=zone))
        assert all((*shown, age(moved, NOW, zone), day_age(moved, NOW), paris_day(moved, now=NOW)))
    assert len(utc_text(at)) == len("2026-11-21T17:04:11Z")
    assert len(paris_date(at)) == len("2026-11-21")


@given(st.integers() | st.floats(), st.sampled_from(ZONES))
def test_a_clock_of_ours_is_at_an_end_of_the_calendar_at_worst(seconds: float, zone: ZoneInfo) -> None:
    assert FIRST <= instant_of(seconds).timestamp() <= LAST
    assert hour_of(int(instant_of(seconds).timestamp()), zone) > 0


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", ZONES)
def test_an_instant_at_the_calendars_end_is_shown_in_utc(at: datetime, zone: ZoneInfo) -> None:
    assert in_zone(at, zone).year == at.year


def test_looking_back_again_and_again_ends_at_the_calendar() -> None:
    window = Window.since_day(datetime(1970, 1, 1, tzinfo=UTC).date(), UTC)
    for _ in range(20):
        window = window.before(NOW)
    assert window.since.timestamp() == FIRST


@pytest.mark.parametrize(
    "created", [253_402_300_799, 253_402_300_800, 10**18, 1e300, -1e18, -62_135_596_801.5]
)
async def test_one_impossible_date_stops_nothing(created: float) -> None:
    bad = payment(
        1, created=created, date_bank=created, refunds=[{"id": "x", "amount": 5, "created": created}]
    )
    items = [bad, payment(2), payment(3)]
    async with demo(WIDE, desks=WireDesks(app=PaymentsApp(items))) as pilot:
        assert len(payments(pilot).rows) == 3
        assert "no date" in screen_text(desk_app(pilot))
        await press(pilot, "G", "enter", "z", "G")
        assert isinstance(pilot.app.screen, PaymentScreen)
        if "not a date" not in screen_text(desk_app(pilot)):
            await press(pilot, "escape", "g", "enter", "z", "G")
        assert "not a date" in screen_text(desk_app(pilot))
        await press(pilot, "escape", "1")
        assert pilot.app.is_running
