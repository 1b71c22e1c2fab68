"""The composition root: one Desk holds the services for one account in one mode."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from stancer_tui.config import API_URL, DemoOptions, DeskOptions
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money

if TYPE_CHECKING:
    from pydantic import SecretStr

    from stancer_tui.api import StancerClient
    from stancer_tui.api.request_log import RequestLog
    from stancer_tui.api.transport import AsgiApp
    from stancer_tui.keys import FoundKey, KeyStore
    from stancer_tui.sandbox.clock import Clock
    from stancer_tui.sandbox.core import Sandbox
    from stancer_tui.services.payments import PaymentsService
    from stancer_tui.services.refund_ledger import JournalThread
    from stancer_tui.services.refunds import RefundsService

_JOURNAL = "journal.db"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose desk this is: a name from the settings, the masked key, the host when it is not Stancer's."""

    name: str | None
    key: str
    host: str | None
    demo: bool


class CannotOpen(Exception):
    """No desk for this mode: there is no key, or the keyring or the settings stand in the way.

    The message is a sentence and a way on; it holds no key. `missing` tells that simply no key was found.
    """

    def __init__(self, mode: Mode, message: str, *, missing: bool = False) -> None:
        super().__init__(message)
        self.mode = mode
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Desk:
    """What the screens are given: the services of one account in one mode."""

    mode: Mode
    account: Account
    read_only: bool
    client: "StancerClient"
    payments: "PaymentsService"
    refunds: "RefundsService"
    now: Callable[[], datetime]

    @property
    def log(self) -> "RequestLog":
        """The requests made for this desk: method, path, status and time, never a body."""
        return self.client.log

    async def aclose(self) -> None:
        """Stop background work and close the connections; the journal knows what was in flight."""
        await self.refunds.aclose()
        await self.client.aclose()


