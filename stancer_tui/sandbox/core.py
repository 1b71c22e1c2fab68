"""The sandbox itself: its settings, its store, its keys, its clock, and the data being built."""

import asyncio

from stancer_tui.sandbox.build import Build, Plan
from stancer_tui.sandbox.chance import Chance
from stancer_tui.sandbox.data_file import read_file
from stancer_tui.sandbox.invented import Origin
from stancer_tui.sandbox.journal import Journal
from stancer_tui.sandbox.keys import KnownKeys
from stancer_tui.sandbox.kinds import Kind
from stancer_tui.sandbox.rows import Row
from stancer_tui.sandbox.rules.ageing import move_time
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.shop.payout_builder import PayoutBuilder
from stancer_tui.sandbox.shop.scenario import days, days_of
from stancer_tui.sandbox.store import Dump, Store
from stancer_tui.sandbox.wire.faults import FaultInjector, Faults

KEPT_WHOLE = 20_000
"""The most payments of a mode that are stored; those of a larger shop are generated when they are read."""


class CannotReset(Exception):
    """The data is kept in a file, which is not emptied for a test; the message says so."""


class Sandbox:
    """One sandbox: two modes over one store, which may start from the `dump` of another one.

    `clock` can be set and moved, `faults` assigned, while requests are answered; `journal` lists requests.
    Raises StoreError, BadKey or BadData when the settings cannot be followed.
    """

    def __init__(self, settings: SandboxSettings, *, dump: Dump | None = None) -> None:
        self.settings = settings
        self.clock = settings.now
        self.keys = KnownKeys(settings.keys)
        self.injector = FaultInjector(settings.faults, seed=settings.seed)
        self.journal = Journal()
        self._dump = dump
        begin_with = self._data_file()
        self.store = Store(settings.db)
        self.chance = Chance(self.store, seed=settings.seed)
        self._build: Build | None = None
        if dump is None:
            self._begin(begin_with)
        else:
            self.store.load(dump)

    @property
    def faults(self) -> Faults:
        """What goes wrong; an assignment counts anew, and holds from the next request on."""
        return self.injector.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self.injector.faults = faults

    def reset(self) -> None:
        """Restore the data, the faults and the clock of the settings, and clear the journal.

        Raises CannotReset when the data is kept in a file, BadData when that of `data` is no longer usable.
        """
        self._check_not_kept()
        self.clock.reset()
        self.fill()
        self.faults = self.settings.faults
        self.journal.clear()

    def fill(self, *, seed: int | None = None, payments: int | None = None) -> None:
        """Replace all data by that of the settings, or with another seed or number of payments in each mode.

        New ids are drawn from the seed's first one on; nothing else changes. Raises as `reset`.
        """
        self._check_not_kept()
        begin_with = self._data_file()
        as_before = seed is None and payments is None
        seed = self.settings.seed if seed is None else seed
        if self._build is not None:
            self._build.stop()
        self.chance = Chance(self.store, seed=seed)
        if self._dump is not None and as_before:
            self._build = None
            self.store.load(self._dump)
            return
        with self.store.transaction():
            self._build = None
            self.store.wipe()
            build = self._expect(seed, self.settings.payments if payments is None else payments)
            self._keep(begin_with)
            self._invent(build)

    def _check_not_kept(self) -> None:
        if self.kept:
            raise CannotReset(
                f"The data is kept in {self.settings.db}, which is not emptied: start without --db"
            )

    def _data_file(self) -> dict[bool, list[Row]]:
        return read_file(self.settings.data, self.clock()) if self.settings.data else {}

    def _begin(self, begin_with: dict[bool, list[Row]]) -> None:
        built = self.store.note("built") is not None
        build = None
        with self.store.transaction():
            if not built:
                # A file whose building was cut short holds nothing that anyone relies on yet.
                self.store.wipe()
                build = self._expect(self.settings.seed, self.settings.payments)
            self._keep(begin_with)
        if not built:
            self._invent(build)

    def _keep(self, begin_with: dict[bool, list[Row]]) -> None:
        for live, rows in begin_with.items():
            self.store.add(live, rows)

    def _expect(self, seed: int, payments: int) -> Build | None:
        """What will fill the store, which is empty; None when nothing will."""
        if payments == 0:
            return None
        now = self.clock()
        if payments > KEPT_WHOLE:
            shops = self.store.expect(Origin(seed, payments, now))
            told = {
                live: days_of(shop.recorded_day, payments=payments, now=now) for live, shop in shops.items()
            }
        else:
            told = {live: days(live, seed=seed, payments=payments, now=now) for live in (False, True)}
        payouts = PayoutBuilder(seed=seed, now=now)
        plans = Plan(False, payments, told[False]), Plan(True, payments, told[True], payouts)
        return Build(self.store, plans, now=now)

    def _invent(self, build: Build | None) -> None:
        self._build = build
        if build is None:
            self.store.complete()
        else:
            build.start()

    def close(self) -> None:
        """Stop building and close the database."""
        if self._build is not None:
            self._build.stop()
        self.store.close()

    def dump(self) -> Dump:
        """Everything in the store, once all of it is there: blocks until then."""
        if self._build is not None:
            for live in (False, True):
                self._build.wait(live, None)
        return self.store.dump()

    async def ready(self, live: bool, created: int | None = None) -> None:
        """Wait until everything created at or after a moment is there (None: everything)."""
        build = None
        # A reset in the meantime has begun another one.
        while build is not self._build:
            build = self._build
            if build is not None and not build.reached(live, created):
                await asyncio.to_thread(build.wait, live, created)

    @property
    def kept(self) -> bool:
        """Whether the data outlives this sandbox."""
        return self.settings.db is not None

    def is_ready(self, live: bool) -> bool:
        """Whether a mode's data is all there."""
        return self._build is None or self._build.reached(live, None)

    @property
    def share(self) -> float:
        """The share of the invented payments that is there, from 0 to 1."""
        return 1.0 if self._build is None else self._build.share

    def move_time(self) -> None:
        """Apply every change that is due by the sandbox's clock."""
        move_time(self.store, self.clock())

    def new_id(self, kind: Kind) -> str:
        """An id of a kind that no object of the store has."""
        return self.chance.new_id(kind)
