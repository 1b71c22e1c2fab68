"""Answers that the ledger could not record, kept on this machine until it can."""

import json
import os
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

from stancer_tui.store.durable import sync_directory

_SUFFIX = ".json"
_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SpilledAnswer:
    """The outcome of the one request of an intent: `event` is its name, the other fields its details.

    It holds no customer data. `ledger` is the `place` of the ledger that the intent is in.
    """

    ledger: str
    live: bool
    intent: str
    event: str
    error_class: str | None = None
    http_status: int | None = None
    reason: str | None = None
    refund_id: str | None = None


class Spill:
    """A folder with one file for each answer, for its owner only. Calls block for a moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, answer: SpilledAnswer) -> None:
        """Keep an answer durably, in place of an earlier one of its intent. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(answer.intent)
        made = path.with_name(f".{path.name}.{os.getpid()}.{token_hex(4)}")
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        try:
            with open(os.open(made, flags, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - its mode
                json.dump(asdict(answer), file)
                file.flush()
                os.fsync(file.fileno())
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
        sync_directory(self._folder)

    def read(self, ledger: str, live: bool) -> tuple[SpilledAnswer, ...]:
        """What is kept for a ledger and a mode; a file that others can write counts for nothing."""
        try:
            if not _own(self._folder.lstat()):
                return ()
            paths = sorted(self._folder.glob(f"*{_SUFFIX}"))
        except OSError:
            return ()
        found = [answer for path in paths if (answer := _read(path)) is not None]
        return tuple(each for each in found if (each.ledger, each.live) == (ledger, live))

    def remove(self, intent: str) -> None:
        """The ledger has it now."""
        with suppress(OSError):  # what stays is offered again, and then no longer applies
            self._path(intent).unlink(missing_ok=True)

    def _path(self, intent: str) -> Path:
        name = intent if intent.isalnum() and len(intent) <= 64 else intent.encode().hex()[:128]
        return self._folder / f"{name}{_SUFFIX}"


def _read(path: Path) -> SpilledAnswer | None:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or not _own(found) or found.st_size > _MOST_BYTES:
            return None
        answer = SpilledAnswer(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = (answer.ledger, answer.intent, answer.event)
    return answer if all(isinstance(each, str) for each in texts) and type(answer.live) is bool else None


def _own(found: os.stat_result) -> bool:
    """Whether nobody else can have written it."""
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
