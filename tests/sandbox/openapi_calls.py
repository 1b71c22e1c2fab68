"""The examples of /openapi.json, from calls on a sandbox: `python -m tests.sandbox.openapi_calls --write`."""

import asyncio
import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

import stancer_tui.sandbox.wire
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from tests.sandbox.conftest import NOON
from tests.sandbox.payloads import DEVICE, FRENCH_IBAN, OTHER, RETURN

FILE = Path(stancer_tui.sandbox.wire.__file__).with_name("openapi_examples.json")

CARD = {
    "number": "4242424242424242",
    "exp_month": 12,
    "exp_year": 2030,
    "cvc": "123",
    "name": "Jeanne Martin",
}
REFUSED = CARD | {"number": "4000000000000002"}
CAPTURED = CARD | {"number": "4000000000000077"}
DISPUTED = CARD | {"number": "4000000000000259"}
CUSTOMER = {"name": "Jeanne Martin", "email": "jeanne.martin@example.org", "mobile": "+33612345678"}
ACCOUNT = {"iban": FRENCH_IBAN, "name": "Pierre Martin"}
MANDATE = {"mandate": "MANDATE-2026-0001", "date_mandate": 1773100800}
PAYOUT = {
    "id": "pout_AAAAAAAAAAAAAAAAAAAAAAAA",
    "amount": 9_420,
    "currency": "eur",
    "fees": 80,
    "status": "paid",
    "created": 1772800000,
    "date_paym": 1772751600,
    "date_bank": 1773097200,
    "statement_description": "STANCER PAYOUT",
    "payments": {"amount": 9_500},
}
PAID_OUT = {
    "id": "paym_AAAAAAAAAAAAAAAAAAAAAAAA",
    "amount": 9_500,
    "currency": "eur",
    "status": "captured",
    "method": "card",
    "created": 1772755200,
    "date_paym": 1772755200,
    "date_bank": 1772751600,
    "fee": 80,
    "description": "Order 1041",
}


class Caller:
    """Calls a sandbox, and takes down what was asked and answered."""

    def __init__(self, app: Any, key: str) -> None:
        self.examples: dict[str, dict[str, Any]] = {}
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://localhost", auth=(key, "")
        )

    async def __call__(
        self, operation: str, summary: str, method: str, path: str, body: Any = None, *, status: int = 200
    ) -> Any:
        answer = await self._client.request(method, path, json=body)
        assert answer.status_code == status, (operation, summary, answer.text)
        kept = self.examples.setdefault(operation, {})
        if body is not None:
            kept.setdefault("requests", {})[_name(summary)] = {"summary": summary, "value": body}
        if status == 204:
            return None
        answers = kept.setdefault("answers", {}).setdefault(str(status), {})
        answers[_name(summary)] = {"summary": summary, "value": answer.json()}
        return answer.json()


