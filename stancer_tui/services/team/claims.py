"""Who works on what in one mode, kept in step with the ledger."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from stancer_tui.language import N_, _
from stancer_tui.models.folding import fold
from stancer_tui.services.ledger_access import LedgerAccess
from stancer_tui.services.listeners import Listeners
from stancer_tui.services.search.conditions import IdIn
from stancer_tui.services.search.spoken_words import spoken_field, value_meant
from stancer_tui.services.search.values import Unclear
from stancer_tui.store.claim import FADES_AFTER, Claim
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.ledger import Ledger, LedgerChange
from stancer_tui.store.query import Condition, Facet

ME, NOBODY = "me", "nobody"
"""Values of the search field `with:`, besides the names of agents."""

NOT_KNOWN = N_("Who works on what is not known now: {why}.")


class TeamClaims:
    """The claims of one mode, for lists: loaded once, then updated with what any desk writes.

    `trouble` is why the ledger could not be asked last; what was known before stays. `now` is the time by
    this machine's clock.
    """

    def __init__(self, ledger: Ledger, *, live: bool, now: Callable[[], datetime]) -> None:
        self.live = live
        self.known = False
        self._ledger = ledger
        self._access = LedgerAccess()
        self._now = now
        self._listeners = Listeners[Collection[str]]()
        self._claims: dict[str, Claim] = {}
        self._stale = False
        self._reading: asyncio.Task[None] | None = None
        self._end: Callable[[], None] | None = None

    def __bool__(self) -> bool:
        return bool(self._claims)

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why the ledger could not be asked last."""
        return self._access.trouble

    @property
    def not_known(self) -> str:
        """A sentence on why it is not known who works on what (not yet safe); "" if it is known."""
        return "" if self.known else _(NOT_KNOWN, why=self.trouble or _("they are being read"))

    @property
    def me(self) -> str:
        """This agent, as the ledger knows them."""
        return self._ledger.me

    @property
    def colleagues(self) -> tuple[tuple[str, str], ...]:
        """The other agents, each with the name to show (not yet safe), by name."""
        names = self._ledger.agents()
        others = [(agent, shown) for agent, shown in names.items() if agent != self.me]
        return tuple(sorted(others, key=lambda each: fold(each[1])))

    def name(self, agent: str) -> str:
        """The name to show of an agent; not yet safe."""
        return self._ledger.agents().get(agent, agent)

    def of(self, object_id: str) -> Claim | None:
        """The claim on an object, if one is known and has not expired."""
        claim = self._claims.get(object_id)
        return claim if claim is not None and self._moment() - claim.at < FADES_AFTER else None

    def holder(self, object_id: str) -> str:
        """The name to show of who works on an object, "" for nobody; not yet safe."""
        claim = self.of(object_id)
        return "" if claim is None else self.name(claim.agent)

    def mine(self) -> tuple[Claim, ...]:
        """What this agent works on, the oldest first."""
        found = [claim for each in self._claims if (claim := self.of(each)) and claim.agent == self.me]
        return tuple(sorted(found, key=lambda claim: claim.at))

    def subscribe(self, listener: Callable[[Collection[str]], None]) -> Callable[[], None]:
        """Call `listener` with the objects whose claims changed; returns a function that ends that."""
        return self._listeners.subscribe(listener)

    async def load(self) -> None:
        """Read every claim, and follow the ledger from now on; a failure is put into `trouble`."""
        if self._end is None:
            self._end = self._ledger.subscribe(self._changed)
        try:
            claims = await self._access.run(self._ledger.claims.current(self.live, now=self._moment()))
        except LedgerUnavailable:
            self._listeners.tell(())
            return
        before, self.known = self._claims, True
        self._claims = {claim.object_id: claim for claim in claims}
        ids = before.keys() | self._claims.keys()
        self._listeners.tell([each for each in ids if before.get(each) != self._claims.get(each)])

    async def take(self, object_id: str, agent: str | None = None) -> Claim:
        """Take an object, or give it to a colleague. Raises `LedgerUnavailable`, `NotAllowed`."""
        whose = self.me if agent is None else agent
        at = self._moment()
        claim = await self._access.run(self._ledger.claims.take(self.live, object_id, whose, at=at))
        self._claims[object_id] = claim
        self._listeners.tell([object_id])
        return claim

    async def give(self, object_id: str, agent: str) -> Claim | None:
        """Give what this agent works on to a colleague: None if it is not this agent's any more.

        Raises `LedgerUnavailable`, `NotAllowed`.
        """
        at = self._moment()
        claim = await self._access.run(self._ledger.claims.give(self.live, object_id, agent, at=at))
        if claim is None:
            await self.load()
            return None
        self._claims[object_id] = claim
        self._listeners.tell([object_id])
        return claim

    async def let_go(self, object_id: str) -> None:
        """Let an object go, whoever works on it. Raises `LedgerUnavailable`, `NotAllowed`."""
        await self._access.run(self._ledger.claims.release(self.live, object_id, at=self._moment()))
        self._claims.pop(object_id, None)
        self._listeners.tell([object_id])

    def condition(self, field: str, value: str, facet: Facet) -> Condition:
        """What `with:me`, `with:nadia` and `with:nobody` ask of a row. Raises `Unclear`."""
        if not self.known:
            raise Unclear(self.not_known)
        wanted = fold(value).strip()
        word = value_meant(field, wanted, ())
        if NOBODY in {wanted, *word}:
            return IdIn(facet, frozenset(self._held_by(None)), inside=False)
        if ME in {wanted, *word}:
            return IdIn(facet, frozenset(self._held_by({self.me})))
        agents = {
            agent
            for agent, shown in self._ledger.agents().items()
            if wanted in {fold(agent), fold(shown), *fold(shown).split()}
        }
        if not agents:
            raise Unclear(
                _(
                    "There is no colleague {name}: {field}:me, {field}:nobody, or one of {names}.",
                    name=value,
                    field=spoken_field(field),
                    names=", ".join(shown for _agent, shown in self.colleagues) or "–",
                )
            )
        return IdIn(facet, frozenset(self._held_by(agents)))

    def close(self) -> None:
        """Stop following the ledger."""
        if self._end is not None:
            self._end()
            self._end = None
        if self._reading is not None:
            self._reading.cancel()

    def _held_by(self, agents: set[str] | None) -> Iterable[str]:
        """The objects on which one of these agents works; anybody for None."""
        for each in self._claims:
            claim = self.of(each)
            if claim is not None and (agents is None or claim.agent in agents):
                yield each

    def _moment(self) -> datetime:
        return self._now() + self._ledger.clock_offset

    def _changed(self, change: LedgerChange) -> None:
        if change.live not in {None, self.live} or change.kind not in {"claim", "all"}:
            return
        self._stale = True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._catch_up())

    async def _catch_up(self) -> None:
        while self._stale:
            self._stale = False
            await self.load()
