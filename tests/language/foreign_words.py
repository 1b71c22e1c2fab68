"""The demo with texts that nobody can take for words of the program."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from stancer_tui.desk.demo import DemoDesks
from tests.language.pseudo import foreign

_FOREIGN_KEYS = frozenset(
    (
        *("name", "email", "mobile", "external_id", "legal_id", "line1", "line2", "line3", "city"),
        *("description", "order_id", "unique_id", "statement_description", "message", "reason"),
        *("user_agent", "http_accept", "languages"),
    )
)
"""What persons, merchants and the API itself wrote, by its name in an answer."""


class ForeignWords:
    """An API whose free texts are in foreign letters, so that none of them is taken for a word of ours."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.held = False
        """Whether no request is answered any more."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.held:
            await asyncio.Event().wait()

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.body" and message.get("body"):
                with suppress(ValueError):
                    message = message | {"body": json.dumps(_foreign(json.loads(message["body"]))).encode()}
            elif message["type"] == "http.response.start":
                kept = [each for each in message["headers"] if each[0] != b"content-length"]
                message = message | {"headers": kept}
            await send(message)

        await self.app(scope, receive, sent)


def _foreign(value: Any, *, told: bool = False) -> Any:
    """The texts within a value in foreign letters: those of some keys, or all where it is `told`."""
    if isinstance(value, list):
        return [_foreign(each, told=told) for each in value]
    if isinstance(value, dict):
        return {key: _foreign(each, told=told or key in _FOREIGN_KEYS) for key, each in value.items()}
    return foreign(value) if told and isinstance(value, str) else value


class ForeignDesks(DemoDesks):
    """The demo, its free texts in foreign letters."""

    words: ForeignWords

    def _start_sandbox(self) -> Any:
        app, sandbox = super()._start_sandbox()
        self.words = ForeignWords(app)
        return self.words, sandbox
