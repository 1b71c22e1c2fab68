"""What `stancer-tui doctor` finds out: one line each, good, worth knowing, or wrong."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a finding is meant."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do where that helps. No key is in it."""

    what: str
    state: State
    found: str
    advice: str = ""


def ok(what: str, found: str) -> Finding:
    """All is well."""
    return Finding(what, State.OK, found)


def note(what: str, found: str, advice: str = "") -> Finding:
    """Worth knowing; the program works."""
    return Finding(what, State.NOTE, found, advice)


def wrong(what: str, found: str, advice: str = "") -> Finding:
    """Something does not work, or is not safe."""
    return Finding(what, State.WRONG, found, advice)
