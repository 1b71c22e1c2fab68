"""What happens at the till: each story is one visitor's payments and what becomes of them."""

from collections.abc import Callable

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop import declines, visits
from stancer_tui.sandbox.shop.cards import SEPA_COUNTRIES, expired_card
from stancer_tui.sandbox.shop.draw import Object, weighted
from stancer_tui.sandbox.shop.till import Basket, Till, Visit

Story = Callable[[Till, Visit], None]


def _soon(till: Till, visit: Visit, least: int, most: int) -> int:
    """A moment later on the same day."""
    end = paris.midnight_of(till.day + 1) - 1
    return min(end, visit.at + least + int(till.rng.random() * (most - least)))


def bought(till: Till, visit: Visit) -> None:
    till.by_card(visit, till.basket(visit), visit.at)


def debited(till: Till, visit: Visit) -> None:
    if visit.person.country in SEPA_COUNTRIES:
        till.by_sepa(visit, till.basket(visit, currency="eur"))
    else:
        bought(till, visit)


def debit_failed(till: Till, visit: Visit) -> None:
    code = till.rng.choice(declines.SEPA_FAILURES)
    till.by_sepa(visit, till.basket(visit, currency="eur"), code=code)


def debit_failed_in_turn(till: Till, visit: Visit) -> None:
    """Each reason has its week, for this happens once in seven days."""
    codes = declines.EVERY_SEPA_FAILURE
    till.by_sepa(visit, till.basket(visit, currency="eur"), code=codes[till.day // 7 % len(codes)])


def debit_disputed(till: Till, visit: Visit) -> None:
    code = till.rng.choice(declines.SEPA_DISPUTES)
    payment = till.by_sepa(visit, till.basket(visit, currency="eur"), code=code, disputed=True)
    till.dispute(payment, till.later(9, 34), code)


def _declined(till: Till, visit: Visit, basket: Basket, code: str) -> Object:
    end = None if till.live else code
    payment = till.with_card(visit, basket, visit.at, code=end)
    if code == "54" and till.live:
        payment["card"] = expired_card(visit.person, visit.at, live=True)
    if code != "A1":
        till.usual_auth(payment, visit)
    till.refuse(payment, code)
    return payment


def _any_decline(till: Till) -> str:
    return till.rng.choice(declines.DECLINES if till.live else declines.TEST_DECLINES)


def declined(till: Till, visit: Visit) -> None:
    _declined(till, visit, till.basket(visit), _any_decline(till))


def decline_of_the_day(till: Till, visit: Visit) -> None:
    codes = declines.EVERY_DECLINE if till.live else declines.TEST_DECLINES
    _declined(till, visit, till.basket(visit), codes[till.day % len(codes)])


def declined_then_bought(till: Till, visit: Visit) -> None:
    basket = till.basket(visit)
    _declined(till, visit, basket, _any_decline(till))
    till.by_card(visit, basket, _soon(till, visit, 40, 400), attempt=2, which=1)


def declined_twice_then_bought(till: Till, visit: Visit) -> None:
    basket = till.basket(visit)
    code = "51" if till.rng.random() < 0.6 else "05"
    _declined(till, visit, basket, code)
    end = None if till.live else code
    again = till.with_card(visit, basket, _soon(till, visit, 20, 90), attempt=2, code=end)
    till.usual_auth(again, visit)
    till.refuse(again, code)
    till.by_card(visit, basket, _soon(till, visit, 120, 600), attempt=3, which=1)


def declined_without_status(till: Till, visit: Visit) -> None:
    """A sample of the reference has a refusal whose status is null: some payments here have it too."""
    _declined(till, visit, till.basket(visit), "75" if till.live else "05")["status"] = None


def page_left(till: Till, visit: Visit) -> None:
    payment = till.unpaid(visit, till.basket(visit), visit.at)
    if till.rng.random() < 0.5:
        till.authenticate(payment, visit, "requested")


def session_left(till: Till, visit: Visit) -> None:
    """Gone to the bank's page and not come back; late after six hours."""
    payment = till.with_card(visit, till.basket(visit), visit.at)
    till.authenticate(payment, visit, till.aged("attempted", "expired", visit.at + visits.SESSION))


def session_left_then_bought(till: Till, visit: Visit) -> None:
    basket = till.basket(visit)
    payment = till.with_card(visit, basket, visit.at)
    till.authenticate(payment, visit, till.aged("attempted", "expired", visit.at + visits.SESSION))
    till.by_card(visit, basket, _soon(till, visit, 90, 1_500), attempt=2)


def session_never_opened(till: Till, visit: Visit) -> None:
    payment = till.with_card(visit, till.basket(visit), visit.at)
    till.authenticate(payment, visit, "available")


def _session_lost(till: Till, visit: Visit, status: str) -> None:
    """The payment fails without a word from the bank: that `response` stays null is a guess."""
    payment = till.with_card(visit, till.basket(visit), visit.at)
    till.authenticate(payment, visit, status)
    payment["status"] = "failed"


def session_declined(till: Till, visit: Visit) -> None:
    _session_lost(till, visit, "declined")


def session_failed(till: Till, visit: Visit) -> None:
    _session_lost(till, visit, "failed")


def session_unavailable(till: Till, visit: Visit) -> None:
    payment = till.with_card(visit, till.basket(visit), visit.at)
    till.authenticate(payment, visit, "unavailable")
    till.accept(payment)


def _ordered(till: Till, visit: Visit) -> Object:
    payment = till.with_card(visit, till.basket(visit, made_to_order=True), visit.at)
    till.usual_auth(payment, visit)
    payment["capture"] = False
    return payment


def made_to_order(till: Till, visit: Visit) -> None:
    payment = _ordered(till, visit)
    till.accept(payment, captured=till.later(1, 5))


def made_to_order_late(till: Till, visit: Visit) -> None:
    """Captured in the last hours before the authorisation expires: one is always about to."""
    payment = _ordered(till, visit)
    hours = 0.5 + till.rng.random()
    till.accept(payment, captured=visit.at + 7 * paris.DAY - int(hours * paris.HOUR))


def made_to_order_forgotten(till: Till, visit: Visit) -> None:
    payment = _ordered(till, visit)
    till.accept(payment, captured=visit.at + 10_000 * paris.DAY)
    till.lapse(payment)


def made_to_order_called_off(till: Till, visit: Visit) -> None:
    payment = _ordered(till, visit)
    till.accept(payment, captured=visit.at + 10_000 * paris.DAY)
    till.give_back(payment, payment["amount"], till.later(1, 5), outcome="payment_canceled")


def called_off(till: Till, visit: Visit) -> None:
    """Given back whole before the night's batch: the payment is canceled."""
    payment = till.by_card(visit, till.basket(visit), visit.at)
    till.give_back(payment, payment["amount"], _soon(till, visit, 120, 7_200), outcome="payment_canceled")


def refunded(till: Till, visit: Visit) -> None:
    """Given back whole; of the dearest lamps only a part, or the day's payout would be a debt."""
    payment = till.by_card(visit, till.basket(visit), visit.at)
    amount = payment["amount"]
    till.give_back(payment, amount if amount < 60_000 else _share(amount, 0.2), till.later(2, 20))


def _share(amount: int, share: float) -> int:
    """A round part of an amount, at least the 50 a refund needs."""
    part = int(amount * share)
    return max(50, part - part % 50)


def refunded_in_part(till: Till, visit: Visit) -> None:
    payment = till.by_card(visit, till.basket(visit), visit.at)
    till.give_back(payment, _share(payment["amount"], 0.1 + till.rng.random() * 0.6), till.later(2, 20))


def refunded_next_morning(till: Till, visit: Visit) -> None:
    """Asked when the shop opens, answered late: one is always waiting and one always sent."""
    payment = till.with_card(visit, till.basket(visit), visit.at)
    till.usual_auth(payment, visit)
    till.accept(payment, quick=True)
    amount = payment["amount"] if till.rng.random() < 0.5 else _share(payment["amount"], 0.3)
    till.give_back(payment, amount, till.clock(1, 8.1 + till.rng.random() / 2), slow=True)


def refunded_in_parts(till: Till, visit: Visit) -> None:
    """Several partial refunds; half of the time the last one gives the rest back."""
    payment = till.by_card(visit, till.basket(visit), visit.at)
    amount = payment["amount"]
    first, second = _share(amount, 0.2), _share(amount, 0.15 + till.rng.random() * 0.2)
    till.give_back(payment, first, till.later(2, 6))
    till.give_back(payment, second, till.later(7, 12))
    if till.rng.random() < 0.5:
        till.give_back(payment, amount - first - second, till.later(13, 20))


def refund_failed(till: Till, visit: Visit) -> None:
    """The card is gone; two times in three the shop tries once more and succeeds."""
    payment = till.by_card(visit, till.basket(visit), visit.at)
    till.give_back(payment, payment["amount"], till.later(2, 9), outcome="failed")
    if till.rng.random() < 0.67:
        till.give_back(payment, payment["amount"], till.later(12, 20))


def refund_not_honoured(till: Till, visit: Visit) -> None:
    """The customer disputes the payment while its refund is under way."""
    payment, network = _disputable(till, visit)
    asked = till.later(8, 30)
    till.give_back(payment, payment["amount"], asked, outcome="not_honored", slow=True)
    till.dispute(payment, asked + 20 * paris.HOUR, till.rng.choice(declines.CARD_DISPUTES[network]))


def _disputable(till: Till, visit: Visit, code: str | None = None) -> tuple[Object, str]:
    payment = till.with_card(visit, till.basket(visit), visit.at, code=code)
    till.usual_auth(payment, visit)
    till.accept(payment)
    return payment, payment["card"]["network"] or "visa"


def disputed(till: Till, visit: Visit) -> None:
    if till.live:
        payment, network = _disputable(till, visit)
        code = till.rng.choice(declines.CARD_DISPUTES[network])
    else:
        code = till.rng.choice(declines.CARD_DISPUTES["national"])
        payment, _ = _disputable(till, visit, f"d{code}")
    till.dispute(payment, till.later(6, 35), code)


def _paid_twice(till: Till, visit: Visit) -> Object:
    """The same card and amount again, minutes apart: the customer will write."""
    basket = till.basket(visit)
    till.by_card(visit, basket, visit.at)
    return till.by_card(visit, basket, _soon(till, visit, 45, 540), attempt=2)


def paid_twice(till: Till, visit: Visit) -> None:
    _paid_twice(till, visit)


def paid_twice_one_refunded(till: Till, visit: Visit) -> None:
    second = _paid_twice(till, visit)
    till.give_back(second, second["amount"], till.later(2, 4))


def paid_twice_disputed(till: Till, visit: Visit) -> None:
    second = _paid_twice(till, visit)
    codes = {"national": "42", "visa": "1261", "mastercard": "4834"}
    till.dispute(second, till.later(8, 30), codes[second["card"]["network"] or "visa"])


USUAL: tuple[Story, ...] = weighted(
    (bought, 640), (debited, 85), (declined_then_bought, 55), (declined, 45), (page_left, 25),
    (session_left, 4), (session_left_then_bought, 8), (session_declined, 12), (session_failed, 10),
    (made_to_order, 30), (refunded, 24), (refunded_in_part, 22), (called_off, 12),
    (declined_twice_then_bought, 10),
    (debit_failed, 5), (disputed, 5), (paid_twice, 4), (refunded_in_parts, 4),
)  # fmt: skip
"""What happens on any day, as often as it does."""

RARE: tuple[Story, ...] = (
    refund_failed, paid_twice, disputed, session_never_opened, refund_not_honoured, debit_failed_in_turn,
    made_to_order_forgotten, paid_twice_one_refunded, debit_disputed, declined_without_status,
    refunded_in_parts, session_unavailable, debit_failed_in_turn, made_to_order_called_off, disputed,
    paid_twice_disputed, session_declined, session_failed, called_off, debit_failed_in_turn,
    declined_twice_then_bought,
)  # fmt: skip
"""One a day in turn, so that none is missing for long."""

LONG: dict[Story, int] = {
    declined_then_bought: 2, session_left_then_bought: 2, declined_twice_then_bought: 3, paid_twice: 2,
    paid_twice_one_refunded: 2, paid_twice_disputed: 2,
}  # fmt: skip
"""The stories of more than one payment, and how many they have."""

EVERY: tuple[Story, ...] = tuple(
    dict.fromkeys(
        (*USUAL, *RARE, session_left, refunded_next_morning, made_to_order_late, decline_of_the_day)
    )
)
"""All of them: a database names a story by its place here, so a new one goes to the end."""
