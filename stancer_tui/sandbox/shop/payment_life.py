"""How payments and refunds age: what they are at a given instant.

The reference gives the words and three spans (within the day, 7 days, 6 hours). The hours of the night batch
and of the banks' answers are guesses, and that test payments are captured like live ones is another.
"""

from random import Random

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop.draw import Object, new_id

AUTHORISED_FOR = 7 * paris.DAY
"""Seconds after which an authorisation that was not captured expires (reference: Payment status codes)."""


def answer_delay(rng: Random) -> int:
    """Seconds from the night batch to the bank's answer: mostly the next morning, at times the day after."""
    chance = rng.random()
    return int(
        (3 + chance * 4.7) * paris.HOUR if chance < 0.85 else (14 + (chance - 0.85) * 106) * paris.HOUR
    )


def capture(day: int, delay: int, now: int) -> tuple[str, int | None]:
    """Status and `date_bank` at `now` of a payment whose capture was asked on the day numbered `day`."""
    batch = paris.midnight_of(day + 1)
    if now < batch:
        return "to_capture", None
    if now < batch + delay:
        return "capture_sent", None
    return "captured", paris.midnight_of(paris.bank_day(day + 2))


def refund(
    rng: Random, payment: Object, amount: int, *, at: int, delay: int, outcome: str | None, now: int
) -> Object:
    """A refund asked at `at`; `outcome` names its end when that is not `refunded`."""
    batch = paris.midnight_of(paris.ordinal(at) + 1)
    sent = batch + 300 + int(rng.random() * 900)
    status, date_refund, date_bank = "to_refund", None, None
    if outcome == "payment_canceled":
        status = outcome
    elif now >= batch + delay:
        status, date_refund = outcome or "refunded", sent
        if outcome is None:
            date_bank = paris.midnight_of(paris.bank_day(paris.ordinal(sent) + 1))
    elif now >= sent:
        status, date_refund = "refund_sent", sent
    return {
        "id": new_id("refd", rng.randbytes),
        "payment": payment["id"],
        "amount": amount,
        "currency": payment["currency"],
        "status": status,
        "created": at,
        "date_refund": date_refund,
        "date_bank": date_bank,
        "live_mode": payment["live_mode"],
    }


def fee(amount: int, card: Object | None) -> int:
    """What the payment costs the shop, in minor units: a guess near the samples of the reference."""
    if card is None:
        return 15
    costly = (
        card["nature"] == "corporate"
        or card["country"] in ("US", "GB", "CH", "JP")
        or card["brand"] == "amex"
    )
    return 7 + amount * (19 if costly else 7) // 1_000
