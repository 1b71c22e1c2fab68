"""Converts entries from rows of the database, and to the JSON documents that its functions take."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from stancer_tui.language import _
from stancer_tui.store.audit import AuditRow
from stancer_tui.store.batch import Batch, BatchItem, BatchState, ItemState
from stancer_tui.store.claim import Claim
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, RefundReason, State
from stancer_tui.store.journal_entry import JournalEntry
from stancer_tui.store.note import Note
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState

if TYPE_CHECKING:
    import asyncpg

    Row = asyncpg.Record

T = TypeVar("T")


def read_rows(rows: "Iterable[Row]", read: "Callable[[Row], T]") -> tuple[T, ...]:
    """Each row as `read` reads it. Raises `LedgerUnavailable` where it cannot."""
    try:
        return tuple(read(row) for row in rows)
    except (ValueError, TypeError, OverflowError) as error:
        raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("a row cannot be read")) from error


def storable(text: str) -> str:
    """A text with the characters replaced that PostgreSQL refuses: NUL and lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def kept(text: str) -> str:
    """A text that must be stored unchanged; raises `LedgerUnavailable` where PostgreSQL refuses it."""
    if storable(text) != text:
        raise LedgerUnavailable(LedgerTrouble.VALUE)
    return text


def document(values: dict[str, Any]) -> str:
    """The values by column, as JSON. Raises `LedgerUnavailable`."""
    return json.dumps({name: _plain(value) for name, value in values.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return kept(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _entry(entry: JournalEntry) -> dict[str, Any]:
    """The fields of every entry, without agent and host, which the database records."""
    return {
        "id": entry.id,
        "key_fingerprint": entry.key_fingerprint,
        "live": entry.live,
        "account": entry.account,
        "http_status": entry.http_status,
        "error_class": entry.error_class,
        "reason": None if entry.reason is None else storable(entry.reason),
    }


def intent_document(intent: Intent) -> str:
    """An intent for `intent_insert` and `intent_advance`."""
    return document(
        _entry(intent)
        | {
            "kind": intent.kind.value,
            "payment": intent.payment,
            "amount": intent.amount,
            "currency": intent.currency,
            "baseline_ids": intent.baseline_ids,
            "baseline_sum": intent.baseline_sum,
            "baseline_status": intent.baseline_status,
            "state": intent.state.value,
            "server_date": intent.server_date,
            "refund_id": intent.refund_id,
            "candidate_ids": intent.candidate_ids,
            "sum_after": intent.sum_after,
            "refused": intent.refused,
            "ticket": intent.ticket,
            "refund_reason": intent.refund_reason,
            "supersedes": intent.supersedes,
        }
    )


def request_document(pending: PendingRequest) -> str:
    """A pending request for `request_put`."""
    return document(
        _entry(pending)
        | {
            "kind": pending.kind.value,
            "state": pending.state.value,
            "object_id": pending.object_id,
            "unique_id": pending.unique_id,
            "amount": pending.amount,
            "currency": pending.currency,
            "finished_at": pending.finished_at,
        }
    )


def batch_documents(batch: Batch) -> tuple[str, str]:
    """A batch and its items for `batch_insert`."""
    head = document(
        {
            "id": batch.id,
            "key_fingerprint": batch.key_fingerprint,
            "live": batch.live,
            "account": batch.account,
            "reason": batch.reason.value,
            "ticket": batch.ticket,
            "state": batch.state.value,
            "stopped": batch.stopped,
        }
    )
    items = [
        {
            "place": place,
            "payment": kept(item.payment),
            "amount": item.amount,
            "currency": item.currency,
            "intent": item.intent_id,
            "state": item.state.value,
            "note": None if item.note is None else storable(item.note),
        }
        for place, item in enumerate(batch.items)
    ]
    return head, json.dumps(items)


def _fields(row: "Row") -> dict[str, Any]:
    return {
        "id": row["id"],
        "created_at": row["created_at"],
        "key_fingerprint": row["key_fingerprint"],
        "live": row["live"],
        "owner": owner_of(row),
        "agent": row["agent"],
        "account": row["account"],
        "app_version": row["app_version"],
    }


def owner_of(row: "Row") -> Owner:
    """The process that works on an entry."""
    return Owner(row["pid"], row["pid_started"], row["os_user"], row["host"], row["desk"])


def intent_of(row: "Row") -> Intent:
    """The intent of a row; ValueError if this program cannot read it."""
    return Intent(
        **_fields(row),
        http_status=row["http_status"],
        error_class=row["error_class"],
        reason=row["reason"],
        kind=RefundKind(row["kind"]),
        payment=row["payment"],
        amount=row["amount"],
        currency=row["currency"],
        baseline_ids=tuple(row["baseline_ids"]),
        baseline_sum=row["baseline_sum"],
        baseline_status=row["baseline_status"],
        state=State(row["state"]),
        revision=row["revision"],
        server_date=row["server_date"],
        sent_at=row["sent_at"],
        refund_id=row["refund_id"],
        candidate_ids=tuple(row["candidate_ids"]),
        sum_after=row["sum_after"],
        refused=row["refused"],
        ticket=row["ticket"],
        refund_reason=row["refund_reason"],
        approved_by=row["approved_by"],
        supersedes=row["supersedes"],
    )


def request_of(row: "Row") -> PendingRequest:
    """The pending request of a row; ValueError if this program cannot read it."""
    return PendingRequest(
        **_fields(row),
        http_status=row["http_status"],
        error_class=row["error_class"],
        reason=row["reason"],
        kind=RequestKind(row["kind"]),
        state=RequestState(row["state"]),
        object_id=row["object_id"],
        unique_id=row["unique_id"],
        amount=row["amount"],
        currency=row["currency"],
        finished_at=row["finished_at"],
    )


def batch_of(row: "Row", items: tuple[BatchItem, ...]) -> Batch:
    """The batch of a row; ValueError if this program cannot read it."""
    return Batch(
        **_fields(row),
        reason=RefundReason(row["reason"]),
        ticket=row["ticket"],
        state=BatchState(row["state"]),
        revision=row["revision"],
        stopped=row["stopped"],
        items=items,
    )


def item_of(row: "Row", intent: Intent | None) -> BatchItem:
    """The item of a row; ValueError if this program cannot read it."""
    return BatchItem(
        payment=row["payment"],
        amount=row["amount"],
        currency=row["currency"],
        intent_id=row["intent"],
        state=ItemState(row["state"]),
        note=row["note"],
        intent=intent,
    )


def note_of(row: "Row") -> Note:
    """The note of a row."""
    return Note(
        id=row["id"],
        live=row["live"],
        object_id=row["object"],
        text=row["text"],
        agent=row["agent"],
        at=row["at"],
        struck_by=row["struck_by"],
        struck_at=row["struck_at"],
    )


def claim_of(row: "Row") -> Claim:
    """The claim of a row."""
    return Claim(
        live=row["live"], object_id=row["object"], agent=row["agent"], by=row["given_by"], at=row["at"]
    )


def audit_of(row: "Row") -> AuditRow:
    """The row of the audit."""
    return AuditRow(
        number=row["number"],
        kind=row["kind"],
        subject=row["subject"],
        at=row["at"],
        agent=row["agent"],
        host=row["host"],
        pid=row["pid"],
        app_version=row["app_version"],
        before=row["before_state"],
        after=row["after_state"],
        detail=row["detail"],
        hash=row["hash"],
    )
