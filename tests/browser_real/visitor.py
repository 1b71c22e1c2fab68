"""A visitor of the demo in a browser: keys, what the page was sent to paint, files, the clipboard."""

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page, WebSocket

PATIENCE = 30.0
"""Seconds until what should be painted counts as never coming."""

_A_MOMENT = 0.5
"""Seconds until a key is pressed again."""

_INSIDE = rb"(?:\x1b\[[0-9;]*[mHC])*"
"""What may stand inside a word: a colour, and the place of a part that is painted alone."""

_BETWEEN = rb"(?:\x1b\[[0-9;]*[mHC]|\s)*"
"""What may stand between two words."""


class Visitor:
    """One window on a served program; the page draws on a canvas, so its text is read as it arrives."""

    def __init__(self, page: "Page", url: str) -> None:
        self.page = page
        self.url = url
        self._received = bytearray()
        self._seen = 0
        self._arrived = asyncio.Event()
        page.on("websocket", self._listen)

    def _listen(self, socket: "WebSocket") -> None:
        socket.on("framereceived", self._take)

    def _take(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            self._received += payload
            self._arrived.set()

    async def come(self, *texts: str) -> None:
        """Open the page, wait for `texts` and click into it, as a person must before typing."""
        await self.page.goto(self.url)
        await self.see(*texts)
        await self.page.locator("#terminal").click(position={"x": 3, "y": 3})

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.page.keyboard.type(text)

    async def see(self, *texts: str) -> None:
        """Wait until each text is painted, one after another, after what was seen before."""
        for text in texts:
            assert await self._sees(text, PATIENCE), f"{text!r} is not among {self._painted()[-1500:]!r}"

    async def _sees(self, text: str, patience: float) -> bool:
        words = (_INSIDE.join(re.escape(each.encode()) for each in word) for word in text.split())
        wanted = re.compile(_BETWEEN.join(words))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while (found := wanted.search(self._received, self._seen)) is None:
                    self._arrived.clear()
                    await self._arrived.wait()
                self._seen = found.end()
                return True
        return False

    async def press_until(self, key: str, text: str) -> None:
        """Press a key until `text` is painted: a dialog that has just opened takes no answer yet."""
        async with asyncio.timeout(PATIENCE):
            while not await self._sees(text, _A_MOMENT):
                await self.press(key)

    def _painted(self) -> str:
        """What was painted since the last text that was seen, without colours and places."""
        text = self._received[self._seen :].decode(errors="replace")
        return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", text).split())

    @property
    def received(self) -> bytes:
        """Everything that it was sent to paint."""
        return bytes(self._received)
