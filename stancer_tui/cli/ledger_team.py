"""`stancer-tui ledger init|import|login|logout`: what a team's ledger needs before the first desk."""

import sys
from collections.abc import Mapping
from getpass import getpass

from pydantic import SecretStr

from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.config import DeskOptions
from stancer_tui.desk import other_keys
from stancer_tui.desk.ledgers import JOURNAL, journal_ledger, team_password
from stancer_tui.keys import KeyringTrouble, KeyStore, Slot, WrongKey
from stancer_tui.keys.ledger_password import LedgerPassword
from stancer_tui.language import _, grouped, ngettext
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.store.intent import fingerprint
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.postgres import schema
from stancer_tui.store.postgres.importing import Imported, import_journal


async def init(options: DeskOptions) -> int:
    """Create the team's ledger, or bring an older one up to date. Raises `LedgerUnavailable`."""
    address = _address(options)
    password = team_password(options.profile)
    place = _place(address)
    before = await schema.status(address, password)
    if before.current:
        print(
            _(
                "The ledger on {place} is there, of version {version}.",
                place=_place(address),
                version=before.version,
            )
        )
        return Exit.DONE
    after = await schema.create(address, password)
    if not before.version:
        print(
            _(
                "The ledger was created on {place}, version {version}.",
                place=_place(address),
                version=after.version,
            )
        )
        print(_("Let agents in, for each: CREATE ROLE nadia LOGIN IN ROLE stancer_agent"))
        print(_("The name that colleagues read: COMMENT ON ROLE nadia IS 'Nadia Perrin'"))
        print(_("Who may approve: GRANT stancer_approver TO nadia. Who may only read: stancer_auditor."))
    else:
        print(
            _(
                "The ledger on {place} was brought from version {before} to {after}.",
                place=place,
                before=before.version,
                after=after.version,
            )
        )
    return Exit.DONE


async def take_over(options: DeskOptions, given_keys: Mapping[str, str]) -> int:
    """Take what this machine's journal has of the profile over. Raises `LedgerUnavailable`, `NotAllowed`.

    `given_keys` are those that the environment gave, by variable.
    """
    address = _address(options)
    path = options.paths.state / JOURNAL
    if not path.exists():
        raise Stop(Exit.FAILED, _("There is no journal to take over: {path} is not there.", path=path))
    kept = journal_ledger(options.paths.state, options.profile, sole=other_keys(options, given_keys).sole)
    try:
        await _adopt(kept.ledger, KeyStore(given_keys, profile=options.profile))
        taken = await import_journal(address, kept.ledger, team_password(options.profile))
    finally:
        await kept.aclose()
    if taken.left:
        print(_left(taken.left))
    if taken.nothing:
        print(_("Nothing was taken over: all of the journal is in the ledger."))
        return Exit.DONE
    print(_("Taken over from {path}: {counts}.", path=path, counts=_counts(taken)))
    print(_("The file stays as it is; desks that use the team's ledger do not read it any more."))
    return Exit.DONE


async def _adopt(ledger: Ledger, keys: KeyStore) -> None:
    """Let what older versions wrote with the profile's keys be the profile's."""
    for mode in Mode:
        try:
            found = await keys.find(Slot(mode))
        except (KeyringTrouble, WrongKey):
            continue
        if found is not None:
            await ledger.adopt(mode.live, fingerprint(found.key))


def _left(count: int) -> str:
    return ngettext(
        "{count} entry of an older version stays in the file: it may be another account's.",
        "{count} entries of older versions stay in the file: they may be another account's.",
        count,
        count=grouped(count),
    )


def _counts(taken: Imported) -> str:
    parts = (
        ngettext("{count} refund", "{count} refunds", taken.intents, count=grouped(taken.intents)),
        ngettext("{count} batch", "{count} batches", taken.batches, count=grouped(taken.batches)),
        ngettext("{count} request", "{count} requests", taken.requests, count=grouped(taken.requests)),
        ngettext("{count} note", "{count} notes", taken.notes, count=grouped(taken.notes)),
    )
    return ", ".join(parts)


async def login(options: DeskOptions) -> int:
    """Keep the password of this agent's role in the keyring; it is typed, or piped in. Raises Stop."""
    address = _address(options)
    typed = _typed(address)
    if not typed.get_secret_value():
        raise Stop(Exit.USAGE, _("No password was typed: nothing was kept."))
    try:
        await LedgerPassword(options.profile).store(typed)
    except KeyringTrouble as error:
        advice = _("Without a keyring, libpq's password file serves: ~/.pgpass.")
        raise Stop(Exit.FAILED, f"{error.problem} {advice}") from None
    print(_("The password for {place} is in the keyring of this system.", place=_place(address)))
    return Exit.DONE


async def logout(options: DeskOptions) -> int:
    """Take the password out of the keyring. Raises Stop."""
    try:
        removed = await LedgerPassword(options.profile).remove()
    except KeyringTrouble as error:
        advice = _("Nothing was removed from it.")
        raise Stop(Exit.FAILED, f"{error.problem} {advice}") from None
    print(
        _("The password is no longer in the keyring.") if removed else _("The keyring has no such password.")
    )
    return Exit.DONE


def _typed(address: LedgerAddress) -> SecretStr:
    if sys.stdin.isatty():
        return SecretStr(getpass(_("Password of your role on {place}: ", place=_place(address))))
    return SecretStr(sys.stdin.readline().rstrip("\r\n"))


def _address(options: DeskOptions) -> LedgerAddress:
    address = options.settings.ledger
    if options.demo is not None or address is None:
        raise Stop(
            Exit.USAGE,
            _(
                'The settings name no team\'s ledger. Add to the profile: ledger = "postgresql://host/database"'
            ),
        )
    return address


def _place(address: LedgerAddress) -> str:
    return safe(address.place, 200)
