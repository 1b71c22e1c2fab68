"""The objects that an object links to: every well-formed id in its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stancer_tui.models.ids import Kind, kind_of

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Link:
    """Another object: `source` is the field of the answer that names it."""

    kind: Kind
    id: str
    source: str


def links(raw: Any, own_id: str) -> tuple[Link, ...]:
    """Every other object that the answer names, each once, in the order of the answer."""
    found: dict[str, Link] = {}
    for link in _walk(raw, "", 0):
        if link.id != own_id:
            found.setdefault(link.id, link)
    return tuple(found.values())


def _walk(value: Any, path: str, depth: int) -> Iterator[Link]:
    if isinstance(value, str):
        kind = kind_of(value)
        if kind is not None:
            yield Link(kind, value, path.removesuffix(".id"))
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{path}[{number}]", depth + 1)
