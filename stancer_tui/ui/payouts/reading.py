"""The members of one payout that are read: kind by kind, each with how far it has come."""

from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.services.payouts.members import Member, MemberKind
from stancer_tui.ui.shell.loaded_payments import Progress

if TYPE_CHECKING:
    from stancer_tui.services.payouts.service import PayoutsService


class KindReading:
    """One kind: what came so far, and why no more did; until all are here, `before` is shown."""

    def __init__(self, kind: MemberKind, before: "KindReading | None" = None) -> None:
        self.kind = kind
        self._come: list[Member | UnreadableRow] = []
        self._before = list(before.items) if before is not None else []
        self._before_whole = before is not None and before.whole
        self.progress = Progress.NOT_STARTED
        self.trouble: ApiError | None = None
        self._received = 0
        self._ids: set[str] = set()

    @property
    def kept(self) -> bool:
        """Whether what is shown was read before, and is not read again yet."""
        return self.progress is not Progress.DONE and (self._before_whole or bool(self._before))

    @property
    def items(self) -> list[Member | UnreadableRow]:
        """The members to show."""
        return self._before if self.kept else self._come

    @property
    def come(self) -> int:
        """How many were read this time."""
        return len(self._come)

    @property
    def whole(self) -> bool:
        """Whether what is shown was read to its end."""
        return self.progress is Progress.DONE or self._before_whole

    async def read_on(self, service: "PayoutsService", payout_id: str, moved: Callable[[], None]) -> None:
        """Read the members that are missing; what is there stays. An error is kept as `trouble`."""
        self.progress, self.trouble = Progress.LOADING, None
        moved()
        try:
            async with aclosing(service.members(payout_id, self.kind, first=self._received)) as pages:
                async for items in pages:
                    self._take(items)
                    moved()
            self.progress = Progress.DONE
        except ApiError as error:
            self.trouble = error
        finally:
            if self.progress is Progress.LOADING:
                self.progress = Progress.STOPPED
            moved()

    def _take(self, items: tuple[Member | UnreadableRow, ...]) -> None:
        self._received += len(items)
        for item in items:
            if item.id is None or item.id not in self._ids:
                self._come.append(item)
            if item.id is not None:
                self._ids.add(item.id)


class MembersReading:
    """All kinds of members of a payout; those of `before` are shown until they are read again."""

    def __init__(self, before: "MembersReading | None" = None) -> None:
        known: dict[MemberKind, KindReading] = {} if before is None else before.kinds
        self.kinds: dict[MemberKind, KindReading] = {
            kind: KindReading(kind, known.get(kind)) for kind in MemberKind
        }

    @property
    def items(self) -> dict[MemberKind, list[Member | UnreadableRow]]:
        """What was read, by kind."""
        return {kind: reading.items for kind, reading in self.kinds.items()}

    @property
    def complete(self) -> frozenset[MemberKind]:
        """The kinds that are whole, even if from the reading before."""
        return frozenset(kind for kind, each in self.kinds.items() if each.whole)

    @property
    def done(self) -> bool:
        """Whether nothing is missing, and nothing is from the reading before."""
        return all(each.progress is Progress.DONE for each in self.kinds.values())

    @property
    def busy(self) -> KindReading | None:
        """The kind that is being read."""
        return next((each for each in self.kinds.values() if each.progress is Progress.LOADING), None)

    @property
    def missing(self) -> list[KindReading]:
        """The kinds that are not read whole and are not being read."""
        idle = (Progress.STOPPED, Progress.NOT_STARTED) if self._cut_off else (Progress.STOPPED,)
        return [each for each in self.kinds.values() if each.progress in idle]

    @property
    def _cut_off(self) -> bool:
        """Whether reading again was stopped, so that later kinds are from the reading before too."""
        return self.busy is None and any(
            each.kept and each.progress is Progress.STOPPED for each in self.kinds.values()
        )

    async def read_on(self, service: "PayoutsService", payout_id: str, moved: Callable[[], None]) -> None:
        """Read every kind that is not whole, one after the other; one that fails does not stop the next."""
        for reading in self.kinds.values():
            if reading.progress is not Progress.DONE:
                await reading.read_on(service, payout_id, moved)
