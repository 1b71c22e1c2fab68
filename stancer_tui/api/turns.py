"""Limits how many reads of a key run at once, and pauses all of them after a 429."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_CAREFUL = 10
"""Good answers after which one more read is allowed, below the number at which the API last sent a 429."""

_BRAVE = 100
"""Good answers after which that number is tried again."""


class Turns:
    """How many reads may run at once: halved after a 429, then slowly raised.

    Where one more was tried and that was too many, it is one less again. After a 429 all reads pause for as
    long as the API asked, since each of the others would spend an attempt on the same answer. Where the API
    names no time, they pause for `backoff` seconds, doubled with each 429 in a row up to `cap`. Where it asks
    for `longest` or more, which no read waits for, they pause for `cap`, and the caller gets the error.
    """

    def __init__(self, most: int, *, backoff: float, cap: float, longest: float) -> None:
        self.allowed = most
        """How many may be under way now."""
        self.resumes = 0.0
        """When reads may be sent again, on the loop's clock."""
        self._most = self._ceiling = most
        self._backoff, self._cap, self._longest = backoff, cap, longest
        self._in_a_row = 0
        self._good = 0
        self._tried_more = False
        self._slowed = 0
        self._under_way = 0
        self._waiting: deque[tuple[asyncio.Future[None], float]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def pause_left(self) -> float:
        """Seconds until reads may be sent again."""
        return max(0.0, self.resumes - asyncio.get_running_loop().time())

    @asynccontextmanager
    async def turn(self, *, rested_until: float | None = None) -> AsyncIterator[int]:
        """Wait for a turn and hold it for one read; the value is how often `limited` has slowed reads so far.

        A retry goes before the other reads; it has already waited for the pause that ended at `rested_until`.
        """
        await self._take(rested_until)
        try:
            yield self._slowed
        finally:
            self._under_way -= 1
            self._go_on()

    async def _take(self, rested_until: float | None) -> None:
        rested = -1.0 if rested_until is None else rested_until
        if self._may_go(rested) and (rested_until is not None or not self._waiting):
            self._under_way += 1
            return
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        if rested_until is None:
            self._waiting.append((turn, rested))
        else:
            self._waiting.appendleft((turn, rested))
        self._wake_after_the_pause(loop)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._under_way -= 1
            self._go_on()
            raise

    def _may_go(self, rested: float) -> bool:
        return self._under_way < self.allowed and (self.resumes <= rested or not self.pause_left())

    def _go_on(self) -> None:
        """Start waiting reads as far as allowed; the rest are woken when the pause is over."""
        while self._waiting:
            turn, rested = self._waiting[0]
            if not turn.done():
                if not self._may_go(rested):
                    break
                self._under_way += 1
                turn.set_result(None)
            self._waiting.popleft()
        self._wake_after_the_pause(asyncio.get_running_loop())

    def _wake_after_the_pause(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is not None and (not self._waiting or self._timer.when() < self.resumes):
            self._timer.cancel()
            self._timer = None
        if self._waiting and self._timer is None and self.pause_left():
            self._timer = loop.call_at(self.resumes, self._pause_is_over)

    def _pause_is_over(self) -> None:
        self._timer = None
        self._go_on()

    def limited(self, slowed: int, asked: float | None) -> bool:
        """Slow down after a 429; whether that was news. `slowed` is the value of the read's `turn`.

        A read that was already running when another one got a 429 says nothing new.
        """
        news = slowed == self._slowed
        if news:
            if not self._in_a_row:
                self._ceiling = self.allowed
            self.allowed = max(1, self.allowed - 1 if self._tried_more else self.allowed // 2)
            self._tried_more = False
            self._good = 0
            self._slowed += 1
            self._in_a_row += 1
        elif asked is None:
            return news
        if asked is None:
            pause = min(self._cap, self._backoff * 2 ** (self._in_a_row - 1))
        else:
            pause = asked if asked < self._longest else self._cap
        self.resumes = max(self.resumes, asyncio.get_running_loop().time() + pause)
        return news

    def went_well(self) -> None:
        """Count a read that was answered."""
        self._in_a_row = 0
        self._good += 1
        patience = _BRAVE if self.allowed >= self._ceiling - 1 else _CAREFUL
        if self.allowed < self._most and self._good >= patience:
            self.allowed += 1
            self._ceiling = max(self._ceiling, self.allowed)
            self._tried_more = True
            self._good = 0
            self._go_on()
