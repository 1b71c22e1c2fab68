"""The sandbox's data: believable, the same for the same seed, and never ahead of its clock."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop.scenario import FOLLOW_UP, SPAN, Day, Shop, days

PARIS = ZoneInfo("Europe/Paris")
NOW = int(datetime(2026, 11, 22, 15, 20, tzinfo=PARIS).timestamp())
HOUR, DAY = 3_600, 86_400

PAYMENT_STATUSES = {
    "authorized", "canceled", "captured", "capture_sent", "disputed", "expired", "failed", "refused",
    "to_capture", None,
}  # fmt: skip
AUTH_STATUSES = {
    "attempted", "available", "declined", "expired", "failed", "requested", "success", "unavailable",
}  # fmt: skip
REFUND_STATUSES = {"to_refund", "refund_sent", "refunded", "not_honored", "failed", "payment_canceled"}
BRANDS = {"amex", "dankort", "discover", "jcb", "maestro", "mastercard", "visa"}
CURRENCIES = {"aud", "cad", "chf", "dkk", "eur", "gbp", "jpy", "nok", "pln", "sek", "usd"}
CARD_CODES = {
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15",
    "16", "17", "19", "20", "21", "22", "25", "28", "30", "41", "43", "51", "52", "53", "54", "55",
    "57", "58", "59", "61", "62", "63", "65", "68", "75", "76", "77", "78", "80", "81", "82", "83",
    "85", "91", "92", "93", "94", "95", "96", "A0", "A1", "B1", "N0", "N3", "N4", "N7", "P2", "P5",
    "P6", "Q1", "R0", "R1", "R3", "XA", "XD", "Z1", "Z3", "7810", "7811", "7812", "7840", "7898",
}  # fmt: skip
SEPA_CODES = {"AC01", "AC04", "AC06", "AG01", "AM04", "MD01", "MD06", "MS02"}
DISPUTE_CODES = {
    "national": {"14", "42", "45"},
    "visa": {"1040", "1261"},
    "mastercard": {"4808", "4834", "4837", "4853", "4863"},
}
LOST = {"failed", "not_honored"}
Found = list[Day]


def tell(live: bool, *, seed: int = 1, payments: int = 3000, now: int = NOW) -> Found:
    return list(days(live, seed=seed, payments=payments, now=now))


@pytest.fixture(scope="module")
def live() -> Found:
    return tell(True)


@pytest.fixture(scope="module")
def test() -> Found:
    return tell(False)


@pytest.fixture(scope="module", params=[True, False], ids=["live", "test"])
def told(request: pytest.FixtureRequest, live: Found, test: Found) -> Found:
    return live if request.param else test


def payments_of(found: Found) -> list[dict[str, Any]]:
    return [payment for day in found for payment in day.payments]


def refunds_of(found: Found) -> list[dict[str, Any]]:
    return [refund for day in found for refund in day.refunds]


def disputes_of(found: Found) -> list[dict[str, Any]]:
    return [dispute for day in found for dispute in day.disputes]


def ids(found: Found) -> list[str]:
    return [payment["id"] for payment in payments_of(found)]


def test_the_same_seed_tells_the_same_days(live: Found) -> None:
    assert tell(True) == live


def test_another_seed_tells_others(live: Found) -> None:
    assert not set(ids(live)) & set(ids(tell(True, seed=2)))


@pytest.mark.parametrize("ago", [0, 1, 45, 80])
@pytest.mark.parametrize("mode", [True, False])
def test_a_day_alone_is_the_day_within_the_whole(mode: bool, ago: int, live: Found, test: Found) -> None:
    shop = Shop(mode, seed=1, usual=3000 / SPAN)
    assert shop.day(paris.ordinal(NOW) - ago, NOW) == (live if mode else test)[ago]


@pytest.mark.parametrize("payments", [0, 1, 7, 300, 3000, 12_000])
def test_there_are_as_many_payments_as_asked(payments: int) -> None:
    assert len(ids(tell(True, payments=payments))) == payments


def test_three_thousand_payments_take_about_ninety_days(told: Found) -> None:
    assert 80 <= len(told) <= 100


def test_days_come_newest_first_and_payments_ascend(told: Found) -> None:
    for day, older in pairwise(told):
        assert datetime.fromtimestamp(day.start, PARIS) - datetime.fromtimestamp(
            older.start, PARIS
        ) == timedelta(1)
    for day in told:
        begin = datetime.fromtimestamp(day.start, PARIS)
        assert (begin.hour, begin.minute, begin.second) == (0, 0, 0)
        created = [payment["created"] for payment in day.payments]
        assert created == sorted(created)
        assert {datetime.fromtimestamp(at, PARIS).date() for at in created} <= {begin.date()}


def test_days_around_a_change_of_clocks_keep_their_payments() -> None:
    april = int(datetime(2026, 4, 1, 12, tzinfo=PARIS).timestamp())
    for day in tell(True, now=april, payments=2_000):
        begin = datetime.fromtimestamp(day.start, PARIS).date()
        assert {datetime.fromtimestamp(each["created"], PARIS).date() for each in day.payments} <= {begin}


def test_refunds_and_disputes_follow_their_payment_and_soon_enough(told: Found) -> None:
    for day in told:
        created = {payment["id"]: payment["created"] for payment in day.payments}
        for follow in (*day.refunds, *day.disputes):
            assert 0 <= follow["created"] - created[follow["payment"]] <= FOLLOW_UP


@pytest.mark.parametrize("clock", ["2026-11-22T00:00:30", "2026-11-22T06:30:00", "2026-11-22T23:59:00"])
@pytest.mark.parametrize("mode", [True, False])
def test_nothing_is_newer_than_the_clock(mode: bool, clock: str) -> None:
    now = int(datetime.fromisoformat(clock).replace(tzinfo=PARIS).timestamp())
    for day in tell(mode, now=now, payments=1_500):
        assert day.start <= now
        for kind in (
            day.cards,
            day.sepa,
            day.customers,
            day.addresses,
            day.refunds,
            day.disputes,
            day.payments,
        ):
            for item in kind:
                for field in ("created", "date_paym", "date_refund", "date_mandate"):
                    assert (item.get(field) or 0) <= now, (field, item)


def test_accounts_exist_before_they_pay(told: Found) -> None:
    for payment in payments_of(told):
        for part in ("customer", "card", "sepa"):
            if payment.get(part):
                assert payment[part]["created"] <= payment["created"]


def test_the_clock_moves_statuses_and_leaves_ids(live: Found) -> None:
    later = {
        payment["id"]: payment
        for payment in payments_of(tell(True, now=NOW + 7 * DAY, payments=3000))
        if payment["created"] > NOW - 30 * DAY
    }
    recent = [payment for payment in payments_of(live) if payment["created"] > NOW - 30 * DAY]
    assert {payment["id"] for payment in recent} <= set(later)
    assert max(payment["created"] for payment in later.values()) > NOW
    for payment in recent:
        after = later[payment["id"]]
        frozen = (
            "amount",
            "currency",
            "description",
            "order_id",
            "unique_id",
            "created",
            "customer",
            "device",
        )
        assert [payment[field] for field in frozen] == [after[field] for field in frozen]
        if payment["status"] in ("to_capture", "capture_sent"):
            assert after["status"] in ("captured", "disputed", "failed", "canceled")
        if payment["status"] == "authorized":
            assert after["status"] in ("to_capture", "capture_sent", "captured", "expired", "canceled")
        known = {refund["id"] for refund in payment.get("refunds", ())}
        assert known <= {refund["id"] for refund in after.get("refunds", ())}


def test_every_payment_status_is_there(told: Found) -> None:
    assert {payment["status"] for payment in payments_of(told)} == PAYMENT_STATUSES


def test_every_3d_secure_status_is_there(told: Found) -> None:
    found = {payment["auth"]["status"] for payment in payments_of(told) if payment["auth"]}
    assert found == AUTH_STATUSES


def test_every_refund_status_is_there(told: Found) -> None:
    assert {refund["status"] for refund in refunds_of(told)} == REFUND_STATUSES


@pytest.mark.parametrize("hour", [1, 7, 10, 16, 23])
def test_there_is_always_a_refund_under_way_and_a_capture_sent(hour: int) -> None:
    now = int(datetime(2026, 11, 20, hour, tzinfo=PARIS).timestamp())
    found = tell(True, now=now, payments=3000)[:15]
    assert "refund_sent" in {refund["status"] for refund in refunds_of(found)}
    assert "capture_sent" in {payment["status"] for payment in payments_of(found)}


def test_live_declines_are_many_and_documented(live: Found) -> None:
    codes = Counter(payment["response"] for payment in payments_of(live) if payment["method"] == "card")
    assert set(codes) - {None} <= CARD_CODES
    assert {"51", "05", "54", "41", "43", "59", "61", "65", "75", "91", "A1", "7810", "N7"} <= set(codes)
    declines = [code for code, _ in codes.most_common() if code not in (None, "00")]
    assert declines[:2] == ["51", "05"]
    assert codes["00"] > 0.6 * len(payments_of(live))


def test_test_declines_are_those_of_the_test_cards(test: Found) -> None:
    ends = {"05": "0002", "51": "9995", "41": "9987", "42": "9979", "A1": "3220"}
    declined = [p for p in payments_of(test) if p["method"] == "card" and p["response"] not in (None, "00")]
    assert {payment["response"] for payment in declined} == set(ends)
    assert all(payment["card"]["last4"] == ends[payment["response"]] for payment in declined)


def test_debits_fail_with_their_own_reasons(told: Found) -> None:
    debits = [payment for payment in payments_of(told) if payment["method"] == "sepa"]
    assert {payment["currency"] for payment in debits} == {"eur"}
    reasons = {payment["response"] for payment in debits} - {None, "00"}
    assert reasons == SEPA_CODES - {"MD06", "MS02"}, "these two come back later, as disputes"
    assert {"captured", "capture_sent", "failed"} <= {payment["status"] for payment in debits}
    assert all(payment["status"] == "failed" for payment in debits if payment["response"] in SEPA_CODES)


def test_disputes_carry_the_codes_of_their_network(told: Found) -> None:
    payments = {payment["id"]: payment for payment in payments_of(told)}
    seen = set()
    for dispute in disputes_of(told):
        payment = payments[dispute["payment"]]
        assert payment["status"] == "disputed"
        assert (dispute["amount"], dispute["order_id"]) == (payment["amount"], payment["order_id"])
        if payment["method"] == "sepa":
            assert dispute["response"] in SEPA_CODES
        else:
            assert dispute["response"] in DISPUTE_CODES[payment["card"]["network"] or "visa"]
        seen.add(payment["method"])
    assert seen == {"card", "sepa"}
    assert {p["id"] for p in payments.values() if p["status"] == "disputed"} == {
        dispute["payment"] for dispute in disputes_of(told)
    }


def test_refunds_stay_within_their_payment(told: Found) -> None:
    many = 0
    for payment in payments_of(told):
        refunds = payment.get("refunds", [])
        assert sum(each["amount"] for each in refunds if each["status"] not in LOST) <= payment["amount"]
        assert all(type(each["amount"]) is int and each["amount"] >= 50 for each in refunds)
        assert [each["created"] for each in refunds] == sorted(each["created"] for each in refunds)
        if refunds:
            assert payment["status"] in ("captured", "disputed", "canceled")
        many += len(refunds) > 1
    assert many >= 3
    amounts = {payment["id"]: payment["amount"] for payment in payments_of(told)}
    whole = Counter(refund["amount"] == amounts[refund["payment"]] for refund in refunds_of(told))
    assert min(whole[True], whole[False]) > 30


def test_embedded_refunds_are_the_refunds(told: Found) -> None:
    embedded = [refund for payment in payments_of(told) for refund in payment.get("refunds", ())]
    by_id = {refund["id"]: refund for refund in refunds_of(told)}
    assert len(embedded) == len(refunds_of(told)) == len(by_id)
    assert all(by_id[refund["id"]] == refund for refund in embedded)


def test_refund_dates_follow_the_status(told: Found) -> None:
    for refund in refunds_of(told):
        sent = refund["status"] in ("refund_sent", "refunded", "failed", "not_honored")
        assert (refund["date_refund"] is not None) == sent
        assert (refund["date_bank"] is not None) == (refund["status"] == "refunded")
        if refund["date_bank"] is not None:
            at = datetime.fromtimestamp(refund["date_bank"], PARIS)
            assert (at.hour, at.minute) == (0, 0)


def test_authorisations_and_sessions_expire(told: Found) -> None:
    held = [payment for payment in payments_of(told) if not payment["capture"]]
    for payment in held:
        age = NOW - payment["created"]
        assert payment["status"] != "authorized" or age < 7 * DAY
        assert payment["status"] != "expired" or age >= 7 * DAY
    assert any(p["status"] == "authorized" and NOW - p["created"] > 6 * DAY for p in held)
    for payment in payments_of(told):
        if payment["auth"] and payment["auth"]["status"] == "attempted":
            assert NOW - payment["created"] < 6 * HOUR
        if payment["auth"] and payment["auth"]["status"] == "expired":
            assert NOW - payment["created"] >= 6 * HOUR


def test_capture_follows_the_day(told: Found) -> None:
    midnight = paris.midnight(NOW)
    for payment in payments_of(told):
        today = max(payment["created"], payment.get("date_paym") or 0) >= midnight
        if payment["status"] in ("to_capture", "capture_sent", "captured") and payment["method"] == "card":
            assert (payment["status"] == "to_capture") == today
        if payment["status"] == "captured":
            at = datetime.fromtimestamp(payment["date_bank"], PARIS)
            assert (at.hour, at.minute, at.weekday() < 5) == (0, 0, True)


def text(value: object, least: int, most: int) -> bool:
    return isinstance(value, str) and least <= len(value) <= most and value == value.strip()


def maybe(value: object, least: int, most: int) -> bool:
    return value is None or text(value, least, most)


def test_payments_keep_the_limits_of_the_reference(told: Found) -> None:
    for payment in payments_of(told):
        assert type(payment["amount"]) is int
        assert 50 <= payment["amount"] < 1_000_000
        assert payment["currency"] in CURRENCIES
        assert maybe(payment["description"], 3, 64)
        assert maybe(payment["order_id"], 1, 24), "a dispute repeats it in at most 24"
        assert maybe(payment["unique_id"], 1, 36)
        assert set(payment["methods_allowed"]) <= {"card", "sepa"}
        assert payment["response_author"] is None or re.fullmatch(r"\w{6}", payment["response_author"])
        assert type(payment["capture"]) is bool
        assert type(payment["created"]) is int
        assert payment["return_url"] is None or payment["return_url"].startswith("https://")
        if payment["auth"]:
            assert set(payment["auth"]) == {"redirect_url", "return_url", "status"}
            assert (payment["auth"]["redirect_url"] or "https://3ds.").startswith("https://3ds.")


def test_descriptions_are_none_short_and_as_long_as_they_may_be(told: Found) -> None:
    lengths = {len(payment["description"] or "") for payment in payments_of(told)}
    assert {0, 3, 64} <= lengths
    assert len(lengths) > 35


def test_absent_is_not_null(told: Found) -> None:
    for payment in payments_of(told):
        assert ("card" in payment, "sepa" in payment) == (
            payment["method"] == "card",
            payment["method"] == "sepa",
        )
        assert payment.get("refunds") != []
        if payment["status"] is None and payment["response"] is None:
            assert not {"date_paym", "date_bank", "fee", "country"} & set(payment)
        if payment["response"] == "00":
            assert type(payment["fee"]) is int
            assert payment["country"]


def test_devices_come_from_addresses_set_aside_for_documentation(told: Found) -> None:
    nets = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")]
    versions = set()
    for payment in payments_of(told):
        if (device := payment["device"]) is not None:
            ip = ip_address(device["ip"])
            versions.add(ip.version)
            assert any(ip in net for net in nets if net.version == ip.version)
            assert 0 < device["port"] <= 65_535
            assert maybe(device["user_agent"], 1, 256)
            assert maybe(device["languages"], 1, 32)
    assert versions == {4, 6}


def test_accounts_keep_the_limits_of_the_reference(told: Found) -> None:
    for day in told:
        for customer in day.customers:
            assert text(customer["name"], 4, 64)
            assert maybe(customer["email"], 5, 64)
            assert maybe(customer["mobile"], 8, 16)
            assert customer["email"] or customer["mobile"]
            assert customer["email"] is None or re.fullmatch(r"[a-z0-9.-]+@[a-z]+\.[a-z]+", customer["email"])
            assert maybe(customer["external_id"], 1, 36)
            assert "1930-01-01" < (customer["date_birth"] or "1980-01-01") < "2010-01-01"
        for card in day.cards:
            assert re.fullmatch(r"\d{4}", card["last4"])
            assert card["brand"] in BRANDS
            assert 1 <= card["exp_month"] <= 12
            assert card["nature"] in ("personnal", "corporate", None)
            assert card["network"] in ("national", "visa", "mastercard", None)
            assert card["funding"] in ("credit", "debit", "prepaid", "universal", "charge", "deferred", None)
            assert maybe(card["name"], 4, 64)
            assert maybe(card["zip_code"], 2, 8)
        for account in day.sepa:
            assert text(account["bic"], 8, 11)
            assert text(account["mandate"], 3, 35)
            assert len(account["last4"]) == 4
        for address in day.addresses:
            assert text(address["line1"], 3, 50)
            assert text(address["city"], 1, 50)


def test_only_an_expired_card_is_expired(live: Found) -> None:
    for payment in payments_of(live):
        if card := payment.get("card"):
            at = datetime.fromtimestamp(payment["created"], UTC)
            valid = (card["exp_year"], card["exp_month"]) >= (at.year, at.month)
            assert valid == (payment["response"] != "54"), payment


def _prefixed(found: Found) -> Iterator[tuple[str, dict[str, Any]]]:
    for day in found:
        kinds = {
            "paym": day.payments, "card": day.cards, "sepa": day.sepa, "cust": day.customers,
            "addr": day.addresses, "refd": day.refunds, "dspt": day.disputes,
        }  # fmt: skip
        for prefix, items in kinds.items():
            yield from ((prefix, item) for item in items)


def test_ids_are_well_formed_and_name_one_object(live: Found, test: Found) -> None:
    seen: dict[str, dict[str, Any]] = {}
    for prefix, item in (*_prefixed(live), *_prefixed(test)):
        assert re.fullmatch(prefix + "_[A-Za-z0-9]{24}", item["id"])
        assert seen.setdefault(item["id"], item) == item
        if prefix in ("paym", "refd", "dspt", "addr"):
            assert seen[item["id"]] is item


def test_unique_ids_are_unique(told: Found) -> None:
    unique = [payment["unique_id"] for payment in payments_of(told) if payment["unique_id"]]
    assert len(unique) > 500
    assert len(unique) == len(set(unique))


def test_a_day_brings_the_accounts_its_payments_use(told: Found) -> None:
    for day in told:
        for part, accounts in (("card", day.cards), ("sepa", day.sepa), ("customer", day.customers)):
            used = {payment[part]["id"]: payment[part] for payment in day.payments if payment.get(part)}
            brought = {account["id"]: account for account in accounts}
            assert set(used) == set(brought)
            assert all(used[key].items() <= brought[key].items() for key in used)


def test_modes_share_nothing(live: Found, test: Found) -> None:
    assert {item["live_mode"] for _, item in _prefixed(live)} == {True}
    assert {item["live_mode"] for _, item in _prefixed(test)} == {False}
    assert not {item["id"] for _, item in _prefixed(live)} & {item["id"] for _, item in _prefixed(test)}
    assert "jpy" in {payment["currency"] for payment in payments_of(live)}
    assert "jpy" not in {payment["currency"] for payment in payments_of(test)}


def test_regulars_come_back_with_the_same_card(told: Found) -> None:
    for part in ("customer", "card"):
        visits = defaultdict(set)
        for day in told:
            for payment in day.payments:
                if payment.get(part):
                    visits[payment[part]["id"]].add(day.start)
        assert sum(len(found) >= 3 for found in visits.values()) > 10


def test_some_customers_pay_twice_within_minutes(told: Found) -> None:
    pairs = 0
    by_purchase = defaultdict(list)
    for payment in payments_of(told):
        if payment["response"] == "00" and "card" in payment:
            by_purchase[payment["card"]["id"], payment["amount"], payment["order_id"]].append(
                payment["created"]
            )
    for created in by_purchase.values():
        pairs += any(0 < after - before <= 600 for before, after in pairwise(sorted(created)))
    assert pairs >= 5


def test_some_orders_are_paid_with_a_second_card(live: Found) -> None:
    orders = defaultdict(list)
    for payment in sorted(payments_of(live), key=lambda payment: payment["created"]):
        if payment["order_id"] and "card" in payment:
            orders[payment["order_id"]].append(payment)
    rescued = [
        tries
        for tries in orders.values()
        if len(tries) > 1
        and (tries[0]["response"], tries[-1]["response"]) == ("51", "00")
        and tries[0]["card"]["id"] != tries[-1]["card"]["id"]
    ]
    assert len(rescued) > 10
    customers = [{(each["customer"] or {}).get("id") for each in tries} for tries in orders.values()]
    assert all(len(found) == 1 for found in customers), "an order belongs to one customer"


def test_names_come_from_all_over_europe(live: Found) -> None:
    names = {customer["name"] for day in live for customer in day.customers}
    everything = "".join(names)
    for sign in "éèçüßñłř'-&":
        assert sign in everything, sign
    assert re.search("[α-ω]{4}", everything)
    assert max(map(len, names)) > 55


def test_a_million_payments_do_not_make_today_wait() -> None:
    today = next(days(True, seed=1, payments=1_000_000, now=NOW))
    assert 0 < len(today.payments) < 2_000
