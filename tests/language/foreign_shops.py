"""Shops of which every state of a payment is known, with texts that nobody can take for our words."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.faults import Faults
from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.journal import Journal
from tests.language.foreign_words import ForeignWords
from tests.services.refund_world import intent
from tests.ui.desks import refund_shop, ticket_shop
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.driving import NOW

_AUTH = ("requested", "available", "attempted", "success", "declined", "failed", "expired", "unavailable")


def every_state() -> dict[str, Any]:
    """A payment of each status, of each refund's and of each of 3-D Secure, and what belongs to them."""
    told, sold = ticket_shop.shop(), refund_shop.shop(SECONDS)
    extra = [
        ticket_shop.pay(f"auth{number}", 300 + number, status=None, response=None, auth={"status": status})
        for number, status in enumerate(_AUTH)
    ]
    extra.append(ticket_shop.pay("page", 400, status=None, response=None, method=None, card=None))
    known = {each["id"] for each in told["test"]["payments"]}
    told["test"]["payments"] += [
        each for each in (*sold["test"]["payments"], *extra) if each["id"] not in known
    ]
    told["live"]["payments"] += sold["live"]["payments"]
    return told


class ForeignShop(WireDesks):
    """Desks on that shop; `faults` are those of the sandbox. No public key is known."""

    def __init__(self, folder: Path, *faults: str, unresolved: bool = False) -> None:
        file = folder / "shop.json"
        file.write_text(json.dumps(every_state()), encoding="utf-8")
        clock = FixedClock(NOW)
        settings = SandboxSettings(data=file, payments=0, now=clock, faults=Faults.parse(faults))
        application = create_app(settings)
        self.sandbox = application.state.sandbox
        self._clock = clock
        super().__init__(app=ForeignWords(application), account="Atelier Lune")
        if unresolved:
            journal = Journal(Path(self._folder.name) / "journal.db")
            journal.insert(intent(State.UNKNOWN), at=NOW)
            journal.close()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    async def aclose(self) -> None:
        await super().aclose()
        self.sandbox.close()
