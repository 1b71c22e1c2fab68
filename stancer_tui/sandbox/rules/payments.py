"""Payments: created, changed, authorised, captured."""

from typing import Any, NamedTuple

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import CARD, CUSTOMER, PAYMENT, SEPA, Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.allowed_methods import in_currency, methods_in
from stancer_tui.sandbox.rules.cards import new_card
from stancer_tui.sandbox.rules.instruments import Maker, resolve
from stancer_tui.sandbox.rules.outcomes import is_enrolled, pay, payment_row
from stancer_tui.sandbox.rules.people import embedded_customer, new_customer
from stancer_tui.sandbox.rules.sepa import new_sepa
from stancer_tui.sandbox.shop.payment_life import fee
from stancer_tui.sandbox.wire.errors import Refused, conflict, duplicate, invalid, no_such
from stancer_tui.sandbox.wire.validation import (
    MOST_MONEY,
    Check,
    address,
    boolean,
    changes,
    currency,
    digits_or_text,
    https_url,
    methods,
    nested,
    object_or_id,
    one_of,
    read,
    text,
    whole,
    within,
)

LEAST_AMOUNT = 50
"""Minor units (reference: Payments)."""


def _auth(name: str, value: Any) -> Object:
    if isinstance(value, bool):
        # The reference's sample shows true where its table shows an object.
        return {"status": "request"} if value else {}
    checks = {"status": one_of("request"), "return_url": https_url}
    given = nested(name, value)
    try:
        fields = read(given, checks)
        if not fields:
            raise invalid("status", "is required")
    except Refused as refusal:
        raise within(name, refusal) from None
    # Where to come back to says that somebody is to leave: it asks without the word.
    return fields


_DEVICE: dict[str, Check] = {
    "ip": address,
    "port": whole(0, 65535),
    "user_agent": text(0, 256),
    "http_accept": text(0, 2048),
    "languages": text(0, 32),
}


def _device(name: str, value: Any) -> Object:
    given = nested(name, value)
    try:
        fields = read(given, _DEVICE, required=("ip", "port"))
    except Refused as refusal:
        raise within(name, refusal) from None
    # Where an address is on the map only Stancer knows.
    return {each: fields.get(each) for each in ("city", "country", *_DEVICE, "zip_code")}


_PATCHED: dict[str, Check] = {
    "amount": whole(LEAST_AMOUNT, MOST_MONEY),
    "currency": currency,
    "order_id": digits_or_text(1, 36),
    "description": text(3, 64),
    "return_url": https_url,
    "customer": object_or_id,
    "card": object_or_id,
    "sepa": object_or_id,
    "device": _device,
    "auth": _auth,
}

_CREATED: dict[str, Check] = _PATCHED | {
    "unique_id": digits_or_text(1, 36),
    "methods_allowed": methods,
    "capture": boolean,
}


_SETTLED = ("amount", "currency", "card", "sepa", "auth")
"""What stays as it is once a payment has a status."""


def _sepa_of_payment(sandbox: Sandbox, live: bool, body: Object) -> Row:
    # An official client attaches an account without a mandate: inside a payment none is required.
    return new_sepa(sandbox, live, body, within_payment=True)


_INSTRUMENTS: dict[str, tuple[Kind, Maker]] = {"card": (CARD, new_card), "sepa": (SEPA, _sepa_of_payment)}


