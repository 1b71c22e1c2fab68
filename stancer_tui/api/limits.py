"""How long, how much and how many: the limits of the request pipeline."""

from dataclasses import dataclass

from stancer_tui.api.pages import MOST_PAGES


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How long a request may take, in seconds, each a float.

    A read that takes longer raises `Unreachable` or `DeadlineExceeded`. So does a write, and once it was on
    its way the effect is `Effect.UNKNOWN`: give writes more time than reads.
    """

    connect: float = 5.0
    """Opening a connection, TLS included."""
    send: float = 10.0
    """Silence while the request is sent."""
    read_answer: float = 10.0
    """Silence while the answer to a read is waited for."""
    write_answer: float = 60.0
    """Silence while the answer to a write is waited for: a long wait leaves fewer outcomes unknown."""
    read_total: float = 20.0
    """A whole read: every attempt, every pause between them, the body and its parsing.

    Of a page of a walk it begins when the page is sent: others may be before it.
    """
    write_total: float = 90.0
    """A whole write, which is one attempt."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many and how much; the defaults are meant for use, smaller ones for tests."""

    in_flight: int = 8
    """Requests at once; the connection pool holds two more."""
    attempts: int = 4
    """Attempts of a read, the first included."""
    backoff: float = 0.25
    """Seconds, at most, of the first pause between attempts; each further pause may be twice as long."""
    backoff_cap: float = 4.0
    """Seconds, at most, of any pause that the API did not ask for."""
    body: int = 8 * 1024 * 1024
    """Bytes of an answer's body, counted after decompression."""
    keep_alive: float = 15.0
    """Seconds after which an idle connection is closed."""
    pages: int = MOST_PAGES
    """Pages of one walk."""


IN_PROCESS = Timeouts(read_total=120.0)
"""For an application in this process, where only a busy machine makes a request slow."""
