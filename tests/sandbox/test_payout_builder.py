"""The payouts of the live data: sums of their members, in order, one a cent short."""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.sandbox.shop.payout_builder import Payout, PayoutBuilder, payouts
from stancer_tui.sandbox.shop.scenario import Day, days

PARIS = ZoneInfo("Europe/Paris")
NOW = int(datetime(2026, 11, 22, 15, 20, tzinfo=PARIS).timestamp())


@pytest.fixture(scope="module")
def told() -> list[Day]:
    return list(days(True, seed=1, payments=3000, now=NOW))


@pytest.fixture(scope="module")
def made(told: list[Day]) -> list[Payout]:
    return list(payouts(told, seed=1, now=NOW))


def gap(payout: dict[str, Any]) -> int:
    """What is missing between a payout's parts and its amount, in cents."""
    parts = payout["payments"]["amount"] - payout["refunds"]["amount"] - payout["disputes"]["amount"]
    return int(parts - payout["fees"] - payout["amount"])


def test_all_payouts_add_up_but_one(made: list[Payout]) -> None:
    assert Counter(gap(each.object) for each in made) == {0: len(made) - 1, 1: 1}


def test_parts_are_the_sums_of_their_members(told: list[Day], made: list[Payout]) -> None:
    payments = {item["id"]: item for day in told for item in day.payments}
    refunds = {item["id"]: item for day in told for item in day.refunds}
    disputes = {item["id"]: item for day in told for item in day.disputes}
    for each in made:
        payout = each.object
        assert payout["payments"]["amount"] == sum(payments[key]["amount"] for key in each.payments)
        assert payout["fees"] == sum(payments[key]["fee"] for key in each.payments)
        assert payout["refunds"]["amount"] == sum(refunds[key]["amount"] for key in each.refunds)
        assert payout["disputes"]["amount"] == sum(disputes[key]["amount"] for key in each.disputes)
        members = [payments[key] for key in each.payments]
        assert {member["currency"] for member in members} <= {payout["currency"]} == {"eur"}
        day = datetime.fromtimestamp(payout["date_paym"], PARIS).date()
        assert {datetime.fromtimestamp(m["date_paym"], PARIS).date() for m in members} <= {day}


def test_each_object_is_in_one_payout_at_most(told: list[Day], made: list[Payout]) -> None:
    for kind in ("payments", "refunds", "disputes"):
        members = [key for each in made for key in getattr(each, kind)]
        assert len(members) == len(set(members))
        assert members
    paid = {key for each in made for key in each.payments}
    old = NOW - 20 * 86_400
    due = {
        payment["id"]
        for day in told
        for payment in day.payments
        if payment["status"] == "captured" and payment["currency"] == "eur" and payment["date_paym"] < old
    }
    assert due <= paid


def test_payouts_come_newest_first_one_a_day(made: list[Payout]) -> None:
    dates = [each.object["date_paym"] for each in made]
    assert dates == sorted(set(dates), reverse=True)
    assert len(made) > 80
    assert len({each.object["id"] for each in made}) == len(made)


def test_every_status_is_there_and_one_failed(made: list[Payout]) -> None:
    statuses = [each.object["status"] for each in made]
    assert statuses[:2] == ["pending", "to_pay"]
    counts = Counter(statuses)
    assert set(counts) == {"pending", "to_pay", "sent", "paid", "failed"}
    assert (counts["failed"], counts["pending"], counts["to_pay"]) == (1, 1, 1)
    assert counts["paid"] > 60


@pytest.mark.parametrize("hour", [0, 6, 8, 12, 20, 23])
def test_nothing_is_newer_than_the_clock(hour: int) -> None:
    now = int(datetime(2026, 11, 20, hour, 30, tzinfo=PARIS).timestamp())
    made = list(payouts(days(True, seed=1, payments=3000, now=now), seed=1, now=now))
    assert all(each.object["created"] <= now for each in made)
    assert {"pending", "to_pay", "sent", "paid", "failed"} == {each.object["status"] for each in made}
    assert [gap(each.object) for each in made if gap(each.object)] == [1]
    for each in made:
        if each.object["status"] == "paid":
            assert each.object["date_bank"] <= now


def test_a_payout_keeps_its_members_as_the_clock_moves(made: list[Payout]) -> None:
    now = NOW + 6 * 86_400
    later = {
        each.object["id"]: each
        for each in payouts(days(True, seed=1, payments=3000, now=now), seed=1, now=now)
    }
    for each in made[:30]:
        after = later[each.object["id"]]
        assert set(each.payments) == set(after.payments)
        assert set(each.refunds) == set(after.refunds)
        assert set(each.disputes) == set(after.disputes)


def test_streaming_gives_a_payout_before_the_oldest_day_is_told(told: list[Day], made: list[Payout]) -> None:
    builder = PayoutBuilder(seed=1, now=NOW)
    early = [payout for day in told[:60] for payout in builder.add(day)]
    assert early
    assert early == made[: len(early)]
