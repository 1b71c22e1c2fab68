"""The shop's till: takes and refunds payments, and gives each the status it has at the clock's instant.

Everything is drawn before the clock is looked at, so that a day keeps its ids while it ages.
"""

from random import Random
from typing import NamedTuple

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop import catalogue, declines, payment_life, visits
from stancer_tui.sandbox.shop.cards import SEPA_COUNTRIES, card, sepa
from stancer_tui.sandbox.shop.draw import Object, new_id
from stancer_tui.sandbox.shop.people import Person

_HOME_CURRENCY = {"GB": "gbp", "US": "usd", "CH": "chf", "JP": "jpy"}


class Visit(NamedTuple):
    """Somebody at the till: when (Unix seconds), who, and the place in the day's order."""

    at: int
    person: Person
    place: int


class Basket(NamedTuple):
    """What is to be paid, shared by every attempt to pay it."""

    amount: int
    currency: str
    description: str | None
    order_id: str | None
    unique_root: str | None


class Till:
    """Takes the payments of the day numbered `day`, where no day has `busy` orders, as they are at `now`."""

    def __init__(self, rng: Random, day: int, *, busy: int, live: bool, now: int) -> None:
        self.rng, self.day, self.live = rng, day, live
        self._busy, self._now = busy, now
        self.payments: list[Object] = []
        self.refunds: list[Object] = []
        self.disputes: list[Object] = []

    def clock(self, day: int, hour: float) -> int:
        """The instant at an hour of the day `day` days later."""
        return paris.midnight_of(self.day + day) + int(hour * paris.HOUR)

    def later(self, first: int, last: int) -> int:
        """An instant in working hours, `first` to `last` days later."""
        rng = self.rng
        return self.clock(first + int(rng.random() * (last - first + 1)), 8.6 + rng.random() * 10)

    def aged(self, before: str, after: str, turn: int) -> str:
        """`before`, or `after` once the instant `turn` has come."""
        return before if self._now < turn else after

    def basket(self, visit: Visit, *, made_to_order: bool = False, currency: str | None = None) -> Basket:
        """What the visitor buys; in `currency`, or in the one of the visitor's country or the shop's."""
        rng = self.rng
        articles = catalogue.MADE_TO_ORDER if made_to_order else catalogue.ARTICLES
        article = articles[int(rng.random() * len(articles))]
        count = 1 if article.price > 30_000 or rng.random() < 0.7 else 1 + int(rng.random() ** 2 * 6)
        order = catalogue.order_number(self.day, visit.place, self._busy, rng)
        home = _HOME_CURRENCY.get(visit.person.country, "eur")
        if currency is None:
            currency = home if rng.random() < 0.75 or home == "jpy" else "eur"
        amount = catalogue.converted(catalogue.price(rng, article, count), currency)
        text = catalogue.description(rng, article, count, order)
        form = rng.random()
        root = order if form < 0.3 else _uuid(rng) if form < 0.45 else None
        return Basket(amount, currency, text, order if rng.random() < 0.94 else None, root)

    def unpaid(self, visit: Visit, basket: Basket, at: int, attempt: int = 1) -> Object:
        """A payment without a method: the payment page was opened and left."""
        root = basket.unique_root
        payment: Object = {
            "id": new_id("paym", self.rng.randbytes),
            "amount": basket.amount,
            "currency": basket.currency,
            "description": basket.description,
            "order_id": basket.order_id,
            "unique_id": root and (f"{root}-{attempt}" if len(root) < 32 else f"{root[:-1]}{attempt}"),
            "methods_allowed": ["card", "sepa"] if basket.currency == "eur" else ["card"],
            "method": None,
            "customer": visit.person.customer if visit.place % 13 else None,
            "status": None,
            "response": None,
            "response_author": None,
            "auth": None,
            "device": None,
            "capture": True,
            "created": at,
            "return_url": f"{visits.SHOP}/commande/merci" if visit.place % 3 == 0 else None,
            "live_mode": self.live,
        }
        self.payments.append(payment)
        return payment

    def with_card(
        self,
        visit: Visit,
        basket: Basket,
        at: int,
        *,
        attempt: int = 1,
        which: int = 0,
        code: str | None = None,
    ) -> Object:
        """A payment that holds a card and has not been sent to the bank."""
        payment = self.unpaid(visit, basket, at, attempt)
        payment["method"] = "card"
        payment["card"] = card(visit.person, at, live=self.live, which=which, code=code)
        return payment

    def authenticate(self, payment: Object, visit: Visit, status: str) -> None:
        """Add a 3-D Secure session and the device it ran on."""
        payment["auth"] = visits.auth(self.rng, status)
        if status != "requested":
            payment["device"] = visits.device(self.rng, visit.person.country)

    def usual_auth(self, payment: Object, visit: Visit) -> None:
        """Authenticate as most payments are: mostly with success, at times not at all."""
        chance = self.rng.random()
        if chance < 0.80:
            self.authenticate(payment, visit, "success" if chance < 0.77 else "unavailable")
        elif chance < 0.90:
            payment["device"] = visits.device(self.rng, visit.person.country)

    def _answered(self, payment: Object, code: str, status: str) -> None:
        payment["status"], payment["response"] = status, code
        payment["country"] = payment["card"]["country"]
        payment["date_paym"], payment["date_bank"] = payment["created"], None

    def refuse(self, payment: Object, code: str) -> None:
        """The bank answers with a refusal."""
        self._answered(payment, code, "failed" if code in declines.TECHNICAL else "refused")
        payment["fee"] = 0

    def accept(self, payment: Object, *, quick: bool = False, captured: int | None = None) -> None:
        """The bank accepts; the capture is asked at once, or at `captured` if the payment waits for it."""
        delay = payment_life.answer_delay(self.rng)
        author = f"{self.rng.getrandbits(20) % 1_000_000:06d}"
        self._answered(payment, "00", "authorized")
        payment["response_author"] = author
        payment["fee"] = payment_life.fee(payment["amount"], payment["card"])
        if captured is None:
            self._capture(payment, self.day, 4 * paris.HOUR if quick else delay)
        elif captured <= self._now:
            payment["date_paym"] = captured
            self._capture(payment, paris.ordinal(captured), delay)

    def _capture(self, payment: Object, day: int, delay: int) -> None:
        payment["status"], payment["date_bank"] = payment_life.capture(day, delay, self._now)

    def lapse(self, payment: Object) -> None:
        """An accepted payment that nobody captures: it expires after seven days."""
        if self._now >= payment["created"] + payment_life.AUTHORISED_FOR:
            payment["status"] = "expired"

    def by_card(self, visit: Visit, basket: Basket, at: int, *, attempt: int = 1, which: int = 0) -> Object:
        """A card payment that succeeds, as most do."""
        payment = self.with_card(visit, basket, at, attempt=attempt, which=which)
        self.usual_auth(payment, visit)
        self.accept(payment)
        return payment

    def by_sepa(
        self, visit: Visit, basket: Basket, *, code: str | None = None, disputed: bool = False
    ) -> Object:
        """A debit of the visitor's account; `code` says why it fails, or why it will be `disputed`."""
        payment = self.unpaid(visit, basket, visit.at)
        end = code if code is None or not disputed else f"d{code}"
        account = sepa(visit.person, live=self.live, code=end)
        collected_on = paris.bank_day(self.day + 2 + int(self.rng.random() * 2))
        collected = paris.midnight_of(collected_on) + 9 * paris.HOUR
        country = visit.person.country
        payment["method"], payment["sepa"] = "sepa", account
        payment["country"] = country if self.live and country in SEPA_COUNTRIES else "FR"
        payment["date_paym"] = payment["date_bank"] = None
        payment["fee"] = payment_life.fee(basket.amount, None)
        if self._now < paris.midnight_of(self.day + 1):
            payment["status"] = "to_capture"
        elif self._now < collected:
            payment["status"] = "capture_sent"
        elif code is None or disputed:
            payment["status"], payment["response"] = "captured", "00"
            payment["date_paym"] = collected
            payment["date_bank"] = paris.midnight_of(paris.bank_day(collected_on + 1))
        else:
            payment["status"], payment["response"] = "failed", code
            payment["date_paym"], payment["fee"] = collected, 0
        return payment

    def give_back(
        self, payment: Object, amount: int, at: int, *, outcome: str | None = None, slow: bool = False
    ) -> None:
        """A refund asked at `at`; `outcome` names its end when that is not `refunded`."""
        delay = 30 * paris.HOUR if slow else payment_life.answer_delay(self.rng)
        refund = payment_life.refund(
            self.rng, payment, amount, at=at, delay=delay, outcome=outcome, now=self._now
        )
        if at > self._now:
            return
        payment.setdefault("refunds", []).append(refund)
        self.refunds.append(refund)
        if outcome == "payment_canceled":
            payment["status"], payment["date_bank"] = "canceled", None

    def dispute(self, payment: Object, at: int, code: str) -> None:
        """The customer's bank takes the payment back at `at`."""
        dispute = {
            "id": new_id("dspt", self.rng.randbytes),
            "payment": payment["id"],
            "amount": payment["amount"],
            "currency": payment["currency"],
            "response": code,
            "order_id": payment["order_id"],
            "created": at,
            "live_mode": self.live,
        }
        if at <= self._now:
            payment["status"] = "disputed"
            self.disputes.append(dispute)


def _uuid(rng: Random) -> str:
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
