"""How long, how much and how many: the limits of the request pipeline."""

from dataclasses import dataclass

from stancer_tui.api.pages import MOST_PAGES


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes; the defaults are meant for use, smaller ones for tests."""

    in_flight: int = 8
    """Requests at once; the connection pool holds two more."""
    read_deadline: float = 20.0
    """A whole read: every attempt, every pause between them, the body and its parsing."""
    write_deadline: float = 90.0
    """A whole write, which is one attempt."""
    connect: float = 5.0
    read: float = 10.0
    write: float = 10.0
    write_read: float = 60.0
    """Silence allowed while waiting for a write's answer: a long wait leaves fewer outcomes unknown."""
    attempts: int = 4
    """Attempts of a read, the first included."""
    backoff: float = 0.25
    backoff_cap: float = 4.0
    body: int = 8 * 1024 * 1024
    """An answer's largest body, counted after decompression."""
    keep_alive: float = 15.0
    pages: int = MOST_PAGES
    """Pages of one walk."""


IN_PROCESS = Limits(read_deadline=120.0)
"""For an application in this process: no network is slow there, only a machine that has other work."""