class Cashier(NamedTuple):
    """Takes the payments of one mode."""

    sandbox: Sandbox
    live: bool

    def create(self, body: Object) -> Object:
        """A new payment, paid at once when it has a method and no authentication is asked.

        409 when its unique_id is taken.
        """
        fields = read(body, _CREATED, required=("amount", "currency"))
        unique_id = fields.get("unique_id")
        holder = None if unique_id is None else self.sandbox.store.payment_with(self.live, unique_id)
        if holder is not None:
            raise duplicate(PAYMENT, holder)
        asked = fields.get("methods_allowed")
        allowed = methods_in(fields["currency"], asked)
        if not allowed:
            raise invalid("methods_allowed", "must hold card in another currency than eur")
        payment: Object = {
            "amount": fields["amount"],
            "auth": None,
            "capture": fields.get("capture", True),
            "created": self.sandbox.clock(),
            "currency": fields["currency"],
            "customer": None,
            "description": fields.get("description"),
            "device": fields.get("device"),
            "id": self.sandbox.new_id(PAYMENT),
            "live_mode": self.live,
            "method": None,
            "methods_allowed": allowed,
            "order_id": fields.get("order_id"),
            "response": None,
            "response_author": None,
            "return_url": fields.get("return_url"),
            "status": None,
            "unique_id": unique_id,
        }
        payment, instrument = self._attach(payment, fields)
        payment = self._authenticate(payment, fields.get("auth"), instrument)
        if instrument is not None and not _awaits_customer(payment):
            payment = pay(self.sandbox, self.live, payment, instrument, capture=payment["capture"])
        row = payment_row(payment, self.live, {"methods_allowed": asked})
        self.sandbox.store.add(self.live, [row])
        return payment

    def update(self, payment_id: str, body: Object) -> Object:
        """A payment changed, authorised or captured as asked."""
        row = self.sandbox.store.row(self.live, PAYMENT, payment_id)
        if row is None:
            raise no_such(PAYMENT, payment_id)
        payment = row.object
        fields = read(changes(payment, body), _PATCHED | {"status": one_of("authorize", "capture")})
        asked = fields.pop("status", None)
        if payment.get("status") is not None:
            fields = self._still_free(payment, fields, capture=asked == "capture")
        payment, instrument = self._attach(_with_plain(row, fields), fields)
        if "currency" in fields and payment.get("sepa") and payment["currency"] != "eur":
            raise invalid("currency", "must be eur for SEPA")
        if fields.get("auth"):
            # The card may have been given by an earlier request.
            instrument = instrument or self.instrument(payment)
        payment = self._authenticate(payment, fields.get("auth"), instrument)
        if asked is not None:
            payment = self._process(payment, capture=asked == "capture")
        self.sandbox.store.replace(self.live, payment_row(payment, self.live, row.private))
        return payment

    def _still_free(self, payment: Object, fields: Object, *, capture: bool) -> Object:
        """What a request changes of a processed payment; 409 if it changes what is settled."""
        free = dict(fields)
        for name in _SETTLED:
            if name not in free or self._repeats(payment, name, free[name]):
                free.pop(name, None)
            elif name != "amount" or not capture or payment["status"] != "authorized":
                raise conflict(f"Payment {name} cannot be changed once the payment has been processed")
            elif free[name] > payment[name]:
                raise conflict("Payment cannot be captured for more than was authorized")
        return free

    def _repeats(self, payment: Object, name: str, value: Any) -> bool:
        """Whether a checked value is what a payment has already."""
        held = payment.get(name)
        if name == "auth":
            if not value or not held:
                return not value and not held
            return bool(value.get("return_url", held.get("return_url")) == held.get("return_url"))
        if name not in _INSTRUMENTS or not held:
            return bool(value == held)
        if not isinstance(value, str):
            kind, make = _INSTRUMENTS[name]
            value = resolve(self.sandbox, self.live, kind, value, make=make, field=name).object["id"]
        return bool(value == (held if isinstance(held, str) else held["id"]))

    def instrument(self, payment: Object) -> Row | None:
        """The stored card or account of a payment; the embedded one when it has been deleted since."""
        for kind, name in ((CARD, "card"), (SEPA, "sepa")):
            part = payment.get(name)
            if part:
                item = {"id": part} if isinstance(part, str) else part
                stored = self.sandbox.store.row(self.live, kind, item["id"])
                return stored or Row(kind, {"exp_year": 9999, "exp_month": 12} | item)
        return None

    def _attach(self, payment: Object, fields: Object) -> tuple[Object, Row | None]:
        """The payment with the customer and the method that a request names, and that method."""
        if "card" in fields and "sepa" in fields:
            raise invalid("sepa", "cannot be given together with card")
        if fields.get("customer") is not None:
            customer = resolve(
                self.sandbox, self.live, CUSTOMER, fields["customer"], make=new_customer, field="customer"
            )
            payment = payment | {"customer": embedded_customer(customer.object)}
        for name, (kind, make) in _INSTRUMENTS.items():
            if name not in fields:
                continue
            if name == "sepa" and payment["currency"] != "eur":
                raise invalid("currency", "must be eur for SEPA")
            if name not in (payment.get("methods_allowed") or ("card", "sepa")):
                raise invalid(name, "is not among methods_allowed")
            found = resolve(self.sandbox, self.live, kind, fields[name], make=make, field=name)
            others = {key: value for key, value in payment.items() if key not in {"card", "sepa"}}
            return others | {name: found.object, "method": name}, found
        return payment, None

    def _authenticate(self, payment: Object, asked: Object | None, instrument: Row | None) -> Object:
        """The payment with the authentication that a request asks for, or that it had."""
        if asked:
            auth: Object = {
                "redirect_url": None,
                "return_url": asked.get("return_url"),
                "status": "requested",
            }
        elif payment.get("auth") and instrument is not None and payment["auth"]["status"] == "requested":
            auth = payment["auth"]
        else:
            return payment
        if instrument is None:
            return payment | {"auth": auth}
        if payment.get("device") is None:
            raise invalid("device", "is required with auth")
        if instrument.kind != CARD or not is_enrolled(instrument):
            return payment | {"auth": auth | {"status": "unavailable"}}
        session = self.sandbox.chance.draw("authentication").hex()[:16]
        redirect = f"https://3ds.stancer.example/{payment['id']}/{session}"
        return payment | {"auth": auth | {"status": "available", "redirect_url": redirect}}

    def _process(self, payment: Object, *, capture: bool) -> Object:
        status = payment.get("status")
        if status == "authorized":
            if not capture:
                return payment
            return payment | {"status": "to_capture", "capture": True, "date_paym": self.sandbox.clock()}
        if status == "to_capture" and capture:
            return payment
        if status is not None:
            raise conflict(f"Payment cannot be {'captured' if capture else 'authorized'}, it is {status}")
        instrument = self.instrument(payment)
        if instrument is None:
            raise invalid("status", "needs a card or a sepa account first")
        if _awaits_customer(payment):
            raise conflict("Payment cannot be processed before its authentication is over")
        return pay(self.sandbox, self.live, payment | {"capture": capture}, instrument, capture=capture)


def _with_plain(row: Row, fields: Object) -> Object:
    """The payment with its plain fields changed, and what follows from them: its methods, its fee."""
    plain = ("amount", "order_id", "description", "return_url", "device")
    payment = in_currency(row, fields.get("currency")) | {
        name: fields[name] for name in plain if name in fields
    }
    card = payment.get("card")
    if payment.get("status") is not None and "amount" in fields and isinstance(card, dict):
        payment["fee"] = fee(payment["amount"], card)
    return payment


def _awaits_customer(payment: Object) -> bool:
    auth = payment.get("auth")
    return isinstance(auth, dict) and auth.get("status") not in {"success", "unavailable"}
