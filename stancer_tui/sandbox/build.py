"""Fills the store with believable data on a thread, newest first, while requests are already answered."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Condition, Thread
from typing import NamedTuple

from stancer_tui.sandbox.kinds import ADDRESS, CARD, CUSTOMER, DISPUTE, PAYMENT, PAYOUT, REFUND, SEPA, Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.ageing import next_change
from stancer_tui.sandbox.shop.payout_builder import Payout, PayoutBuilder
from stancer_tui.sandbox.shop.scenario import Day
from stancer_tui.sandbox.store import Store

_CHUNK = 50
"""Rows written under one lock, so that a request waits a millisecond at most."""

_REST = 0.02
"""Seconds of rest after each day that nobody waits for."""

_PAUSE = 0.0005
"""Seconds left to the event loop's thread between two chunks."""


class Plan(NamedTuple):
    """What fills one mode: the number of payments, their days (newest first) and the payout builder."""

    live: bool
    payments: int
    days: Iterator[Day]
    payouts: PayoutBuilder | None = None


class Build:
    """The filling of a store, and how far it has come."""

    def __init__(self, store: Store, plans: Iterable[Plan], *, now: int) -> None:
        self._store = store
        self._now = now
        self._plans = tuple(plans)
        self._reached: dict[bool, int | None] = {plan.live: 1 << 62 for plan in self._plans}
        self._failure: BaseException | None = None
        self._waits: list[tuple[bool, int | None]] = []
        self._stopped = False
        self._changed = Condition()
        self._thread = Thread(target=self._run, name="sandbox-build", daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End early and wait for the thread."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def reached(self, live: bool, created: int | None) -> bool:
        """Whether everything created at or after a moment is there (None: everything at all)."""
        if self._failure is not None:
            raise RuntimeError("the sandbox's data could not be built") from self._failure
        point = self._reached.get(live)
        return point is None or (created is not None and point <= created)

    @property
    def share(self) -> float:
        """The share of the payments that is there, from 0 to 1."""
        there = sum(self._store.count(plan.live, PAYMENT) for plan in self._plans)
        return min(1.0, there / sum(plan.payments for plan in self._plans))

    def wait(self, live: bool, created: int | None) -> None:
        """Block until `reached`."""
        with self._changed:
            self._waits.append((live, created))
            self._changed.notify_all()
            try:
                self._changed.wait_for(lambda: self._stopped or self.reached(live, created))
            finally:
                self._waits.remove((live, created))

    def _run(self) -> None:
        try:
            self._fill()
        except BaseException as error:
            self._failure = error
            raise
        finally:
            with self._changed:
                self._changed.notify_all()

    def _fill(self) -> None:
        open_plans = list(self._plans)
        while open_plans and not self._stopped:
            # The mode that somebody waits for goes first.
            for plan in [plan for plan in open_plans if self._waited_for(plan.live)] or tuple(open_plans):
                day = next(plan.days, None)
                if day is None:
                    open_plans.remove(plan)
                    self._keep(plan.live, _payout_rows(plan.payouts.finish() if plan.payouts else ()))
                    if not open_plans and not self._stopped:
                        self._store.complete()
                    self._reach(plan.live, None)
                else:
                    self._keep_day(plan.live, day)
                    self._keep(plan.live, _payout_rows(plan.payouts.add(day) if plan.payouts else ()))
                    self._reach(plan.live, day.start)
                self._rest()

    def _rest(self) -> None:
        """Pause for the sake of requests that are answered already, unless one waits for older data."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or self._waited_for(False) or self._waited_for(True), _REST
            )

    def _waited_for(self, live: bool) -> bool:
        """Whether a request waits for data that is not there yet."""
        return any(mode is live and not self.reached(mode, created) for mode, created in tuple(self._waits))

    def _keep_day(self, live: bool, day: Day) -> None:
        if day.record is None:
            self._keep(live, _rows(day))
            return
        refunds = {each["id"]: due for each in day.refunds if (due := self._due(live, REFUND, each))}
        changing = [
            Row(REFUND, each, due=refunds[each["id"]]) for each in day.refunds if each["id"] in refunds
        ]
        # A payment changes with its refunds, which it shows.
        changing += [
            Row(PAYMENT, each, due=due)
            for each in day.payments
            if (due := self._due(live, PAYMENT, each))
            or any(refund["id"] in refunds for refund in each.get("refunds", ()))
        ]
        self._store.invent(live, day, changing)
        time.sleep(_PAUSE)

    def _keep(self, live: bool, rows: Iterable[Row]) -> None:
        pending = iter(rows)
        while chunk := list(islice(pending, _CHUNK)):
            if self._stopped:
                return
            self._store.add(live, [row._replace(due=self._due(live, row.kind, row.object)) for row in chunk])
            time.sleep(_PAUSE)

    def _due(self, live: bool, kind: Kind, item: Object) -> int | None:
        """When time next changes an object (Unix seconds); None if it no longer changes."""
        due = next_change(kind, item, live)
        return due if due is not None and due > self._now else None

    def _reach(self, live: bool, start: int | None) -> None:
        with self._changed:
            self._reached[live] = start
            self._changed.notify_all()


def _rows(day: Day) -> Iterator[Row]:
    for kind, objects in (
        (CARD, day.cards),
        (SEPA, day.sepa),
        (CUSTOMER, day.customers),
        (ADDRESS, day.addresses),
        (REFUND, day.refunds),
        (DISPUTE, day.disputes),
        (PAYMENT, day.payments),
    ):
        for each in objects:
            yield Row(kind, each)


def _payout_rows(payouts: Iterable[Payout]) -> Iterator[Row]:
    for each in payouts:
        members = {
            "ordered": True,
            "payments": list(each.payments),
            "refunds": list(each.refunds),
            "disputes": list(each.disputes),
        }
        yield Row(PAYOUT, each.object, private=members)
