"""The accounts of the settings; one program may have desks of several of them open at once."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from stancer_tui.config import DemoOptions, DeskOptions
from stancer_tui.desk.account import AccountDesks
from stancer_tui.desk.demo import DemoDesks
from stancer_tui.desk.desk import Desks
from stancer_tui.desk.other_keys import OtherKeys
from stancer_tui.language import _
from stancer_tui.models.mode import Mode


class OfferedAccount(NamedTuple):
    """An account whose desks can be opened.

    `name` is the merchant's, else the profile's, and not yet safe to show; `number` counts several accounts
    from 1, and is 0 for the only one. `modes` gives the modes with a key and raises `KeyringTrouble`. `state`
    is the file that remembers how its desk was left.
    """

    profile: str
    name: str
    desks: Desks
    number: int = 0
    modes: Callable[[], Awaitable[tuple[Mode, ...]]] | None = None
    state: Path | None = None
    mask: bool = False
    idle_minutes: int | None = None

    @property
    def place(self) -> str:
        """The profile, which tells this account's places from those of others; "" for the only account."""
        return self.profile if self.number else ""


class RefusedAccount(NamedTuple):
    """An account of the settings that cannot be opened; `why_not` is one sentence or more."""

    profile: str
    name: str
    number: int
    why_not: str


AnyAccount = OfferedAccount | RefusedAccount


class Accounts:
    """The accounts of one program: the `first`, which it starts with, and the others of the settings."""

    def __init__(
        self, first: OfferedAccount, others: Callable[[], tuple[AnyAccount, ...]] | None = None
    ) -> None:
        self.first = first
        self._others = others

    @cached_property
    def all(self) -> tuple[AnyAccount, ...]:
        """Every account in the order of the settings, also those that cannot be opened."""
        others = () if self._others is None else self._others()
        return tuple(sorted((self.first, *others), key=lambda each: each.number))


def demo_account(demo: DemoOptions, options: DeskOptions, state: Path | None) -> Accounts:
    """The one account of the demo; raises ValueError for a fault that the sandbox does not know."""
    desks = DemoDesks(demo, read_only=options.read_only)
    return Accounts(OfferedAccount(options.profile, "", desks, state=state, mask=options.mask))


class SettingsAccounts:
    """Builds the accounts of the settings; `start` are the options of the account the program starts with.

    Command-line options for one account only, such as another host, apply to `start` alone; a typed key stays
    with the account for which it was typed.
    """

    def __init__(self, start: DeskOptions, env: Mapping[str, str], state: Path | None) -> None:
        from stancer_tui.keys import KeyStore

        self._start = start
        self._state = state
        names = tuple(start.settings.profiles) if start.of_profile is not None else ()
        self._names = names if start.profile in names else (start.profile, *names)
        self._ledgers = _LedgersTaken()
        self._keys = {name: KeyStore(env, profile=name) for name in self._names}

    def accounts(self) -> Accounts:
        """The accounts; the others are built, and checked against the policy, at the first use."""
        first, load = self._offered(self._start), self._start.of_profile
        return Accounts(first, None if load is None else partial(self._others, first, load))

    def _others(self, first: OfferedAccount, load: Callable[[str], DeskOptions]) -> tuple[AnyAccount, ...]:
        self._ledgers.apart(first, self._start)
        names = (name for name in self._names if name != first.profile)
        return tuple(self._offer(name, load) for name in names)

    def _offer(self, profile: str, load: Callable[[str], DeskOptions]) -> AnyAccount:
        try:
            options = load(profile)
        except ValueError as error:
            return RefusedAccount(profile, profile, self._number(profile), str(error))
        return self._ledgers.apart(self._offered(options), options)

    def _number(self, profile: str) -> int:
        return self._names.index(profile) + 1 if len(self._names) > 1 else 0

    def _offered(self, options: DeskOptions) -> OfferedAccount:
        profile, number = options.profile, self._number(options.profile)
        name = options.settings.shown_name
        desks = AccountDesks(
            options,
            self._keys[profile],
            name=name if number else None,
            others=OtherKeys.beside(profile, self._keys, self._start.settings),
            begun=options is self._start,
            admit=partial(self._ledgers.admit, options),
        )
        return OfferedAccount(
            profile,
            name,
            desks,
            number,
            modes=desks.modes,
            state=self._state,
            mask=options.mask,
            idle_minutes=options.policy.idle_minutes,
        )


class _LedgersTaken:
    """Keeps two accounts off the same ledger of a team: each would read what the other writes."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, int, str], str] = {}
        self._reached: dict[str, DeskOptions] = {}

    def apart(self, offered: OfferedAccount, options: DeskOptions) -> AnyAccount:
        """The account; refused where the address of its ledger is already another account's."""
        ledger = options.settings.ledger
        if ledger is None:
            return offered
        database = (ledger.host, ledger.port, ledger.database)
        if database not in self._by:
            self._by[database] = offered.name
            return offered
        why_not = _(
            "Its ledger is that of {account}, and a ledger is for one merchant.", account=self._by[database]
        )
        return RefusedAccount(offered.profile, offered.name, offered.number, why_not)

    def admit(self, options: DeskOptions, database: str) -> None:
        """Assign a database to the account that first connects to it, by whatever address.

        Raises `LedgerUnavailable` for every other account.
        """
        from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable

        first = self._reached.setdefault(database, options)
        if first.profile != options.profile:
            raise LedgerUnavailable(LedgerTrouble.ANOTHERS, first.settings.shown_name)
