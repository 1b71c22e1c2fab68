"""Refunds that a ledger has from before: written into it as they were made."""

from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from stancer_tui.desk import SharedLedger
from stancer_tui.store.intent import State
from stancer_tui.store.owner import this_process
from tests.services.refund_world import intent
from tests.ui.driving import NOW

_NUMBERS = count(1)


async def made(
    shared: SharedLedger, amount: int, reason: str | None, at: datetime = NOW, agent: str = "", **fields: Any
) -> None:
    """Write down a refund that was confirmed by an agent, and made."""
    number = f"{next(_NUMBERS):024}"
    await shared.ledger.intents.insert(
        intent(
            fields.pop("state", State.CONFIRMED),
            id=f"made-{number}",
            payment=fields.pop("payment", f"paym_{number}"),
            refund_id=f"refd_{number}",
            amount=amount,
            refund_reason=reason,
            created_at=at,
            agent=agent,
            owner=replace(this_process(), user=agent or "agent"),
            **fields,
        ),
        at=at,
    )
