"""The ledger of an account: a file of its own, or its team's database."""

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
"""The folder for answers that the ledger could not record yet."""


class SharedLedger:
    """The ledger of an account, made when it is first needed; both modes share it.

    `unrecorded` is the folder for answers that the ledger could not record; None keeps none.
    """

    def __init__(self, make: "Callable[[], Ledger]", *, unrecorded: Path | None = None) -> None:
        self._make = make
        self.unrecorded = unrecorded

    @cached_property
    def ledger(self) -> "Ledger":
        """The ledger, not opened yet."""
        return self._make()

    async def aclose(self) -> None:
        """Close the ledger if it was made."""
        if "ledger" in vars(self):
            await self.ledger.aclose()


def account_ledger(
    options: DeskOptions, *, sole: "Sole | None" = None, admit: "Admit | None" = None
) -> SharedLedger:
    """The ledger of the account of these options: the team's where the settings name one.

    `sole` says whether a key is surely no other account's; `admit` refuses another account's database.
    """
    address = options.settings.ledger
    if address is not None:
        return team_ledger(address, options.paths.state, options.profile, admit=admit)
    return journal_ledger(options.paths.state, options.profile, sole=sole)


def kept_ledger(options: DeskOptions) -> SharedLedger | None:
    """The ledger of these options for reading; None where there is no file yet, which is not created."""
    if options.demo is None and options.settings.ledger is not None:
        return account_ledger(options)
    folder = options.paths.state if options.demo is None else options.demo.db
    if folder is None or not os.path.lexists(folder / JOURNAL):
        return None
    return account_ledger(options) if options.demo is None else journal_ledger(folder, None)


def journal_ledger(folder: Path, account: str | None, *, sole: "Sole | None" = None) -> SharedLedger:
    """The ledger of one agent: the journal's file in `folder`, limited to `account` unless that is None.

    `sole` is left out where there are no other accounts.
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
    """The ledger of a merchant's team; answers that it cannot record yet are kept in `folder`.

    The password is stored under `profile`, whose name is each agent's own choice.
    """

    def make() -> "Ledger":
        from stancer_tui.store.postgres.ledger import PostgresLedger

        return PostgresLedger(address, password=team_password(profile), admit=admit)

    return SharedLedger(make, unrecorded=folder / UNRECORDED)


def team_password(profile: str) -> "Callable[[], Awaitable[Secret | None]]":
    """Reads the password of the ledger of `profile` from the keyring; None where there is none."""

    async def password() -> "Secret | None":
        from stancer_tui.keys import KeyringTrouble
        from stancer_tui.keys.ledger_password import LedgerPassword

        try:
            return await LedgerPassword(profile).find()
        except KeyringTrouble:
            return None  # there are other ways to log in; without one the server says so

    return password