def _name(summary: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", summary.lower()).strip("-")


async def _payments(call: Caller) -> None:
    paid = await call(
        *("createPayment", "Paid by card", "POST", "/v1/checkout/"),
        {
            "amount": 2_500,
            "currency": "eur",
            "description": "Order 1042",
            "order_id": "1042",
            "unique_id": "1042-1",
            "card": CARD,
            "customer": CUSTOMER,
        },
    )
    new = {"amount": 2_500, "currency": "eur"}
    await call("createPayment", "Refused by the bank", "POST", "/v1/checkout/", new | {"card": REFUSED})
    await call(
        *("createPayment", "Paid by direct debit", "POST", "/v1/checkout/", new | {"sepa": ACCOUNT | MANDATE})
    )
    await call(
        *("createPayment", "Paid on the payment page", "POST", "/v1/checkout/"),
        new | {"auth": {"status": "request"}, "return_url": RETURN},
    )
    await call(
        *("createPayment", "Authenticated first", "POST", "/v1/checkout/"),
        new
        | {"card": CARD | {"number": OTHER}, "device": DEVICE}
        | {"auth": {"status": "request", "return_url": RETURN}},
    )
    held = await call(
        *("createPayment", "Authorised, captured later", "POST", "/v1/checkout/"),
        new | {"card": CARD, "capture": False},
    )
    await call(
        *("createPayment", "A unique_id that exists", "POST", "/v1/checkout/", new | {"unique_id": "1042-1"}),
        status=409,
    )
    await call("createPayment", "Too small", "POST", "/v1/checkout/", new | {"amount": 49}, status=400)
    await call("getPayment", "A payment", "GET", f"/v1/checkout/{paid['id']}")
    await call("getPayment", "An unknown id", "GET", "/v1/checkout/paym_unknown", status=404)
    await call("listPayments", "By order", "GET", "/v1/checkout/?order_id=1042")
    await call("listPayments", "Nothing found", "GET", "/v1/checkout/?order_id=none", status=404)
    await call("updatePayment", "Capture", "PATCH", f"/v1/checkout/{held['id']}", {"status": "capture"})
    await _refunds(call, paid["id"])


async def _refunds(call: Caller, uncaptured: str) -> None:
    captured = await call(
        *("createPayment", "Captured at once", "POST", "/v1/checkout/"),
        {"amount": 5_000, "currency": "eur", "card": CAPTURED},
    )
    part = {"payment": captured["id"], "amount": 1_500}
    refund = await call("createRefund", "Part of a payment", "POST", "/v1/refunds/", part)
    await call("createRefund", "All that is left", "POST", "/v1/refunds/", {"payment": captured["id"]})
    early = {"payment": uncaptured, "amount": 500}
    await call("createRefund", "Part before the capture", "POST", "/v1/refunds/", early, status=409)
    await call("createRefund", "Canceled before the capture", "POST", "/v1/refunds/", {"payment": uncaptured})
    await call("getRefund", "A refund", "GET", f"/v1/refunds/{refund['id']}")
    await call("listRefunds", "A page", "GET", "/v1/refunds/?limit=1")
    await call(
        *("createPayment", "Disputed", "POST", "/v1/checkout/"),
        {"amount": 3_000, "currency": "eur", "card": DISPUTED},
    )
    listed = await call("listDisputes", "A page", "GET", "/v1/disputes/")
    await call("getDispute", "A dispute", "GET", f"/v1/disputes/{listed['disputes'][0]['id']}")


async def _kept(call: Caller) -> None:
    await call("createCard", "A card", "POST", "/v1/cards/", CARD | {"number": OTHER, "exp_year": 2031})
    await call(
        *("createCard", "A card that is kept already", "POST", "/v1/cards/"),
        CARD | {"number": OTHER, "exp_year": 2031},
        status=409,
    )
    sepa = {"iban": "DE89370400440532013000", "name": "Jeanne Martin"}
    kept = {
        "Card": call.examples["createCard"]["answers"]["200"]["a-card"]["value"],
        "Sepa": await call("createSepa", "An account with its mandate", "POST", "/v1/sepa/", sepa | MANDATE),
        "Customer": await call(
            *("createCustomer", "A customer", "POST", "/v1/customers/"), CUSTOMER | {"external_id": "c-7"}
        ),
        "Address": await call(
            *("createAddress", "An address", "POST", "/v1/addresses/"),
            {"line1": "12 rue des Champs", "city": "Paris", "zip_code": "75008", "country": "FR"},
        ),
    }
    unsigned = await call("createSepa", "An account without a mandate", "POST", "/v1/sepa/", ACCOUNT)
    changes = {
        "Card": ("/v1/cards", {"exp_month": 6, "exp_year": 2032}),
        "Sepa": ("/v1/sepa", MANDATE | {"name": "Pierre Martin"}),
        "Customer": ("/v1/customers", {"email": "j.martin@example.org"}),
        "Address": ("/v1/addresses", {"line2": "Bâtiment B"}),
    }
    for kind, (path, change) in changes.items():
        item = f"{path}/{kept[kind]['id']}"
        await call(f"get{kind}", "As it is kept", "GET", item)
        patched = f"{path}/{unsigned['id']}" if kind == "Sepa" else item
        await call(f"update{kind}", "A change", "PATCH", patched, change, status=204)


async def _asked(call: Caller, clock: FixedClock) -> None:
    check = await call(
        *("createCheck", "An account and its holder", "POST", "/v1/sepa/check/"),
        {
            "sepa": {"iban": FRENCH_IBAN},
            "customer": {"name": "Pierre Martin", "date_birth": "1978-09-09"},
        },
    )
    scoring = await call(
        *("createScoring", "Ten instalments", "POST", "/v1/scoring/"),
        {
            "amount": 120_000,
            "currency": "eur",
            "customer": CUSTOMER | {"date_birth": "1978-09-09"},
            "duration": 10,
            "return_url": RETURN,
            "sepa": ACCOUNT,
            "upfront": 12_000,
        },
    )
    clock.advance(60)
    await call("getCheck", "Answered", "GET", f"/v1/sepa/check/{check['id']}")
    await call("getScoring", "Answered", "GET", f"/v1/scoring/{scoring['id']}")


async def _payouts(call: Caller) -> None:
    await call("listPayouts", "A page", "GET", "/v1/payouts/")
    await call("getPayout", "A payout", "GET", f"/v1/payouts/{PAYOUT['id']}")
    await call("listPayoutPayments", "A page", "GET", f"/v1/payouts/{PAYOUT['id']}/payments/")


async def calls() -> dict[str, dict[str, Any]]:
    """The examples by operation."""
    clock = FixedClock(NOON)
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data.json"
        data.write_text(json.dumps({"live": {"payouts": [PAYOUT], "payments": [PAID_OUT]}}))
        app = create_app(SandboxSettings(payments=0, now=clock, data=data))
    try:
        test, live = Caller(app, DEMO_SECRET_TEST), Caller(app, DEMO_SECRET_LIVE)
        await _payments(test)
        await _kept(test)
        await _asked(test, clock)
        await _payouts(live)
    finally:
        app.state.sandbox.close()
    return test.examples | live.examples


def main() -> str:
    """What the file is to hold."""
    return json.dumps(asyncio.run(calls()), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(main(), encoding="utf-8")
