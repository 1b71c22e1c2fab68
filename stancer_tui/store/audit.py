"""The audit: a row for every change of the ledger, chained by hashes to the row before it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

FIRST = "0" * 64
"""The previous hash of the first row."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One change. `kind` is "intent", "batch", "request", "note" or "claim".

    `subject` is the id of the intent, batch, request or note, or the object of a claim. `before` and `after`
    are states, where the kind has them. `hash` is that of this row and everything before it.
    """

    number: int
    kind: str
    subject: str
    at: datetime
    agent: str
    host: str
    pid: int
    app_version: str
    before: str | None
    after: str
    detail: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of `verify`: `broken_at` is the number of the first row that breaks the chain.

    `head` is the hash of the last good row: a copy of it elsewhere shows later whether rows were cut off.
    """

    rows: int
    head: str
    broken_at: int | None = None


def link(previous: str, row: AuditRow) -> str:
    """The hash of a row whose predecessor has the hash `previous`: of its values, joined by U+001F.

    The time counts in microseconds since 1970; the database computes the same.
    """
    at = (row.at - _EPOCH) // timedelta(microseconds=1)
    values = (
        *(
            previous,
            str(row.number),
            row.kind,
            row.subject,
            str(at),
        ),
        *(row.agent, row.host, str(row.pid), row.app_version, row.before or "", row.after, row.detail),
    )
    return sha256("\x1f".join(values).encode()).hexdigest()


def chained(previous: str, row: AuditRow) -> AuditRow:
    """The row with its hash."""
    return replace(row, hash=link(previous, row))


def verify(rows: Iterable[AuditRow]) -> Verdict:
    """Check that every row continues the chain, from the first one on, without gaps in the numbers."""
    head, count = FIRST, 0
    for row in rows:
        if row.number != count + 1 or row.hash != link(head, row):
            return Verdict(count, head, broken_at=row.number)
        head, count = row.hash, count + 1
    return Verdict(count, head)
