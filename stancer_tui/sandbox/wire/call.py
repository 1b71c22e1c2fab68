"""One request of an authorised caller, and the answer to it."""

from collections.abc import Mapping
from typing import NamedTuple

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.rows import Object, compact
from stancer_tui.sandbox.store import Store


class Call(NamedTuple):
    """`live` is the mode that the caller's key opens; `body` is an empty object on GET and DELETE."""

    sandbox: Sandbox
    live: bool
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Object

    @property
    def store(self) -> Store:
        """Where the objects are."""
        return self.sandbox.store

    @property
    def now(self) -> int:
        """The sandbox's moment, in Unix seconds."""
        return self.sandbox.clock()


class Answer(NamedTuple):
    """A status and a JSON text; 204 has none."""

    status: int
    text: str = ""


def ok(item: Object | str) -> Answer:
    """200 with an object, or with JSON as the store keeps it."""
    return Answer(200, item if isinstance(item, str) else compact(item))


NO_CONTENT = Answer(204)
