"""The composition root: builds the desks for the options of one start."""

from collections.abc import Mapping
from pathlib import Path

from stancer_tui.config import DeskOptions
from stancer_tui.desk.account import AccountDesks
from stancer_tui.desk.accounts import (
    Accounts,
    OfferedAccount,
    RefusedAccount,
    SettingsAccounts,
    demo_account,
)
from stancer_tui.desk.demo import DemoDesks
from stancer_tui.desk.desk import Account, CannotOpen, Desk, Desks, fingerprint_of, import_services
from stancer_tui.desk.ledgers import JOURNAL, SharedLedger, kept_ledger
from stancer_tui.desk.other_keys import OtherKeys, not_twice

_STATE = "desk.json"


def open_desks(options: DeskOptions, env: Mapping[str, str]) -> "AccountDesks | DemoDesks":
    """The desks that these options ask for: the account's, or the demo's."""
    if options.demo is not None:
        return DemoDesks(options.demo, read_only=options.read_only)
    from stancer_tui.keys import KeyStore

    return AccountDesks(options, KeyStore(env, profile=options.profile), others=other_keys(options, env))


def other_keys(options: DeskOptions, env: Mapping[str, str]) -> OtherKeys:
    """The keys of the other accounts in the settings."""
    from stancer_tui.keys import KeyStore

    stores = {name: KeyStore(env, profile=name) for name in options.settings.profiles}
    return OtherKeys.beside(options.profile, stores, options.settings)


def offered_accounts(options: DeskOptions, env: Mapping[str, str]) -> Accounts:
    """The accounts that one program may hold with these options; raises ValueError as the demo does."""
    if options.demo is not None:
        return demo_account(options.demo, options, state_file(options))
    return SettingsAccounts(options, env, state_file(options)).accounts()


def journal_file(options: DeskOptions) -> Path | None:
    """The path of the refund journal, which need not exist; None for a demo that keeps nothing."""
    return _kept(options, JOURNAL)


def state_file(options: DeskOptions) -> Path | None:
    """The file that remembers how the desk was left; None for a demo that keeps nothing."""
    return _kept(options, _STATE)


def _kept(options: DeskOptions, name: str) -> Path | None:
    folder = options.paths.state if options.demo is None else options.demo.db
    return None if folder is None else folder / name


__all__ = [
    "JOURNAL",
    "Account",
    "AccountDesks",
    "Accounts",
    "CannotOpen",
    "DemoDesks",
    "Desk",
    "Desks",
    "OfferedAccount",
    "RefusedAccount",
    "SharedLedger",
    "fingerprint_of",
    "import_services",
    "journal_file",
    "kept_ledger",
    "not_twice",
    "offered_accounts",
    "open_desks",
    "other_keys",
    "state_file",
]
