"""Which process works on an entry of the journal, and whether it still runs."""

import getpass
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that works on an entry: `started` distinguishes it from a later one with the same pid.

    `host` is its machine, "" in entries of older versions. `desk` is its number in a team's ledger, which
    knows whether processes of other machines still run; 0 in the ledger of one agent.
    """

    pid: int
    started: str
    user: str
    host: str = ""
    desk: int = 0


def this_process() -> Owner:
    """The owner that this process writes into its entries."""
    pid = os.getpid()
    return Owner(pid=pid, started=_started(pid) or "", user=_user(), host=_host())


def is_alive(owner: Owner) -> bool | None:
    """Whether the owner still runs; None where that is unknown, as on another machine."""
    if owner.host not in {"", _host()}:
        return None
    if sys.platform == "win32":  # os.kill(pid, 0) is ctrl+c there, not a question
        return True if owner.pid == os.getpid() else None
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, under another user
    started = _started(owner.pid)
    if started is None or not owner.started:
        return True if owner.pid == os.getpid() else None
    return started == owner.started


def _started(pid: int) -> str | None:
    """The boot id and clock tick at which a process started (Linux); they identify it across reboots."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    state, ticks = fields[0], fields[19]
    return f"{boot[:8]}:{ticks}" if state not in "ZX" else "ended"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}" if sys.platform != "win32" else "unknown"


def _host() -> str:
    return socket.gethostname()
