"""Which ledger an account has, made when it is first needed."""

import os
from collections.abc import Awaitable, Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stancer_tui.config import DeskOptions

if TYPE_CHECKING:
    from stancer_tui.models.ledger_address import LedgerAddress
    from stancer_tui.models.secret import Secret
    from stancer_tui.store.ledger import Ledger
    from stancer_tui.store.postgres.link import Admit
    from stancer_tui.store.sqlite.ledger import Sole

JOURNAL = "journal.db"
UNRECORDED = "unrecorded"
"""The folder of answers that the ledger could not take down yet."""


class SharedLedger:
    """The ledger of an account, made when it is first needed; both modes share it.

    `unrecorded` is where this machine keeps answers that the ledger cannot take down; None keeps none.
    """

    def __init__(self, make: "Callable[[], Ledger]", *, unrecorded: Path | None = None) -> None:
        self._make = make
        self.unrecorded = unrecorded

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger, not reached yet."""
        return self._make()

    async def aclose(self) -> None:
        """Let go of the ledger, where it was needed."""
        if "ledger" in vars(self):
            await self.ledger.aclose()


def account_ledger(
    options: DeskOptions, *, sole: "Sole | None" = None, admit: "Admit | None" = None
) -> SharedLedger:
    """The ledger of the account that these options are for: the team's where the settings name one.

    `sole` tells which keys are no other account's, `admit` refuses a database that is another one's.
    """
    address = options.settings.ledger
    if address is not None:
        return team_ledger(address, options.paths.state, options.profile, admit=admit)
    return journal_ledger(options.paths.state, options.profile, sole=sole)


def kept_ledger(options: DeskOptions) -> SharedLedger | None:
    """The ledger of these options for a reader: None where there is no file yet, which is not created."""
    if options.demo is None and options.settings.ledger is not None:
        return account_ledger(options)
    folder = options.paths.state if options.demo is None else options.demo.db
    if folder is None or not os.path.lexists(folder / JOURNAL):
        return None
    return account_ledger(options) if options.demo is None else journal_ledger(folder, None)


def journal_ledger(folder: Path, account: str | None, *, sole: "Sole | None" = None) -> SharedLedger:
    """The ledger of one agent: the journal's file in `folder`, with the lists of `account`, all without.

    Without `sole` there is no other account whose key one could be.
    """

    def make() -> "Ledger":
        from stancer_tui.store.sqlite.journal import Journal
        from stancer_tui.store.sqlite.ledger import SqliteLedger

        journal = Journal(folder / JOURNAL, account=account)
        return SqliteLedger(journal) if sole is None else SqliteLedger(journal, sole=sole)

    return SharedLedger(make, unrecorded=folder / UNRECORDED)


def team_ledger(
    address: "LedgerAddress", folder: Path, profile: str, *, admit: "Admit | None" = None
) -> SharedLedger:
    """The ledger of a team, of one merchant; what it cannot take down is kept in `folder` until it can.

    Its password is that of `profile`: what a profile is called is each agent's own affair.
    """

    def make() -> "Ledger":
        from stancer_tui.store.postgres.ledger import PostgresLedger

        return PostgresLedger(address, password=team_password(profile), admit=admit)

    return SharedLedger(make, unrecorded=folder / UNRECORDED)


def team_password(profile: str) -> "Callable[[], Awaitable[Secret | None]]":
    """Asks for the password of the ledger that `profile` has in the keyring, where it has one."""

    async def password() -> "Secret | None":
        from stancer_tui.keys import KeyringTrouble
        from stancer_tui.keys.ledger_password import LedgerPassword

        try:
            return await LedgerPassword(profile).find()
        except KeyringTrouble:
            return None  # there are other ways to log in; without one the server says so

    return password
