"""Desks on a wire that a test decides: an ASGI app in process, or any address."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

from pydantic import SecretStr
from starlette.types import Receive, Scope, Send

from stancer_tui.api import StancerClient
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.desk import Account, Desk
from stancer_tui.desk.ledgers import journal_ledger
from stancer_tui.keys import mask
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.store.intent import fingerprint
from tests.ui.driving import NOW

SECONDS = int(NOW.timestamp())

Answer = tuple[int, Any]


def payment(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A payment as the API answers it, made `number` minutes ago."""
    return {
        "id": f"paym_{number:024d}",
        "amount": 3021,
        "currency": "eur",
        "status": "captured",
        "response": "00",
        "method": "card",
        "created": SECONDS - 60 * number,
        "order_id": f"order{number}",
        "live_mode": False,
        **fields,
    }


class PaymentsApp:
    """Answers lists of payments from `items`, and one payment by its id; `refuse` may answer instead."""

    def __init__(self, items: Sequence[Any], *, refuse: Callable[[str], Answer | None] | None = None) -> None:
        self.items = list(items)
        self.refuse = refuse or (lambda path: None)
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        self.asked.append(path)
        status, body = self.refuse(path) or self.answer(path, parse_qs(scope["query_string"].decode()))
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer:
        wanted = path.removeprefix("/v1/checkout").strip("/")
        if wanted:
            found = next((item for item in self.items if item["id"] == wanted), None)
            return (200, found) if found else (404, {"error": {"type": "x", "message": "No such payment"}})
        start = int(query.get("start", ["0"])[0])
        since = int(query.get("created", ["0"])[0])
        # Oldest first, as the API lists them; what has no date is in every list.
        hits = [item for item in reversed(self.items) if _created(item) >= since]
        page = hits[start : start + 100]
        if not page:
            return 404, {"error": {"type": "x", "message": "Nothing"}}
        span = {
            "start": start,
            "end": start + len(page) - 1,
            "limit": 100,
            "has_more": len(hits) > start + 100,
        }
        return 200, {"payments": page, "live_mode": False, "range": span}


def _created(item: Any) -> float:
    created = item.get("created") if isinstance(item, dict) else None
    return created if isinstance(created, int) else SECONDS


class WireDesks:
    """The demo's keys against an app in process or an address; `account` is what the header names."""

    demo = False

    def __init__(
        self,
        *,
        app: Any = None,
        url: str = "http://127.0.0.1",
        limits: Limits | None = None,
        timeouts: Timeouts | None = None,
        account: str | None = None,
    ) -> None:
        self.app = app
        self.url = url
        self.timeouts = timeouts
        self.limits = limits or Limits(backoff=0.001, backoff_cap=0.001)
        self.account = account
        self._folder = TemporaryDirectory(prefix="stancer-tui-test-")
        self._journal = journal_ledger(Path(self._folder.name), "")

    def now(self) -> datetime:
        return NOW.astimezone(UTC)

    async def open(self, mode: Mode) -> Desk:
        key = SecretStr(DEMO_SECRET_LIVE if mode.live else DEMO_SECRET_TEST)
        client = StancerClient(
            key, base_url=self.url, app=self.app, limits=self.limits, timeouts=self.timeouts
        )
        return Desk(
            mode=mode,
            account=Account(name=self.account, key=mask(key), host="127.0.0.1", demo=False),
            read_only=False,
            client=client,
            now=self.now,
            shared_ledger=self._journal,
            key_fingerprint=fingerprint(key),
        )

    async def aclose(self) -> None:
        await self._journal.aclose()
        self._folder.cleanup()
