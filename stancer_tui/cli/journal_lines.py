"""What `stancer-tui journal` and its batches have in common: the reading, the moments, who changed what."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from stancer_tui.cli import csv_output
from stancer_tui.cli.agent_zone import local_zone
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.language import _
from stancer_tui.models.moments import in_zone
from stancer_tui.render.csv_text import PLAIN, Value
from stancer_tui.render.safe import safe
from stancer_tui.store.batch import BatchChange
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import AuditEntry
from stancer_tui.store.sqlite.journal import Journal

ALL = -1
"""SQLite's word for no limit."""


@contextmanager
def reading(journal: Journal) -> Iterator[Journal]:
    """Read the journal, and close it. Raises Stop where it cannot be read."""
    try:
        yield journal
    except LedgerUnavailable as error:
        words = _("The journal cannot be read: {reason} ({path}).", reason=safe(error), path=journal.path)
        raise Stop(Exit.FAILED, words) from None
    finally:
        journal.close()


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
