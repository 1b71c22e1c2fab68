"""What the sandbox draws while it runs: the ids of new objects, and what banks would invent."""

from stancer_tui.sandbox.kinds import Kind
from stancer_tui.sandbox.shop.draw import digest, token
from stancer_tui.sandbox.store import Store


class Chance:
    """Values that the seed and the number of earlier draws decide.

    The store counts the draws: what a refused request has drawn is drawn again, and a file that is opened
    again goes on where it was, so that no run repeats the ids of an earlier one, of deleted objects either.
    """

    def __init__(self, store: Store, *, seed: int) -> None:
        self._store = store
        self._seed = seed

    def draw(self, name: str) -> bytes:
        """The next 64 bytes for a use; other uses do not move it on."""
        note = f"drawn/{name}"
        with self._store.transaction():
            number = int(self._store.note(note) or 0)
            self._store.write_note(note, str(number + 1))
        return digest(f"{self._seed}/{name}/{number}")

    def new_id(self, kind: Kind) -> str:
        """The next id of a kind that no object has, in either mode."""
        while True:
            drawn = f"{kind.prefix}_{token(self.draw(kind.name)[:18])}"
            if not self._store.holds(drawn):
                return drawn
