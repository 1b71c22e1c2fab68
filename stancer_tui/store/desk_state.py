"""How each mode was left (section, dates, sorting, preview), in a small file without data of payments."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from types import MappingProxyType
from typing import Any, NamedTuple

from stancer_tui.language import _
from stancer_tui.models.mode import Mode

VERSION = 1
PAYMENTS = "payments"
"""The section whose list is stored in the file beside the values of the mode itself, not under `lists`."""

_LONGEST = 64


class ListState(NamedTuple):
    """How a list was left; None where the agent never chose.

    `window` is the key of a window, `sort` a column's key behind an optional minus, `columns` the keys of the
    columns shown.
    """

    window: str | None = None
    sort: str | None = None
    columns: tuple[str, ...] | None = None
    preview: bool | None = None


_NO_LISTS: Mapping[str, ListState] = MappingProxyType({})


class ModeState(NamedTuple):
    """How one mode was left; None where the agent never chose.

    `section` is a section's name, `disputes_seen` when Disputes were last looked at (Unix seconds),
    `disputes_known` the ids of the disputes of that day that were listed then, `lists` how the lists of the
    sections were left, by the section's name.
    """

    section: str | None = None
    disputes_seen: int | None = None
    disputes_known: tuple[str, ...] | None = None
    lists: Mapping[str, ListState] = _NO_LISTS

    def list_of(self, section: str) -> ListState:
        """How the list of a section was left."""
        return self.lists.get(section, ListState())


class DeskState:
    """The state of one profile in both modes; without a path it is in memory only.

    `trouble` says why the file could not be used: the desk then starts as the settings say. A damaged file is
    replaced at the next `save`; one of a newer version of the program is left alone.
    """

    def __init__(self, path: Path | None = None, profile: str = "default") -> None:
        self._path = path
        self._profile = profile
        self._modes = {mode: ModeState() for mode in Mode}
        self._changed = False
        self.trouble: str | None = None
        if path is not None:
            self._take(path)

    def __getitem__(self, mode: Mode) -> ModeState:
        return self._modes[mode]

    def change(self, mode: Mode, **changes: Any) -> None:
        """Change the state of a mode in memory; `save` writes it."""
        changed = self._modes[mode]._replace(**changes)
        self._changed = self._changed or changed != self._modes[mode]
        self._modes[mode] = changed

    def change_list(self, mode: Mode, section: str, **changes: Any) -> None:
        """Change the state of a section's list in memory."""
        state = self._modes[mode]
        left = state.list_of(section)._replace(**changes)
        self.change(mode, lists={**state.lists, section: left})

    def save(self) -> None:
        """Write the state if it changed: atomically, readable by its owner only; raises OSError."""
        if self._path is None or not self._changed:
            return
        import json  # not for a start that has no state yet

        profiles: dict[str, object] = {}
        with suppress(OSError, ValueError, RecursionError):
            profiles = _profiles(_read(self._path))
        profiles[self._profile] = {mode.value: _plain(self._modes[mode]) for mode in Mode}
        _write(self._path, json.dumps({"version": VERSION, "profiles": profiles}, indent=1))
        self._changed = False

    def _take(self, path: Path) -> None:
        try:
            document = _read(path)
            if document["version"] > VERSION:
                self.trouble = _(
                    "{file} was written by a newer version of this program and is left alone", file=path.name
                )
                self._path = None
                return
            modes = _profiles(document).get(self._profile, {})
            self._modes = {mode: _state(modes.get(mode.value, {})) for mode in Mode}
        except FileNotFoundError:
            pass
        except OSError as error:
            self.trouble = _("{file} cannot be read: {reason}", file=path.name, reason=error.strerror)
        except (ValueError, RecursionError):
            self.trouble = _("{file} is damaged and will be written anew", file=path.name)
            self._changed = True


def _read(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    import json

    document = json.loads(content)
    if not isinstance(document, dict) or not isinstance(document.get("version"), int):
        raise ValueError("no state of this program")
    return document


def _profiles(document: Mapping[str, Any]) -> dict[str, Any]:
    profiles = document.get("profiles")
    if not isinstance(profiles, dict) or not all(isinstance(modes, dict) for modes in profiles.values()):
        raise ValueError("no profiles")
    return profiles


def _state(values: object) -> ModeState:
    """The state from the usable values of a mode; the others count as never chosen."""
    if not isinstance(values, dict):
        raise ValueError("no state of a mode")
    seen, named = values.get("disputes_seen"), values.get("lists")
    left = {**(named if isinstance(named, dict) else {}), PAYMENTS: values}
    lists = {name: _list(each) for name, each in left.items() if isinstance(each, dict) and _name(name)}
    return ModeState(
        section=_name(values.get("section")),
        disputes_seen=seen if isinstance(seen, int) and not isinstance(seen, bool) and seen > 0 else None,
        disputes_known=_names(values.get("disputes_known")),
        lists={name: each for name, each in lists.items() if each != ListState()},
    )


def _list(values: Mapping[str, object]) -> ListState:
    preview = values.get("preview")
    return ListState(
        window=_name(values.get("window")),
        sort=_name(values.get("sort")),
        columns=_names(values.get("columns")) or None,
        preview=preview if isinstance(preview, bool) else None,
    )


def _name(value: object) -> str | None:
    named = isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()
    return str(value) if named else None


def _names(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    names = [name for name in map(_name, value) if name is not None]
    return tuple(names) if len(names) == len(value) else None


def _plain(state: ModeState) -> dict[str, object]:
    """The chosen values, as they are stored in the file."""
    lists = {name: _chosen(left._asdict()) for name, left in state.lists.items()}
    return lists.pop(PAYMENTS, {}) | _chosen(state._asdict() | {"lists": lists or None})


def _chosen(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
