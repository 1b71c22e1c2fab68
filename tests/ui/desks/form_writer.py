"""The kit of every test that writes by a form: a shop, a wire, forms filled by name, what was told."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from textual.widgets import Button

from stancer_tui.desk import Desk
from stancer_tui.ui.forms.screen import FormScreen
from tests.ui.desks.refund_shop import Counter, Wire
from tests.ui.driving import notices, press, type_text


@dataclass(frozen=True)
class Writer:
    """The program, its desk and the wire behind it."""

    counter: Counter

    @property
    def desk(self) -> Desk:
        return self.counter.desks.opened[self.counter.app.parts.places.mode]

    @property
    def wire(self) -> Wire:
        return self.counter.desks.wire

    @property
    def text(self) -> str:
        return self.counter.text

    @property
    def notices(self) -> str:
        return " ".join(notices(self.counter.app))

    @property
    def sent(self) -> list[tuple[str, str, Any]]:
        """Every write so far: its method, its path, what it carried."""
        return [
            (method, path, json.loads(body or b"null"))
            for method, path, body in self.wire.bodies
            if method != "GET"
        ]

    @property
    def top(self) -> object:
        """What lies on top."""
        return self.counter.app.screen

    @property
    def form(self) -> FormScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, FormScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, each once the moment in which a dialog hears none has passed."""
        for key in keys:
            await press(self.counter.pilot, key)
            self.counter.clock.advance(1)

    async def key(self, *keys: str) -> None:
        """Press without waiting for what is being sent or looked for."""
        await self.counter.pilot.press(*keys)
        await self.counter.pilot.pause()

    async def type(self, text: str) -> None:
        await type_text(self.counter.pilot, text)

    async def fill(self, **raws: str | bool) -> None:
        """Put values into the fields of the form, as if typed."""
        names = {row.field.name for row in self.form.rows}
        assert names >= set(raws), f"no such field: {set(raws) - names}"
        for row in self.form.rows:
            if row.field.name in raws:
                row.fill(raws[row.field.name])
        await self.counter.pilot.pause()

    def error(self, name: str) -> str:
        """What stands under a field."""
        return str(self.form.query_one(f"#field-{name} .field-note").render()).strip()

    def buttons(self) -> Sequence[str]:
        """The buttons that can be pressed."""
        return [str(each.label) for each in self.counter.app.screen.query(Button) if each.display]

    @contextmanager
    def refuse_writes(self, *, done: bool) -> Iterator[None]:
        """Every write is refused; `done` all the same, as when something before the API refuses it."""
        sandbox = self.wire.app
        self.wire.app = partial(_refuse_writes, sandbox, done)
        yield
        self.wire.app = sandbox


async def _refuse_writes(sandbox: ASGIApp, done: bool, scope: Scope, receive: Receive, send: Send) -> None:
    async def swallow(_message: Message) -> None:
        return None

    if scope["method"] == "GET":
        await sandbox(scope, receive, send)
        return
    if done:
        await sandbox(scope, receive, swallow)
    said = {"error": {"type": "invalid_request_error", "message": "Not this time"}}
    await JSONResponse(said, 409)(scope, receive, send)
