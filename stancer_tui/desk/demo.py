"""Desks on a sandbox inside this process."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from stancer_tui.config import DemoOptions
from stancer_tui.desk.desk import (
    Account,
    CannotOpen,
    Desk,
    fingerprint_of,
    import_services,
)
from stancer_tui.desk.ledgers import JOURNAL, SharedLedger, journal_ledger
from stancer_tui.desk.page_keys import SessionPageKeys
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant_of

if TYPE_CHECKING:
    from stancer_tui.api.in_process import AsgiApp
    from stancer_tui.desk.demo_team import DemoTeam
    from stancer_tui.sandbox.clock import Clock
    from stancer_tui.sandbox.core import Sandbox


class InventedKey(NamedTuple):
    """A key of the sandbox, which opens invented data only and needs no protection."""

    value: str

    def get_secret_value(self) -> str:
        """The key."""
        return self.value


class DemoDesks:
    """Desks on a sandbox inside this process: no key, no network, believable data in both modes.

    Raises `stancer_tui.sandbox.wire.faults.BadFault` for a fault that the sandbox does not know.
    """

    demo = True

    def __init__(self, demo: DemoOptions, *, read_only: bool = False) -> None:
        from stancer_tui.sandbox.clock import FixedClock, SystemClock

        self._demo = demo
        if demo.faults:
            from stancer_tui.sandbox.wire.faults import Faults

            Faults.parse(demo.faults)
        self._read_only = read_only
        self._clock: Clock = FixedClock(demo.now) if demo.now is not None else SystemClock()
        self._starting = asyncio.Lock()
        self._app: AsgiApp | None = None
        self._sandbox: Sandbox | None = None
        self._ledger: SharedLedger | None = None
        self.team: DemoTeam | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def now(self) -> datetime:
        """The sandbox's clock, in UTC."""
        return instant_of(self._clock())

    async def open(self, mode: Mode) -> Desk:
        """Open the desk of `mode` with the sandbox's own key."""
        await asyncio.to_thread(partial(import_services, demo=True))
        from stancer_tui.api import StancerClient
        from stancer_tui.keys import mask
        from stancer_tui.sandbox.database import StoreError
        from stancer_tui.sandbox.keys import (
            DEMO_PUBLIC_LIVE,
            DEMO_PUBLIC_TEST,
            DEMO_SECRET_LIVE,
            DEMO_SECRET_TEST,
        )

        async with self._starting:
            if self._app is None:
                try:
                    self._app, self._sandbox = await asyncio.to_thread(self._start_sandbox)
                except (StoreError, OSError) as error:
                    raise CannotOpen(
                        mode, _("The demo's data cannot be used: {reason}.", reason=error)
                    ) from None
            if self._ledger is None:
                self._ledger = self._make_ledger()
        key = InventedKey(DEMO_SECRET_LIVE if mode.live else DEMO_SECRET_TEST)
        client = StancerClient(key, app=self._app, read_only=self._read_only)
        if self.team is not None:
            self.team.join(StancerClient(key, app=self._app), mode).start()
        account = Account(name="Atelier Lune", key=mask(key), host=None, demo=True)
        return Desk(
            mode=mode,
            account=account,
            read_only=self._read_only,
            client=client,
            now=self.now,
            shared_ledger=self._ledger,
            key_fingerprint=fingerprint_of(key),
            page_keys=SessionPageKeys(
                {Mode.TEST: InventedKey(DEMO_PUBLIC_TEST), Mode.LIVE: InventedKey(DEMO_PUBLIC_LIVE)}
            ),
        )

    def _make_ledger(self) -> SharedLedger:
        folder = self._journal_folder()
        if not self._demo.team:
            return journal_ledger(folder, "")
        from stancer_tui.desk.demo_team import DemoTeam

        team = self.team = DemoTeam(folder / JOURNAL, now=self.now, seed=self._demo.seed)
        return SharedLedger(lambda: team.ledger)

    def _journal_folder(self) -> Path:
        if self._demo.db is not None:
            return self._demo.db
        self._folder = TemporaryDirectory(prefix="stancer-tui-demo-")
        return Path(self._folder.name)

    def _start_sandbox(self) -> "tuple[AsgiApp, Sandbox]":
        from stancer_tui.sandbox.settings import SandboxSettings
        from stancer_tui.sandbox.wire.api_alone import api_alone
        from stancer_tui.sandbox.wire.faults import Faults

        demo = self._demo
        if demo.db is not None:
            demo.db.mkdir(mode=0o700, parents=True, exist_ok=True)
        return api_alone(
            SandboxSettings(
                db=demo.db / "sandbox.db" if demo.db is not None else None,
                seed=demo.seed,
                payments=demo.payments,
                latency_ms=demo.latency_ms,
                faults=Faults.parse(demo.faults),
                now=self._clock,
                check_delay=demo.check_delay,
            )
        )

    async def aclose(self) -> None:
        """Close the sandbox's data and the journal; temporary ones are deleted."""
        if self.team is not None:
            await self.team.aclose()
            self.team = None
        if self._ledger is not None:
            await self._ledger.aclose()
            self._ledger = None
        if self._sandbox is not None:
            self._sandbox.close()
        if self._folder is not None:
            self._folder.cleanup()
