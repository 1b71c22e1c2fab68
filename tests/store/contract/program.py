"""A program that leaves requests behind and is killed; its arguments are a kind, a place and a user."""

import asyncio
import os
import signal
import sys

from stancer_tui.store.pending_request import RequestState
from tests.store.contract.entries import pending
from tests.store.contract.stands import desk_of


async def main() -> None:
    """Write a request of each kind that is not finished, and die."""
    ledger = desk_of(*sys.argv[1:])
    await ledger.open()
    for name, state in (
        ("sent", RequestState.SENDING),
        ("written", RequestState.PREPARED),
        ("waits", RequestState.KNOWN),
    ):
        known = "chck_" + "a" * 24 if state is RequestState.KNOWN else None
        await ledger.requests.put(pending(ledger, id=name, state=state, object_id=known))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main())