class Desks(Protocol):
    """Opens the desk of a mode; the app holds one and never builds a service itself."""

    demo: bool

    def now(self) -> datetime:
        """The moment by which ages are counted."""
        ...

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode`; raises `CannotOpen`."""
        ...

    async def aclose(self) -> None:
        """Release what the desks share."""
        ...


class AccountDesks:
    """Desks on the API itself, with the keys of this account."""

    demo = False

    def __init__(self, options: DeskOptions, keys: "KeyStore") -> None:
        self.options = options
        self.keys = keys
        self._journal: JournalThread | None = None

    def now(self) -> datetime:
        """The machine's clock, in UTC."""
        return datetime.now(UTC)

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode` with the key that is found for it."""
        from stancer_tui.keys import KeyringTrouble, Slot, WrongKey

        try:
            found = await self.keys.find(Slot(mode))
        except (KeyringTrouble, WrongKey) as trouble:
            raise CannotOpen(mode, str(trouble)) from None
        if found is None:
            raise CannotOpen(mode, f"There is no {mode} key on this machine yet.", missing=True)
        return await self._open_with(found, mode)

    async def _open_with(self, found: "FoundKey", mode: Mode) -> Desk:
        from stancer_tui.keys import mask

        await asyncio.to_thread(_import_services)
        from stancer_tui.api import StancerClient
        from stancer_tui.services.payments import PaymentsService

        options = self.options
        if self._journal is None:
            self._journal = _journal(options.paths.state)
        try:
            client = StancerClient(
                found.key,
                base_url=options.api_url,
                allow_custom_live_host=options.allow_custom_live_host,
            )
        except ValueError as error:
            raise CannotOpen(mode, f"{error}.") from None
        host = urlsplit(options.api_url).netloc
        account = Account(
            name=options.settings.account,
            key=mask(found.key),
            host=None if options.api_url == API_URL else host,
            demo=False,
        )
        return Desk(
            mode=mode,
            account=account,
            read_only=options.read_only,
            client=client,
            payments=PaymentsService(client, self.now),
            refunds=_refunds(
                client,
                self._journal,
                found.key,
                read_only=options.read_only,
                ceilings=options.settings.refund_ceiling,
            ),
            now=self.now,
        )

    async def try_key(self, mode: Mode, text: str) -> Desk:
        """A desk opened with a key that was just typed, proven by one GET.

        Raises `stancer_tui.keys.WrongKey`, `CannotOpen`, or an `ApiError` when the API does not accept it.
        The key is kept in memory only, until `keep_key`.
        """
        from stancer_tui.keys import FoundKey, Slot, Source, check_key

        slot = Slot(mode)
        key = check_key(text, slot)
        desk = await self._open_with(FoundKey(key, Source.SESSION), mode)
        try:
            await desk.client.payments.page(limit=1)
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
        """Close the journal."""
        if self._journal is not None:
            await self._journal.aclose()
            self._journal = None


class DemoDesks:
    """Desks on a sandbox inside this process: no key, no network, believable data in both modes.

    Raises `stancer_tui.sandbox.faults.BadFault` for a fault that the sandbox does not know.
    """

    demo = True

    def __init__(self, demo: DemoOptions, *, read_only: bool = False) -> None:
        from stancer_tui.sandbox.clock import FixedClock, SystemClock

        self._demo = demo
        if demo.faults:
            from stancer_tui.sandbox.faults import Faults

            Faults.parse(demo.faults)
        self._read_only = read_only
        self._clock: Clock = FixedClock(demo.now) if demo.now is not None else SystemClock()
        self._starting = asyncio.Lock()
        self._app: AsgiApp | None = None
        self._sandbox: Sandbox | None = None
        self._journal: JournalThread | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def now(self) -> datetime:
        """The sandbox's clock, in UTC."""
        return datetime.fromtimestamp(self._clock(), UTC)

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode` with the sandbox's own key."""
        from pydantic import SecretStr

        await asyncio.to_thread(_import_services)
        from stancer_tui.api import StancerClient
        from stancer_tui.keys import mask
        from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
        from stancer_tui.sandbox.store import StoreError
        from stancer_tui.services.payments import PaymentsService

        async with self._starting:
            if self._app is None:
                try:
                    self._app, self._sandbox = await asyncio.to_thread(self._start_sandbox)
                except (StoreError, OSError) as error:
                    raise CannotOpen(mode, f"The demo's data cannot be used: {error}.") from None
            if self._journal is None:
                self._journal = _journal(self._journal_folder())
        key = SecretStr(DEMO_SECRET_LIVE if mode.live else DEMO_SECRET_TEST)
        client = StancerClient(key, app=self._app)
        account = Account(name="Atelier Lune", key=mask(key), host=None, demo=True)
        return Desk(
            mode=mode,
            account=account,
            read_only=self._read_only,
            client=client,
            payments=PaymentsService(client, self.now),
            refunds=_refunds(client, self._journal, key, read_only=self._read_only, ceilings={}),
            now=self.now,
        )

    def _journal_folder(self) -> Path:
        if self._demo.db is not None:
            return self._demo.db
        self._folder = TemporaryDirectory(prefix="stancer-tui-demo-")
        return Path(self._folder.name)

    def _start_sandbox(self) -> "tuple[AsgiApp, Sandbox]":
        from stancer_tui.sandbox.app import create_app
        from stancer_tui.sandbox.faults import Faults
        from stancer_tui.sandbox.settings import SandboxSettings

        demo = self._demo
        if demo.db is not None:
            demo.db.mkdir(mode=0o700, parents=True, exist_ok=True)
        app = create_app(
            SandboxSettings(
                db=demo.db / "sandbox.db" if demo.db is not None else None,
                seed=demo.seed,
                payments=demo.payments,
                latency_ms=demo.latency_ms,
                faults=Faults.parse(demo.faults),
                now=self._clock,
            )
        )
        sandbox: Sandbox = app.state.sandbox
        return app, sandbox

    async def aclose(self) -> None:
        """Close the sandbox's data and the journal; temporary ones are deleted."""
        if self._journal is not None:
            await self._journal.aclose()
            self._journal = None
        if self._sandbox is not None:
            self._sandbox.close()
        if self._folder is not None:
            self._folder.cleanup()


def open_desks(options: DeskOptions, env: Mapping[str, str]) -> "AccountDesks | DemoDesks":
    """The desks that these options ask for: the account's, or the demo's."""
    if options.demo is not None:
        return DemoDesks(options.demo, read_only=options.read_only)
    from stancer_tui.keys import KeyStore

    return AccountDesks(options, KeyStore(env, profile=options.profile))


def journal_file(options: DeskOptions) -> Path | None:
    """Where the refund journal of these options is, made or not; None for a demo that keeps nothing."""
    if options.demo is None:
        return options.paths.state / _JOURNAL
    return None if options.demo.db is None else options.demo.db / _JOURNAL


def _journal(folder: Path) -> "JournalThread":
    from stancer_tui.services.refund_ledger import JournalThread
    from stancer_tui.store.journal import Journal

    return JournalThread(Journal(folder / _JOURNAL))


def _refunds(
    client: "StancerClient",
    journal: "JournalThread",
    key: "SecretStr",
    *,
    read_only: bool,
    ceilings: Mapping[str, Money],
) -> "RefundsService":
    from stancer_tui.services.refund_clock import SystemClock
    from stancer_tui.services.refund_offer import Terms
    from stancer_tui.services.refunds import RefundsService
    from stancer_tui.store.intent import fingerprint

    return RefundsService(
        client.refunds,
        journal,
        SystemClock(),
        terms=Terms(
            client.mode.live,
            read_only,
            ceilings={currency: ceiling.amount for currency, ceiling in ceilings.items()},
        ),
        key_fingerprint=fingerprint(key),
    )


def _import_services() -> None:
    """Import what needs a tenth of a second or more, off the event loop: the frame is painted by then."""
    import_module("stancer_tui.api.client")
    import_module("stancer_tui.services.payments")
    import_module("stancer_tui.services.refunds")
