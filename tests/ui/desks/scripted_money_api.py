"""An API of disputes and payouts that a test decides: lists by their path, objects by their id."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from tests.ui.desks.scripted_api import SECONDS, Answer
from tests.ui.desks.ticket_shop import named, pay

DAY = 86400


def dispute(name: str, days: float = 1, **fields: Any) -> dict[str, Any]:
    """A dispute as a list answers it, of the payment of the same name: no currency, no mode."""
    return {
        "id": named("dspt", name),
        "payment": named("paym", name),
        "amount": 3021,
        "response": "45",
        "order_id": f"order-{name}",
        "created": SECONDS - int(days * DAY),
        "date_bank": SECONDS - int(days * DAY),
        "type": "chargeback",
    } | fields


def payout(name: str, days: float = 3, **fields: Any) -> dict[str, Any]:
    """A payout whose parts add up, unless the fields say otherwise."""
    return {
        "id": named("pout", name),
        "amount": 9400,
        "currency": "eur",
        "fees": 100,
        "payments": {"amount": 15000},
        "refunds": {"amount": 5000},
        "disputes": {"amount": 500},
        "created": SECONDS - int(days * DAY),
        "date_paym": SECONDS - int((days + 2) * DAY),
        "date_bank": SECONDS - int((days - 2) * DAY),
        "statement_description": "STANCER ATELIER",
        "status": "paid",
    } | fields


class MoneyApp:
    """Answers `lists` (path to items, newest first or not) and `objects`; `refuse` may answer instead."""

    def __init__(self, *, live: bool = False) -> None:
        self.live = live
        self.lists: dict[str, list[Any]] = {}
        self.objects: dict[str, Any] = {}
        self.refuse: Callable[[str, dict[str, list[str]]], Answer | None] = lambda path, query: None
        self.asked: list[str] = []

    def disputes(self, *items: dict[str, Any], payments: bool = True) -> None:
        """Put disputes into the list, and the payments behind them beside it."""
        self.lists["/v1/disputes"] = list(items)
        for item in items:
            self.objects[item["id"]] = item
            if payments and str(item["payment"]).startswith("paym_"):
                name = item["payment"].removeprefix("paym_").rstrip("0")
                self.objects[item["payment"]] = pay(name, 3000, status="disputed")

    def payout(self, item: dict[str, Any], **members: list[Any]) -> None:
        """Put a payout and its members into the lists."""
        self.lists.setdefault("/v1/payouts", []).append(item)
        self.objects[item["id"]] = item
        for kind in ("payments", "refunds", "disputes"):
            self.lists[f"/v1/payouts/{item['id']}/{kind}"] = members.get(kind, [])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"].rstrip("/")
        query = parse_qs(scope["query_string"].decode())
        self.asked.append(path)
        status, body = self.refuse(path, query) or self.answer(path, query)
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer:
        if path in self.lists or path.count("/") == 2:
            return self._list(path, query)
        found = self.objects.get(path.rsplit("/", 1)[-1])
        return (200, found) if found else (404, {"error": {"type": "x", "message": "No such object"}})

    def _list(self, path: str, query: dict[str, list[str]]) -> Answer:
        start, since = int(query.get("start", ["0"])[0]), int(query.get("created", ["0"])[0])
        limit = int(query.get("limit", ["10"])[0])
        items = sorted(self.lists.get(path, []), key=_created)
        hits = [item for item in items if _created(item) >= since]
        page = hits[start : start + limit]
        if not page:
            return 404, {"error": {"type": "x", "message": "Nothing"}}
        key = path.rsplit("/", 1)[-1].replace("checkout", "payments")
        span = {"start": start, "limit": limit, "has_more": len(hits) > start + limit}
        return 200, {key: page, "live_mode": self.live, "range": span}


def _created(item: Any) -> int:
    created = item.get("created") if isinstance(item, dict) else None
    return created if isinstance(created, int) else SECONDS
