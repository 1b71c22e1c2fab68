"""What `stancer-tui journal` and its batches have in common: the reading, the moments, who changed what."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from stancer_tui.cli import csv_output
from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.config import DeskOptions
from stancer_tui.desk import SharedLedger, kept_ledger
from stancer_tui.language import _
from stancer_tui.models.moments import in_zone
from stancer_tui.render.csv_text import PLAIN, Value
from stancer_tui.render.safe import safe
from stancer_tui.store.batch import BatchChange
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import AuditEntry
from stancer_tui.store.ledger import Ledger

ALL = -1
"""As a limit of entries: no limit."""

T = TypeVar("T")


def read(options: DeskOptions, what: Callable[[Ledger], Coroutine[Any, Any, T]], nothing: T) -> T:
    """What a reader finds in the ledger of these options; `nothing` where there is none yet. Raises Stop."""
    kept = kept_ledger(options)
    return nothing if kept is None else asyncio.run(_read(kept, what))


async def _read(kept: SharedLedger, what: Callable[[Ledger], Coroutine[Any, Any, T]]) -> T:
    try:
        return await what(kept.ledger)
    except LedgerUnavailable as error:
        place = safe(kept.ledger.place, 200)
        words = _("The journal cannot be read: {reason} ({path}).", reason=safe(error), path=place)
        raise Stop(Exit.FAILED, words) from None
    finally:
        await kept.aclose()


def moment(at: datetime) -> str:
    """An instant in UTC: "2026-11-22T12:00:00+00:00"."""
    return in_zone(at, UTC).isoformat(timespec="seconds")


def csv_writer(form: str) -> Callable[[Iterable[Value]], None]:
    """Prints rows in the form of `args.csv`; a plain one has its moments as every other form here."""
    return csv_output.csv_writer(form, local_zone, replace(PLAIN, instant=moment))


def changed_by(change: AuditEntry | BatchChange) -> str:
    """Who made a change, in which process of which version; safe to show."""
    return _(
        "{user}, process {process}, version {version}",
        user=safe(change.os_user),
        process=change.pid,
        version=safe(change.app_version, 32),
    )
