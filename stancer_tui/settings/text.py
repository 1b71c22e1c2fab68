"""The text of a settings file: the line of each value, the kind it must have, and the mistakes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from stancer_tui.language import _
from stancer_tui.render.safe import safe

T = TypeVar("T")

Place = tuple[str | int, ...]
"""The path to a value: names of tables and places in lists."""


class SettingsText:
    """Checks the values of one file and collects `mistakes`, a sentence with its line for each."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines(keepends=True)
        self._beginnings: list[tuple[int, Mapping[str, Any]]] | None = None
        self.mistakes: list[str] = []

    def mistake(self, where: Place, message: str) -> None:
        """Add a sentence about the value at `where`."""
        said = _("line {line}: {mistake}", line=self._line(where), mistake=safe(message, 600))
        self.mistakes.append(said)

    def unknown(self, where: Place, kind: str, known: Iterable[str], *, name: str | None = None) -> None:
        """Add that a name is not known, and which known name is nearest."""
        names = tuple(known)
        wrong = str(where[-1]) if name is None else name
        near = get_close_matches(wrong, names, 1)
        what = safe(wrong, 80)
        if near:
            said = _("{name} is not {kind}; did you mean {near}?", name=what, kind=kind, near=near[0])
        else:
            known_here = ", ".join(names)
            said = _("{name} is not {kind}; known here: {names}", name=what, kind=kind, names=known_here)
        self.mistake(where, said)

    def only(self, where: Place, table: Mapping[str, object], known: Sequence[str]) -> None:
        """Report each name of a table that is not a setting."""
        for name in table:
            if name not in known:
                self.unknown((*where, name), _("a setting"), known)

    def typed(self, where: Place, value: object, kind: type[T], words: str) -> T | None:
        """The value; None where it is missing, or of another type, which is reported in `words`."""
        if value is None or isinstance(value, kind):
            return value
        self.mistake(where, _("{name} must be {what}", name=self._name(where), what=words))
        return None

    def flag(self, where: Place, value: object, *, default: bool) -> bool:
        """A boolean."""
        found = self.typed(where, value, bool, _("true or false"))
        return default if found is None else found

    def table(self, where: Place, value: object, example: str) -> Mapping[str, Any]:
        """A table; an empty one where there is none."""
        return self.typed(where, value, dict, _("a table, like {example}", example=example)) or {}

    def choice(self, where: Place, value: object, kind: str, known: Sequence[str] | None) -> str | None:
        """One of the known names; any text where `known` is None."""
        name = self.typed(where, value, str, _("{kind} in quotes", kind=kind))
        if name is not None and known is not None and name not in known:
            self.unknown(where, kind, known, name=name)
            return None
        return name

    @staticmethod
    def _name(where: Place) -> str:
        names = [each for each in where if isinstance(each, str)]
        return ".".join(names[-2:]) if names[0] == "profiles" and len(names) == 2 else names[-1]

    def _line(self, where: Place) -> int:
        """The line on which a value ends: the last of the shortest prefix that parses and holds it."""
        if self._beginnings is None:
            self._beginnings = list(self._parsed())
        for line, document in self._beginnings:
            node: object = document
            for step in where:
                node = _inside(node, step)
            if node is not None:
                return line
        return len(self._lines)

    def _parsed(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        import tomllib

        for count in range(1, len(self._lines) + 1):
            try:
                yield count, tomllib.loads("".join(self._lines[:count]))
            except (ValueError, RecursionError):
                continue


def _inside(node: object, step: str | int) -> object:
    if isinstance(step, int):
        return node[step] if isinstance(node, list) and step < len(node) else None
    return node.get(step) if isinstance(node, dict) else None


def minor_units(value: object, decimals: int) -> int | None:
    """An amount written with a point, in minor units; None for any other text."""
    if not isinstance(value, str):
        return None
    found = re.fullmatch(r"(\d{1,12})(?:\.(\d+))?", value.strip(), re.ASCII)
    if found is None or len(found[2] or "") > decimals:
        return None
    return int(found[1] + (found[2] or "").ljust(decimals, "0"))
