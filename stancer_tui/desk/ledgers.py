"""Which ledger an account has, made when it is first needed."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stancer_tui.config import DeskOptions

if TYPE_CHECKING:
    from stancer_tui.store.ledger import Ledger

JOURNAL = "journal.db"


class SharedLedger:
    """The ledger of an account, made when it is first needed; both modes share it."""

    def __init__(self, make: "Callable[[], Ledger]") -> None:
        self._make = make

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger, not reached yet."""
        return self._make()

    async def aclose(self) -> None:
        """Let go of the ledger, where it was needed."""
        if "ledger" in vars(self):
            await self.ledger.aclose()


def account_ledger(options: DeskOptions) -> SharedLedger:
    """The ledger of the account that these options are for."""
    return journal_ledger(options.paths.state, options.profile)


def kept_ledger(options: DeskOptions) -> SharedLedger | None:
    """The ledger of these options for a reader: None where there is no file yet, which is not created."""
    folder = options.paths.state if options.demo is None else options.demo.db
    if folder is None or not os.path.lexists(folder / JOURNAL):
        return None
    return account_ledger(options) if options.demo is None else journal_ledger(folder, None)


def journal_ledger(folder: Path, account: str | None) -> SharedLedger:
    """The ledger of one agent: the journal's file in `folder`, with the lists of `account`, all without."""

    def make() -> "Ledger":
        from stancer_tui.store.sqlite.journal import Journal
        from stancer_tui.store.sqlite.ledger import SqliteLedger

        return SqliteLedger(Journal(folder / JOURNAL, account=account))

    return SharedLedger(make)
