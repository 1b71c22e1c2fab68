"""Converts rows of the audit to changes of intents and batches; ValueError for an unreadable row."""

from stancer_tui.store.audit import AuditRow
from stancer_tui.store.batch import BatchChange, BatchState
from stancer_tui.store.intent import AuditEntry, State


def intent_change(row: AuditRow) -> AuditEntry:
    """A change of an intent."""
    return AuditEntry(
        intent=row.subject,
        at=row.at,
        before=None if row.before is None else State(row.before),
        after=State(row.after),
        detail=row.detail,
        pid=row.pid,
        os_user=row.agent,
        app_version=row.app_version,
    )


def batch_change(row: AuditRow) -> BatchChange:
    """A change of a batch."""
    return BatchChange(
        batch=row.subject,
        at=row.at,
        state=BatchState(row.after),
        detail=row.detail,
        pid=row.pid,
        os_user=row.agent,
        app_version=row.app_version,
    )
