"""What a sandbox says while it invents a large shop: that it takes minutes, and how far it has come."""

import asyncio
import time
from collections.abc import Callable

from stancer_tui.language import _, grouped
from stancer_tui.sandbox.core import KEPT_WHOLE, Sandbox

_PAUSE = 1.0
"""Seconds between two checks."""


class Progress:
    """The lines about one sandbox; none about a shop that is there within seconds."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._large = sandbox.settings.payments > KEPT_WHOLE
        self._tenths = 0
        self._failed = False

    def goes_on(self) -> bool:
        """Whether data is still being invented. Raises RuntimeError when that failed."""
        return self._large and not all(self._sandbox.is_ready(live) for live in (False, True))

    def beginning(self) -> list[str]:
        """What is said before the first request."""
        if not self.goes_on():
            return []
        lines = [
            _(
                "{count} payments are invented in each mode, which may take minutes. "
                "Meanwhile a request waits until what it needs is there.",
                count=grouped(self._sandbox.settings.payments),
            )
        ]
        if not self._sandbox.kept:
            lines.append(_("With --db PATH they are invented once, and are there at once the next time."))
        return lines

    def step(self, seconds: float) -> str | None:
        """What to say `seconds` after the beginning, when another tenth is there; else None."""
        share = self._sandbox.share
        tenths = int(share * 10)
        if tenths <= self._tenths:
            return None
        self._tenths = tenths
        left = round(seconds * (1 - share) / share)
        return _(
            "{there} of {count} payments are there, about {seconds} s to go.",
            there=grouped(round(share * self._sandbox.settings.payments * 2)),
            count=grouped(self._sandbox.settings.payments * 2),
            seconds=grouped(left),
        )

    def end(self) -> list[str]:
        """What is said at the end, when that comes too early."""
        if self._failed or not self._sandbox.kept or not self.goes_on():
            return []
        return [_("Not all payments were there yet: the next start invents them anew.")]

    async def tell(self, say: Callable[[str], None]) -> None:
        """Say how far it is until it is done, or why it never will be."""
        began = time.monotonic()
        try:
            if not (going_on := self.goes_on()):
                return
            while going_on:
                await asyncio.sleep(_PAUSE)
                going_on = self.goes_on()
                if going_on and (line := self.step(time.monotonic() - began)) is not None:
                    say(line)
            say(_("All payments are there."))
        except RuntimeError as error:
            self._failed = True
            say(_("The payments could not be invented: {reason}", reason=error.__cause__ or error))
