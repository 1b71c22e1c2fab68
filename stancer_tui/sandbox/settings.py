"""What a sandbox is started with."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from stancer_tui.sandbox.clock import Clock, SystemClock
from stancer_tui.sandbox.wire.faults import Faults

Filters = Literal["union", "intersection"]


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """Where the data comes from, which clock counts, and how badly the sandbox behaves.

    `payments` is the number invented in each mode; `latency_ms` delays every answer; `check_delay` is the
    number of seconds (of the sandbox's clock) an account check takes; `rate_limit` is requests a second.
    `faults` and `now` are those of the start: a running sandbox has its own faults, and moves its clock.
    `allowed_hosts` are names under which it is reached beside the machine's own; `control` serves /_sandbox.
    With `tls`, `serve` makes a certificate in `tls_dir`, or in the user's data.
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
