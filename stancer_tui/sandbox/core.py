"""The sandbox itself: its settings, its store, its keys, its clock, and the data being built."""

import asyncio
from functools import partial

from stancer_tui.sandbox.build import Build, Plan
from stancer_tui.sandbox.chance import Chance
from stancer_tui.sandbox.data_file import read_file
from stancer_tui.sandbox.keys import KnownKeys
from stancer_tui.sandbox.kinds import Kind
from stancer_tui.sandbox.rows import Row
from stancer_tui.sandbox.rules.ageing import move_time
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.shop.payout_builder import PayoutBuilder
from stancer_tui.sandbox.shop.scenario import days
from stancer_tui.sandbox.store import Store


class Sandbox:
    """One sandbox: two modes over one store, which may begin with what another one's `dump` gave.

    Raises StoreError, BadKey or BadData when the settings cannot be followed.
    """

    def __init__(self, settings: SandboxSettings, *, dump: bytes | None = None) -> None:
        self.settings = settings
        self.clock = settings.now
        self.keys = KnownKeys(settings.keys)
        begin_with = read_file(settings.data, self.clock()) if settings.data else {}
        self.store = Store(settings.db)
        self.chance = Chance(self.store, seed=settings.seed)
        self._build: Build | None = None
        if dump is None:
            self._fill(begin_with)
        else:
            self.store.load(dump)

    def _fill(self, begin_with: dict[bool, list[Row]]) -> None:
        built = self.store.note("built") is not None
        with self.store.transaction():
            if not built:
                # A file whose building was cut short holds nothing that anyone relies on yet.
                self.store.wipe()
            for live, rows in begin_with.items():
                self.store.add(live, rows)
        if built:
            return
        if self.settings.payments == 0:
            self.store.write_note("built", "yes")
            return
        now = self.clock()
        told = partial(days, seed=self.settings.seed, payments=self.settings.payments, now=now)
        payouts = PayoutBuilder(seed=self.settings.seed, now=now)
        self._build = Build(self.store, (Plan(False, told(False)), Plan(True, told(True), payouts)), now=now)
        self._build.start()

    def close(self) -> None:
        """Stop building and close the database."""
        if self._build is not None:
            self._build.stop()
        self.store.close()

    def dump(self) -> bytes:
        """Everything in the store, once all of it is there: blocks until then."""
        if self._build is not None:
            for live in (False, True):
                self._build.wait(live, None)
        return self.store.dump()

    async def ready(self, live: bool, created: int | None = None) -> None:
        """Wait until everything created at or after a moment is there (None: everything)."""
        if self._build is not None and not self._build.reached(live, created):
            await asyncio.to_thread(self._build.wait, live, created)

    @property
    def kept(self) -> bool:
        """Whether the data outlives this sandbox."""
        return self.settings.db is not None

    def is_ready(self, live: bool) -> bool:
        """Whether a mode's data is all there."""
        return self._build is None or self._build.reached(live, None)

    def move_time(self) -> None:
        """Bring every object to the clock's moment."""
        move_time(self.store, self.clock())

    def new_id(self, kind: Kind) -> str:
        """An id of a kind that no object of the store has."""
        return self.chance.new_id(kind)
