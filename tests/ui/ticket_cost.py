"""Counting what a ticket costs the agent (keys) and the API (requests)."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.pilot import Pilot

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.desk import Desk
from tests.ui.driving import press, type_text


@dataclass(frozen=True, slots=True)
class Cost:
    """What a ticket cost; `requests` are the lines of the request log."""

    ticket: str
    keys: tuple[str, ...]
    requests: tuple[str, ...]

    def row(self) -> str:
        """One line of a table."""
        return f"{self.ticket:<12} keys {len(self.keys)}  requests {len(self.requests)}"


class Ticket:
    """Answers one ticket: every key pressed is counted, a typed or pasted value counts as one."""

    def __init__(self, name: str, pilot: Pilot[int], desk: Desk) -> None:
        self._name = name
        self._pilot = pilot
        self._requests: list[RequestRecord] = []
        self._keys: list[str] = []
        self._unsubscribe: Callable[[], None] = desk.log.subscribe(self._requests.append)

    async def press(self, *keys: str) -> None:
        """Press keys, each after the program has settled."""
        self._keys += keys
        await press(self._pilot, *keys)

    async def type(self, value: str) -> None:
        """Type a value into what has the focus."""
        self._keys.append(value)
        await type_text(self._pilot, value)

    def count(self, value: str) -> None:
        """A value came in one piece, pasted."""
        self._keys.append(value)

    def answered(self) -> Cost:
        """The answer is on the screen: stop counting."""
        self._unsubscribe()
        requests = tuple(f"{each.method} {each.path}" for each in self._requests)
        return Cost(self._name, tuple(self._keys), requests)
