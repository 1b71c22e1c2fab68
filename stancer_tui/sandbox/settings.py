"""What a sandbox is started with."""

from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Literal, get_args

from stancer_tui.sandbox.clock import Clock, SystemClock
from stancer_tui.sandbox.wire.faults import Faults

BOUNDS = {
    "payments": (0, 1_000_000),
    "seed": (0, 2**31),
    "latency_ms": (0, 600_000),
    "check_delay": (0, 10**9),
    "port": (0, 65_535),
}
"""The smallest and the largest value of each setting that is a number."""

Filters = Literal["union", "intersection"]

_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("db", "data", "certfile", "keyfile", "tls_dir"), (Path, NoneType)),
    **dict.fromkeys(("keys", "allowed_hosts"), (tuple, list)),
    **dict.fromkeys(BOUNDS, int),
    "rate_limit": (float, int, NoneType),
    "faults": Faults,
    "now": Clock,
    "host": str,
}


@dataclass(frozen=True)
class SandboxSettings:
    """Where the data comes from, which clock counts, and how badly the sandbox behaves.

    `payments` is the number invented in each mode; `latency_ms` delays every answer; `check_delay` is the
    number of seconds (of the sandbox's clock) an account check takes; `rate_limit` is requests a second.
    `faults` and `now` are those of the start: a running sandbox has its own faults, and moves its clock.
    `allowed_hosts` are names under which it is reached beside the machine's own; `control` serves /_sandbox.
    With `tls`, `serve` makes a certificate in `tls_dir`, or in the user's data. Raises ValueError naming what
    cannot be one of these: a text in place of a path or a tuple, for example.
    """

    db: Path | None = None
    seed: int = 1
    payments: int = 3000
    data: Path | None = None
    keys: tuple[str, ...] = ()
    latency_ms: int = 0
    faults: Faults = field(default_factory=Faults)
    now: Clock = field(default_factory=SystemClock)
    check_delay: int = 60
    rate_limit: float | None = None
    filters: Filters = "union"
    certfile: Path | None = None
    keyfile: Path | None = None
    tls: bool = False
    tls_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8765
    allowed_hosts: tuple[str, ...] = ()
    control: bool = False

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
                words = " or ".join(each.__name__ for each in (kind if isinstance(kind, tuple) else (kind,)))
                raise ValueError(f"{name} must be a {words.replace('NoneType', 'None')}")
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be from {least} to {most}")
        if self.rate_limit is not None and not 0 < self.rate_limit < 10**6:
            raise ValueError("rate_limit must be a number of requests a second, above 0")
        if self.filters not in get_args(Filters):
            raise ValueError(f"filters must be one of {', '.join(get_args(Filters))}")
