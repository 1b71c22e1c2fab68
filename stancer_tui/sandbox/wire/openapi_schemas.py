"""The schemas of the description: what requests may hold and what answers do hold."""

from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS
from stancer_tui.sandbox.wire.openapi_parts import (
    BOOLEAN,
    CURRENCY,
    DATE,
    NUMBER,
    OBJECT,
    URL,
    Schema,
    answer,
    digits_or_text,
    known_or,
    object_id,
    one_of,
    or_null,
    ref,
    request,
    sent_whole,
    text,
    whole,
)
from stancer_tui.sandbox.wire.validation import CURRENCIES, MOST_MONEY

MOMENT = sent_whole(0, 2**40)
CARD_PATCH = {
    "exp_month": sent_whole(1, 12),
    "exp_year": sent_whole(2000, 2100),
    "name": text(3, 64),
    "zip_code": digits_or_text(2, 8),
    "external_id": digits_or_text(1, 36),
}
CARD_NEW = CARD_PATCH | {
    "number": {
        "anyOf": [known_or([card.number for card in TEST_CARDS], "^[0-9]{16,19}$"), whole(10**15, 10**19 - 1)]
    },
    "cvc": {"anyOf": [{"type": "string", "pattern": "^[0-9]{3}$"}, whole(0, 999)]},
    "tokenize": BOOLEAN,
    "preferred_network": one_of("national", "mastercard", "visa"),
}
SEPA_PATCH = {
    "name": text(3, 64),
    "mandate": digits_or_text(3, 35),
    "date_mandate": MOMENT,
    "mandate_date": MOMENT,
}
SEPA_NEW = SEPA_PATCH | {
    "iban": known_or([each.iban for each in TEST_IBANS], "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
    "bic": text(8, 11),
    "date_birth": DATE,
}
CUSTOMER = {
    "email": text(5, 64),
    "mobile": digits_or_text(8, 16),
    "name": text(3, 64),
    "external_id": digits_or_text(1, 36),
    "date_birth": DATE,
    "legal_id": digits_or_text(1, 16),
    "country": text(2, 2),
}
ADDRESS = {
    "line1": text(3, 50),
    "line2": text(3, 50),
    "line3": text(3, 50),
    "city": text(1, 50),
    "zip_code": digits_or_text(2, 16),
    "state": digits_or_text(1, 3),
    "country": text(2, 2),
}
DEVICE = {
    "ip": {"anyOf": [{"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"}]},
    "port": sent_whole(0, 65535),
    "user_agent": text(0, 256),
    "http_accept": text(0, 2048),
    "languages": text(0, 32),
}
_ASKED_AUTH = {"status": one_of("request"), "return_url": URL}
AUTH = {"anyOf": [request(_ASKED_AUTH, (name,)) for name in _ASKED_AUTH]}


def _embedded(prefix: str, name: str) -> Schema:
    known = {"type": "object", "properties": {"id": object_id(prefix)}, "required": ["id"]}
    return {"anyOf": [ref(name), object_id(prefix), known]}


PAYMENT_PLAIN = {
    "amount": sent_whole(50, MOST_MONEY),
    "currency": CURRENCY,
    "order_id": digits_or_text(1, 36),
    "description": text(3, 64),
    "return_url": URL,
    "customer": _embedded("cust", "CustomerRequest"),
    "card": _embedded("card", "CardRequest"),
    "sepa": _embedded("sepa", "SepaInPaymentRequest"),
    "device": request(DEVICE, ("ip", "port")),
    "auth": {"anyOf": [BOOLEAN, AUTH]},
}
PAYMENT_NEW = PAYMENT_PLAIN | {
    "unique_id": digits_or_text(1, 36),
    "methods_allowed": {
        "anyOf": [
            one_of("card", "sepa"),
            {"type": "array", "items": one_of("card", "sepa"), "minItems": 1, "maxItems": 2},
        ]
    },
    "capture": BOOLEAN,
}

PAYMENT_STATUS = one_of(
    "authorized",
    "canceled",
    "captured",
    "capture_sent",
    "disputed",
    "expired",
    "failed",
    "refused",
    "to_capture",
)
REFUND_STATUS = one_of("to_refund", "refund_sent", "refunded", "not_honored", "failed", "payment_canceled")
AUTH_STATUS = one_of(
    "attempted", "available", "declined", "expired", "failed", "requested", "success", "unavailable"
)

PAYMENT_PATCH = PAYMENT_PLAIN | {
    "auth": {"anyOf": [BOOLEAN, AUTH, ref("Auth")]},
    "status": one_of("authorize", "capture", *PAYMENT_STATUS["enum"]),
}
"""What can be changed; what is answered may be sent back as it is."""

_STRING: Schema = {"type": "string"}
_MONEY: Schema = {"type": "integer"}
_COMMON = {"created": NUMBER, "live_mode": BOOLEAN}

SCHEMAS: dict[str, Schema] = {
    "CardRequest": request(CARD_NEW, ("number", "exp_month", "exp_year")),
    "CardPatch": request(CARD_PATCH),
    "SepaRequest": request(SEPA_NEW, ("iban", "name")),
    "SepaInPaymentRequest": request(SEPA_NEW, ("iban",)),
    "SepaPatch": request(SEPA_PATCH),
    "CustomerRequest": {
        "anyOf": [request(CUSTOMER, ("email",)), request(CUSTOMER, ("mobile",))],
    },
    "CustomerPatch": request(CUSTOMER),
    "AddressRequest": request(ADDRESS, ("city", "zip_code", "country")),
    "AddressPatch": request(ADDRESS),
    "PaymentRequest": request(PAYMENT_NEW, ("amount", "currency")),
    "PaymentPatch": request(PAYMENT_PATCH),
    "RefundRequest": request({"payment": text(1, 64), "amount": sent_whole(1, MOST_MONEY)}, ("payment",)),
    "CheckRequest": request(
        {
            "customer": {
                "anyOf": [
                    object_id("cust"),
                    request({"name": text(3, 64), "date_birth": DATE}, ("name", "date_birth")),
                ]
            },
            "sepa": {"anyOf": [object_id("sepa"), request({"iban": SEPA_NEW["iban"]}, ("iban",))]},
        },
        ("sepa",),
    ),
    "ScoringRequest": request(
        {
            "amount": sent_whole(1, MOST_MONEY),
            "currency": one_of("eur", "EUR"),
            "customer": _embedded("cust", "CustomerRequest"),
            "duration": sent_whole(1, 24),
            "return_url": URL,
            "sepa": _embedded("sepa", "SepaInPaymentRequest"),
            "upfront": sent_whole(0, MOST_MONEY),
        },
        ("amount", "currency", "customer", "duration", "return_url"),
    ),
    "Card": answer(
        "card",
        dict.fromkeys(("brand", "country", "funding", "name", "nature", "network", "zip_code"), _STRING)
        | {"last4": text(4, 4), "exp_month": whole(1, 12), "exp_year": {"type": "integer"}}
        | {"external_id": _STRING, "preferred_network": _STRING}
        | _COMMON,
        ("last4", "live_mode"),
    ),
    "Sepa": answer(
        "sepa",
        dict.fromkeys(("bic", "country", "date_birth", "mandate", "name"), _STRING)
        | {"last4": text(4, 4), "date_mandate": NUMBER, "check": OBJECT}
        | _COMMON,
        ("last4", "live_mode"),
    ),
    "Customer": answer("cust", dict.fromkeys(CUSTOMER, _STRING) | _COMMON, ("live_mode",)),
    "Address": answer("addr", dict.fromkeys(ADDRESS, _STRING) | _COMMON, ("city", "live_mode")),
    "Auth": {
        "type": "object",
        "properties": {
            "redirect_url": or_null({"type": "string", "pattern": "^https://3ds\\."}),
            "return_url": or_null(_STRING),
            "status": AUTH_STATUS,
        },
        "required": ["redirect_url", "return_url", "status"],
    },
    "Payment": answer(
        "paym",
        dict.fromkeys(("description", "order_id", "unique_id", "response", "response_author"), _STRING)
        | dict.fromkeys(("return_url", "country"), _STRING)
        | dict.fromkeys(("date_bank", "date_paym"), NUMBER)
        | {
            "amount": _MONEY,
            "currency": one_of(*sorted(CURRENCIES)),
            "status": PAYMENT_STATUS,
            "method": one_of("card", "sepa"),
            "methods_allowed": {"type": "array", "items": one_of("card", "sepa")},
            "card": {"anyOf": [ref("Card"), _STRING]},
            "sepa": {"anyOf": [ref("Sepa"), _STRING]},
            "customer": {"anyOf": [ref("Customer"), _STRING]},
            "refunds": {"type": "array", "items": {"anyOf": [ref("Refund"), _STRING]}},
            "auth": ref("Auth"),
            "device": OBJECT,
            "capture": BOOLEAN,
            "fee": _MONEY,
        }
        | _COMMON,
        ("amount", "currency", "live_mode"),
    ),
    "Refund": answer(
        "refd",
        {"payment": object_id("paym"), "amount": _MONEY, "currency": _STRING, "status": REFUND_STATUS}
        | dict.fromkeys(("date_refund", "date_bank"), NUMBER)
        | _COMMON,
        ("payment", "amount"),
    ),
    "Dispute": answer(
        "dspt",
        {"payment": object_id("paym"), "amount": _MONEY, "date_bank": NUMBER}
        | dict.fromkeys(("currency", "order_id", "response", "type"), _STRING)
        | _COMMON,
        ("payment", "amount"),
    ),
    "Payout": answer(
        "pout",
        {"amount": _MONEY, "currency": _STRING, "fees": _MONEY, "statement_description": _STRING}
        | dict.fromkeys(("payments", "refunds", "disputes"), OBJECT)
        | dict.fromkeys(("date_paym", "date_bank"), NUMBER)
        | {"status": one_of("pending", "to_pay", "sent", "paid", "failed")}
        | _COMMON,
        ("amount", "currency", "live_mode"),
    ),
    "Check": answer(
        "chck",
        {"customer": OBJECT, "sepa": OBJECT, "score_name": whole(0, 100), "response": _STRING}
        | dict.fromkeys(("date_birth_valid", "iban_type", "iban_valid", "verified"), BOOLEAN)
        | {"status": one_of("check_sent", "checked", "check_error")}
        | _COMMON,
        ("status", "live_mode"),
    ),
    "Scoring": answer(
        "scor",
        {"amount": _MONEY, "currency": _STRING, "customer": ref("Customer"), "sepa": ref("Sepa")}
        | {"duration": whole(1, 24), "upfront": _MONEY, "score": whole(0, 100)}
        | {"redirect_url": _STRING, "return_url": _STRING}
        | {
            "status": one_of(
                "requested", "attempted", "declined", "expired", "failed", "success", "unavailable"
            )
        }
        | _COMMON,
        ("amount", "status", "live_mode"),
    ),
    "Range": {
        "type": "object",
        "properties": {
            "created": or_null(_MONEY),
            "end": _MONEY,
            "has_more": BOOLEAN,
            "limit": whole(1, 100),
            "order_id": or_null(_STRING),
            "start": _MONEY,
            "unique_id": or_null(_STRING),
        },
        "required": ["created", "end", "has_more", "limit", "order_id", "start", "unique_id"],
        "additionalProperties": False,
    },
    "Error": {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {
                    "type": _STRING,
                    "message": {
                        "anyOf": [
                            _STRING,
                            {"type": "object", "additionalProperties": _STRING, "minProperties": 1},
                        ]
                    },
                },
                "required": ["type", "message"],
                "additionalProperties": False,
            }
        },
        "required": ["error"],
        "additionalProperties": False,
    },
}
