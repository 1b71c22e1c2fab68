"""Desks on the real API."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stancer_tui.config import API_URL, DEFAULT_PROFILE, DeskOptions
from stancer_tui.desk.desk import Account, CannotOpen, Desk, fingerprint_of, import_services
from stancer_tui.desk.ledgers import account_ledger
from stancer_tui.desk.other_keys import OtherKeys, not_twice
from stancer_tui.desk.page_keys import StoredPageKeys
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.keys import FoundKey, KeyringTrouble, KeyStore, Slot
    from stancer_tui.models.secret import Secret
    from stancer_tui.store.postgres.link import Admit


_NO_KEY = {
    Mode.TEST: N_("There is no test key on this machine yet."),
    Mode.LIVE: N_("There is no live key on this machine yet."),
}


class AccountDesks:
    """Desks on the real API, with the keys of this account.

    `name` overrides the account's name in the settings. A key that one of the `others` has is refused here,
    except a stored key of the account that the program has `begun` with. `admit` refuses a team's ledger that
    belongs to another account.
    """

    demo = False

    def __init__(
        self,
        options: DeskOptions,
        keys: "KeyStore",
        *,
        name: str | None = None,
        others: OtherKeys | None = None,
        begun: bool = True,
        admit: "Admit | None" = None,
    ) -> None:
        self.options = options
        self.name = name or options.settings.account
        self.keys = keys
        self._others = others or OtherKeys()
        self._begun = begun
        self._ledger = account_ledger(options, sole=self._others.sole, admit=admit)

    def now(self) -> datetime:
        """The machine's clock, in UTC."""
        return datetime.now(UTC)

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode` with the key found for it."""
        from stancer_tui.keys import KeyringTrouble, Slot, WrongKey

        self._check_allowed(mode)
        try:
            found = await self.keys.find(Slot(mode))
        except KeyringTrouble as trouble:
            said, profile = self._without_keyring(trouble, Slot(mode)), self.options.profile
            raise CannotOpen(mode, said, keyring=trouble.problem, profile=profile) from None
        except WrongKey as trouble:
            raise CannotOpen(mode, str(trouble)) from None
        if found is None:
            raise CannotOpen(mode, _(_NO_KEY[mode]), missing=True, profile=self.options.profile)
        if not self._begun and (whose := await self._others.whose(mode, fingerprint_of(found.key))):
            raise CannotOpen(mode, not_twice(whose))
        return await self._open_with(found, mode)

    def _without_keyring(self, trouble: "KeyringTrouble", slot: "Slot") -> str:
        """What is wrong with the keyring and what to do; only the default profile has environment keys."""
        from stancer_tui.keys import KeyringMissing

        if not isinstance(trouble, KeyringMissing) or self.options.profile != DEFAULT_PROFILE:
            return str(trouble)
        return _(
            "{problem} Type the key for this session only, or set {variable} in the environment.",
            problem=trouble.problem,
            variable=slot.variable,
        )

    def _check_allowed(self, mode: Mode) -> None:
        allowed = self.options.policy.modes
        if allowed is not None and mode not in allowed:
            words = _("The policy of this machine does not allow {mode} mode.", mode=mode.word.lower())
            raise CannotOpen(mode, words)

    async def modes(self) -> tuple[Mode, ...]:
        """The modes that can be opened: there is a key, and the policy allows it. Raises `KeyringTrouble`."""
        from stancer_tui.keys import KeyringTrouble, Slot, WrongKey

        allowed, found, silent = self.options.policy.modes, [], None
        for mode in Mode:
            if allowed is not None and mode not in allowed:
                continue
            try:
                known = await self.keys.find(Slot(mode)) is not None
            except WrongKey:
                known = True  # opening it says what is wrong with the key
            except KeyringTrouble as trouble:
                known, silent = False, trouble
            found += [mode] if known else []
        if silent is not None and not found:
            raise silent
        return tuple(found)

    async def _open_with(self, found: "FoundKey", mode: Mode) -> Desk:
        from stancer_tui.keys import mask

        await asyncio.to_thread(partial(import_services, demo=False))
        from stancer_tui.api import StancerClient

        options = self.options
        try:
            client = StancerClient(
                found.key,
                base_url=options.api_url,
                allow_custom_live_host=options.allow_custom_live_host,
                read_only=options.read_only,
            )
        except ValueError as error:
            raise CannotOpen(mode, f"{error}.") from None
        host = urlsplit(options.api_url).netloc
        account = Account(
            name=self.name,
            key=mask(found.key),
            host=None if options.api_url == API_URL else host,
            demo=False,
            profile=options.profile,
        )
        return Desk(
            mode=mode,
            account=account,
            read_only=options.read_only,
            client=client,
            now=self.now,
            shared_ledger=self._ledger,
            key_fingerprint=fingerprint_of(found.key),
            ceilings=options.settings.refund_ceiling,
            approval_above=options.policy.approval_above,
            may_export=options.policy.export,
            refund_reasons=options.settings.refund_reasons,
            page_keys=StoredPageKeys(self.keys),
        )

    async def try_key(
        self, mode: Mode, text: str, *, refuse: "Callable[[Secret], None] | None" = None
    ) -> Desk:
        """Open a desk with a key that was just typed, and check the key with one GET.

        `refuse` raises `WrongKey` for a key with which another desk is open. Raises `WrongKey` for that and
        for a key that another account has, `CannotOpen`, or an `ApiError` when the API does not accept the
        key. The key is kept in memory only, until `keep_key`.
        """
        from stancer_tui.keys import FoundKey, Slot, Source, WrongKey, check_key

        self._check_allowed(mode)
        slot = Slot(mode)
        key = check_key(text, slot)
        if refuse is not None:
            refuse(key)
        if whose := await self._others.whose(mode, fingerprint_of(key)):
            raise WrongKey(not_twice(whose))
        desk = await self._open_with(FoundKey(key, Source.SESSION), mode)
        try:
            await desk.client.payments.page(limit=1)
            if refuse is not None:
                refuse(key)  # again: meanwhile another desk may have been opened with it
        except BaseException:
            await desk.aclose()
            raise
        self.keys.remember(slot, key)
        return desk

    async def keep_key(self, mode: Mode) -> None:
        """Put the key typed in this session into the keyring; raises `KeyringTrouble`."""
        from stancer_tui.keys import Slot

        slot = Slot(mode)
        found = await self.keys.find(slot)
        if found is not None:
            await self.keys.store(slot, found.key)

    async def aclose(self) -> None:
        """Close the ledger."""
        await self._ledger.aclose()
