"""Intents and changes as rows of the journal."""

import json
import sqlite3

from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.sqlite.entry_rows import columns_of, fields_of, time_of, time_text

INSERT = """
INSERT INTO intents (
    id, created_at, key_fingerprint, live, kind, payment, amount, currency, baseline_ids, baseline_sum, state,
    revision, server_date, sent_at, refund_id, http_status, error_class, reason, candidate_ids, sum_after,
    pid, pid_started, os_user, host, agent, account, app_version, ticket, supersedes, refused,
    baseline_status, refund_reason, approved_by
) VALUES (
    :id, :created_at, :key_fingerprint, :live, :kind, :payment, :amount, :currency, :baseline_ids,
    :baseline_sum, :state, :revision, :server_date, :sent_at, :refund_id, :http_status, :error_class, :reason,
    :candidate_ids, :sum_after, :pid, :pid_started, :os_user, :host, :agent, :account, :app_version,
    :ticket, :supersedes, :refused, :baseline_status, :refund_reason, :approved_by
)
"""

UPDATE = """
UPDATE intents SET
    state = :state, revision = :revision, server_date = :server_date, sent_at = :sent_at,
    refund_id = :refund_id, http_status = :http_status, error_class = :error_class, reason = :reason,
    candidate_ids = :candidate_ids, sum_after = :sum_after, pid = :pid, pid_started = :pid_started,
    os_user = :os_user, host = :host, refused = :refused, approved_by = :approved_by
WHERE id = :id AND revision = :revision_before
"""
"""A change of state rewrites only these columns, never what the agent confirmed."""


def row_of(intent: Intent) -> dict[str, str | int | None]:
    """The values of an intent by column."""
    return columns_of(intent) | {
        "kind": intent.kind.value,
        "payment": intent.payment,
        "amount": intent.amount,
        "currency": intent.currency,
        "baseline_ids": json.dumps(intent.baseline_ids),
        "baseline_sum": intent.baseline_sum,
        "state": intent.state.value,
        "revision": intent.revision,
        "server_date": time_text(intent.server_date),
        "sent_at": time_text(intent.sent_at),
        "refund_id": intent.refund_id,
        "candidate_ids": json.dumps(intent.candidate_ids),
        "sum_after": intent.sum_after,
        "ticket": intent.ticket,
        "supersedes": intent.supersedes,
        "refused": int(intent.refused),
        "baseline_status": intent.baseline_status,
        "refund_reason": intent.refund_reason,
        "approved_by": intent.approved_by,
    }


def intent_of(row: sqlite3.Row) -> Intent:
    """The intent of a row; ValueError if this program cannot read it."""
    return Intent(
        **fields_of(row),
        kind=RefundKind(row["kind"]),
        payment=row["payment"],
        amount=row["amount"],
        currency=row["currency"],
        baseline_ids=tuple(json.loads(row["baseline_ids"])),
        baseline_sum=row["baseline_sum"],
        state=State(row["state"]),
        revision=row["revision"],
        server_date=time_of(row["server_date"]),
        sent_at=time_of(row["sent_at"]),
        refund_id=row["refund_id"],
        candidate_ids=tuple(json.loads(row["candidate_ids"])),
        sum_after=row["sum_after"],
        ticket=row["ticket"],
        supersedes=row["supersedes"],
        refused=bool(row["refused"]),
        baseline_status=row["baseline_status"],
        refund_reason=row["refund_reason"],
        approved_by=row["approved_by"],
    )
