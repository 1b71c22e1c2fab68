"""What the payment page tells the shop that frames it, in a real browser: every status, in its order."""

import pytest

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_PUBLIC_LIVE, DEMO_PUBLIC_TEST
from tests.browser_real.shop import BACK, Shop
from tests.sandbox.payloads import ACCEPTED, FAILED_IBANS, FRENCH_IBAN, OTHER, REFUSED

AUTH = {"status": "request"}
START = ("init", "pending", "secure-auth-start")
REFUSING = next(iter(REFUSED))


async def test_a_card_pays(shop: Shop) -> None:
    payment = await shop.create()
    await shop.show(payment)
    await shop.expect("init", "pending")
    await shop.choose(ACCEPTED)
    await shop.press("Pay 25.99 EUR")
    await shop.expect("init", "pending", "finished")
    await shop.frame.get_by_role("heading", name="Payment accepted").wait_for()
    told = await shop.heard(3)
    assert {each["url"] for each in told} == {BACK}
    assert all(type(each[side]) is int and each[side] > 0 for each in told for side in ("width", "height"))
    assert (await shop.read(payment))["status"] == "to_capture"


async def test_the_bank_authenticates_the_payer(shop: Shop) -> None:
    payment = await shop.create(auth=AUTH)
    await shop.show(payment)
    await shop.choose(OTHER)
    await shop.press("Pay 25.99 EUR")
    await shop.expect(*START)
    await shop.press("Yes, it is me")
    await shop.expect(*START, "secure-auth-end", "finished")
    after = await shop.read(payment)
    assert (after["auth"]["status"], after["status"]) == ("success", "to_capture")


@pytest.mark.parametrize(
    ("button", "status"), [("No, I decline", "declined"), ("I cannot prove it", "failed")]
)
async def test_the_bank_does_not_authenticate_the_payer(shop: Shop, button: str, status: str) -> None:
    payment = await shop.create(auth=AUTH)
    await shop.show(payment)
    await shop.choose(OTHER)
    await shop.press("Pay 25.99 EUR")
    await shop.expect(*START)
    await shop.press(button)
    await shop.expect(*START, "secure-auth-error")
    after = await shop.read(payment)
    assert (after["auth"]["status"], after["status"]) == (status, "failed")


async def test_the_bank_waits_for_six_hours(shop: Shop, clock: FixedClock) -> None:
    payment = await shop.create(auth=AUTH)
    await shop.show(payment)
    await shop.choose(OTHER)
    await shop.press("Pay 25.99 EUR")
    await shop.expect(*START)
    clock.advance(hours=7)
    await shop.press("Yes, it is me")
    await shop.expect(*START, "secure-auth-error")
    assert (await shop.read(payment))["status"] is None


async def test_a_card_is_refused(shop: Shop) -> None:
    payment = await shop.create()
    await shop.show(payment)
    await shop.choose(REFUSING)
    await shop.press("Pay 25.99 EUR")
    await shop.expect("init", "pending", "error")
    await shop.frame.get_by_text(f"Response {REFUSED[REFUSING]}").wait_for()
    assert (await shop.read(payment))["response"] == REFUSED[REFUSING]


async def test_a_card_is_refused_although_the_bank_knows_the_payer(shop: Shop) -> None:
    payment = await shop.create(auth=AUTH)
    await shop.show(payment)
    await shop.choose(REFUSING)
    await shop.press("Pay 25.99 EUR")
    await shop.expect(*START)
    await shop.press("Yes, it is me")
    await shop.expect(*START, "secure-auth-end", "error")


@pytest.mark.parametrize(
    ("iban", "last", "status"),
    [(FRENCH_IBAN, "finished", "to_capture"), (next(iter(FAILED_IBANS)), "error", "failed")],
)
async def test_an_account_pays(shop: Shop, iban: str, last: str, status: str) -> None:
    payment = await shop.create()
    await shop.show(payment)
    await shop.frame.get_by_text("Bank account").click()
    await shop.choose(iban)
    await shop.frame.get_by_label("Account holder").fill("Pierre Martin")
    await shop.press("Pay 25.99 EUR")
    await shop.expect("init", "pending", last)
    after = await shop.read(payment)
    assert (after["status"], after["sepa"]["name"]) == (status, "Pierre Martin")


@pytest.mark.parametrize("key", [DEMO_PUBLIC_LIVE, "ptest_" + "a" * 24])
async def test_another_key_is_invalid(shop: Shop, key: str) -> None:
    await shop.show(await shop.create(), key=key)
    await shop.expect("init", "invalid")


async def test_an_unknown_payment_is_invalid(shop: Shop) -> None:
    await shop.show("paym_" + "0" * 24)
    await shop.expect("init", "invalid")
    await shop.frame.get_by_text("There is no such payment.").wait_for()


async def test_a_payment_that_is_paid_is_invalid(shop: Shop) -> None:
    payment = await shop.create()
    await shop.show(payment)
    await shop.press("Pay 25.99 EUR")
    await shop.expect("init", "pending", "finished")
    await shop.show(payment)
    await shop.expect("init", "invalid")
    await shop.frame.get_by_role("heading", name="Already paid").wait_for()


async def test_a_payment_whose_time_is_over_is_invalid(shop: Shop, clock: FixedClock) -> None:
    payment = await shop.create(auth=AUTH)
    clock.advance(hours=7)
    await shop.show(payment)
    await shop.expect("init", "invalid")


@pytest.mark.parametrize("number", [ACCEPTED, REFUSING])
async def test_the_payer_goes_back_after_three_seconds(shop: Shop, number: str) -> None:
    await shop.stop_clock()
    await shop.show(await shop.create(), key=DEMO_PUBLIC_TEST)
    await shop.choose(number)
    await shop.press("Pay 25.99 EUR")
    await shop.heard(3)
    await shop.page.clock.run_for(2900)
    await shop.frame.get_by_text("You go back to shop.example in 3 seconds.").wait_for()
    await shop.page.clock.run_for(200)
    await shop.frame.get_by_role("heading", name="Welcome back").wait_for()
