"""Any order of presses, lost answers, kills, late refunds and colleagues, against a model."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from stancer_tui.api.errors import Conflict, Effect, NotSent
from stancer_tui.services.refunds.errors import RefundNotBegun
from stancer_tui.services.refunds.offer import Consent, Offer, RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.faults.campaign import IN_MEMORY
from tests.services.refund_server import HandClock, ModelServer, lost
from tests.services.refund_world import PAYMENT

T = TypeVar("T")

OURS = (1250, 600)
THEIRS = (300, 1250)
LATE = st.integers(1, 100) | st.integers(121, 5000)
"""Within the settle window, or after it: then only a second consent may let another request out."""
FATES = ("answered", "refused", "refused, made", "not sent", "lost", "lost, made", "lost, made late")
DONE_OR_WATCHED = {
    State.CONFIRMED,
    State.REJECTED,
    State.NOT_SENT,
    State.ABANDONED,
    State.NOT_FOUND,
    State.AMBIGUOUS,
}


class KillableThread(SqliteLedger):
    """The journal of a program: once it is killed, nothing that it still tries reaches the file."""

    killed = False

    async def run(self, call: Callable[[Journal], T]) -> T:
        if self.killed:
            raise asyncio.CancelledError
        return await super().run(call)

    async def aclose(self) -> None:
        self.killed = False
        await super().aclose()


@dataclass
class Program:
    service: RefundsService
    thread: KillableThread
    owner: Owner
    offers: dict[str, Offer] = field(default_factory=dict)


class RefundMachine(RuleBasedStateMachine):
    offers = Bundle("offers")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.clock = HandClock()
        self.server = ModelServer(self.clock, amount=10_000_000)
        self.dead: set[int] = set()
        self.programs: list[Program] = []
        self.made: set[str] = set()
        """The refunds that our own requests made."""
        self.consents: frozenset[Consent] = frozenset()
        """What the agent accepted with the last press."""
        self.alike = False
        """Whether a colleague has refunded an amount of ours: whose is whose is then a guess."""
        self.reader = Journal(self.folder / "journal.db")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def _alive(self, owner: Owner) -> bool:
        return owner.pid not in self.dead

    @initialize()
    def two_programs(self) -> None:
        self.programs = [self.start(1), self.start(2)]

    def start(self, pid: int) -> Program:
        thread = KillableThread(Journal(self.folder / "journal.db"))
        owner = Owner(pid, f"boot:{pid}", "agent")
        service = RefundsService(
            self.server,
            thread,
            self.clock,
            policy=RefundPolicy(live=False),
            key_fingerprint="0" * 12,
            owner=owner,
            alive=self._alive,
        )
        self.run(service.resume())
        return Program(service, thread, owner)

    @rule(target=offers, number=st.integers(0, 1))
    def the_agent_opens_the_form(self, number: int) -> tuple[int, str]:
        program = self.programs[number]
        offer = self.run(program.service.prepare(PAYMENT))
        program.offers[offer.token] = offer
        return program.owner.pid, offer.token

    @rule(number=st.integers(0, 1), amount=st.sampled_from(OURS), fate=st.sampled_from(FATES), late=LATE)
    def the_agent_refunds(self, number: int, amount: int, fate: str, late: int) -> None:
        program = self.programs[number]
        self.confirm(program, self.run(program.service.prepare(PAYMENT)), amount, fate, late)

    @rule(key=offers, amount=st.sampled_from(OURS), fate=st.sampled_from(FATES), late=LATE)
    def the_agent_confirms_what_was_open_before(
        self, key: tuple[int, str], amount: int, fate: str, late: int
    ) -> None:
        found = self.find(key)
        if found is not None:
            self.confirm(*found, amount, fate, late)

    def confirm(self, program: Program, offer: Offer, amount: int, fate: str, late: int) -> None:
        posts = self.server.requests.count("POST")
        self.consents = offer.consents
        self.meet(fate, late)
        try:
            intent = self.run(program.service.confirm(offer, amount, consents=offer.consents))
        except RefundNotBegun:
            assert self.server.requests.count("POST") == posts
            return
        assert self.server.requests.count("POST") == posts + (intent.state is not State.ABANDONED)

    @rule(number=st.integers(0, 1), amount=st.sampled_from(OURS), made=st.booleans(), late=st.just(0) | LATE)
    def the_program_is_killed_in_flight(self, number: int, amount: int, made: bool, late: int) -> None:
        program = self.programs[number]
        offer = self.run(program.service.prepare(PAYMENT))
        self.consents = offer.consents
        self.run(self.press_and_kill(program, offer, amount, made, late))
        self.programs[number] = self.start(program.owner.pid + 2)

    async def press_and_kill(
        self, program: Program, offer: Offer, amount: int, made: bool, late: int
    ) -> None:
        arrived = asyncio.Event()

        async def on_create(amount: int) -> None:
            self.check_no_double()
            arrived.set()
            if made:
                self.make(amount, late)
            await asyncio.Event().wait()

        self.server.on_create = on_create
        pressing = asyncio.ensure_future(program.service.confirm(offer, amount, consents=offer.consents))
        waiting = asyncio.ensure_future(arrived.wait())
        await asyncio.wait({pressing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        self.server.on_create = None
        program.thread.killed = True
        self.dead.add(program.owner.pid)
        pressing.cancel()
        await asyncio.gather(pressing, waiting, return_exceptions=True)
        await program.service.aclose()
        await program.thread.aclose()

    @rule(amount=st.sampled_from(THEIRS))
    def a_colleague_refunds_elsewhere(self, amount: int) -> None:
        self.server.book(amount)
        self.alike = self.alike or amount in OURS

    @rule(seconds=st.integers(1, 200))
    def time_passes(self, seconds: int) -> None:
        self.run(self.clock.sleep(seconds))

    @rule(number=st.integers(0, 1))
    def the_agent_checks_again(self, number: int) -> None:
        service = self.programs[number].service
        for intent in self.run(service.unresolved()):
            self.run(service.check_again(intent.id))

    @rule(number=st.integers(0, 1), ours=st.booleans())
    def a_person_decides(self, number: int, ours: bool) -> None:
        service = self.programs[number].service
        for intent in self.run(service.unresolved()):
            if intent.state is State.AMBIGUOUS:
                claimed = {each.refund_id for each in self.history()}
                free = [each for each in intent.candidate_ids if each not in claimed]
                self.run(service.decide(intent.id, free[0] if ours and free else None))

    @invariant()
    def every_confirmed_intent_has_its_own_refund(self) -> None:
        confirmed = [each for each in self.history() if each.state is State.CONFIRMED]
        booked = {str(each["id"]): each["amount"] for each in self.server.refunds}
        assert len({each.refund_id for each in confirmed}) == len(confirmed)
        for each in confirmed:
            assert booked[each.refund_id or ""] == each.amount

    @invariant()
    def one_intent_holds_the_payment(self) -> None:
        assert sum(each.open for each in self.history()) <= 1

    @invariant()
    def nothing_is_made_without_its_intent(self) -> None:
        assert self.server.requests.count("POST") <= len(self.history())

    def teardown(self) -> None:
        try:
            self.end()
        finally:
            for program in self.programs:
                self.run(program.service.aclose())
                self.run(program.thread.aclose())
            self.reader.close()
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()
            shutil.rmtree(self.folder)

    def end(self) -> None:
        """Left alone for a while, everything is resolved or visible, and what we made is known as ours."""
        if not self.programs:
            return
        for _ in range(20):  # over an hour: whatever is late has come
            self.run(self.clock.sleep(290))
        self.server.settle()
        for _ in range(3):
            for program in self.programs:
                for intent in self.run(program.service.resume()):
                    self.run(program.service.settled(intent.id))
        history = self.history()
        assert {each.state for each in history} <= DONE_OR_WATCHED
        in_question = {each for intent in history for each in intent.candidate_ids}
        if not self.alike and not in_question:
            assert {each.refund_id for each in history if each.state is State.CONFIRMED} == self.made

    def find(self, key: tuple[int, str]) -> tuple[Program, Offer] | None:
        """The offer, if its program still runs."""
        for program in self.programs:
            if program.owner.pid == key[0]:
                return program, program.offers[key[1]]
        return None

    def history(self) -> tuple[Intent, ...]:
        return self.reader.history()

    def meet(self, fate: str, late: int) -> None:
        """What the next request will meet."""

        async def on_create(amount: int) -> None:
            self.server.on_create = None
            self.check_no_double()
            if fate == "not sent":
                raise NotSent("the proxy refused", effect=Effect.NOT_SENT)
            if fate.endswith("made"):
                self.make(amount, 0)
            if fate.endswith("late"):
                self.make(amount, late)
            if fate.startswith("lost"):
                raise lost()
            if fate.startswith("refused"):
                raise Conflict("no", status=409, effect=Effect.REFUSED)
            self.made.add(f"refd_{len(self.server.refunds):024}")

        self.server.on_create = on_create

    def make(self, amount: int, late: int) -> None:
        """Book a refund of ours, now or after some seconds."""
        if late:
            self.server.book_later(amount, after=late, then=self.made.add)
        else:
            self.made.add(self.server.book(amount))

    def check_no_double(self) -> None:
        """When a request arrives, every refund that an earlier one made is known to the journal as made."""
        history = self.history()
        if self.alike or any(each.candidate_ids for each in history):
            return  # whose is whose is a person's guess by now
        if Consent.AGAIN not in self.consents:
            assert not self.server.late, "sent while an earlier refund was still on its way"
        confirmed = {each.refund_id for each in history if each.state is State.CONFIRMED}
        assert self.made <= confirmed, "sent although an earlier refund was made and not known"


RefundMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
TestRefunds = RefundMachine.TestCase
