"""The names a settings file may use, as the desk provides them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Names of the desk, and how it reads keys and searches.

    Each of the `scopes` has the commands that work at the same time, with their keys. The commands
    `while_typing` also work while an input has the focus. `read_keys` turns keys as written ("/",
    "ctrl+x, f6") into the program's names for them, `check_query` reads a search: both raise ValueError with
    a sentence. `types` says whether a key types a character.
    """

    columns: tuple[str, ...]
    themes: tuple[str, ...]
    scopes: tuple[Mapping[str, tuple[str, ...]], ...]
    while_typing: frozenset[str]
    read_keys: Callable[[str], tuple[str, ...]]
    types: Callable[[str], bool]
    check_query: Callable[[str], None]

    @property
    def commands(self) -> tuple[str, ...]:
        """The id of every command, each once."""
        return tuple(dict.fromkeys(name for scope in self.scopes for name in scope))
