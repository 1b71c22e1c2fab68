"""Which payments, refunds and disputes a payout holds."""

from bisect import bisect_left
from collections.abc import Callable

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.kinds import PAYOUT, Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.store import Store
from stancer_tui.sandbox.wire.errors import no_such

_DONE = {"payments": {"captured", "disputed"}, "refunds": {"refunded"}}
"""Statuses of members; a dispute has none."""

_DATE = {"payments": "date_paym", "refunds": "date_refund", "disputes": "created"}

_LONGEST = 45 * paris.DAY
"""Seconds between a member's creation and its payout's day that are looked at."""


def members_of(
    store: Store, live: bool, payout_id: str, kind: Kind, *, created: int | None, start: int, limit: int
) -> tuple[list[Object], bool]:
    """`limit` of a payout's members of a kind from position `start`, oldest first, and whether more follow.

    Those created before `created` do not count. The invented data knows its members; a payout from a `--data`
    file holds what was paid, given back, disputed in its currency on its `date_paym`, a day in Paris.
    """
    row = store.row(live, PAYOUT, payout_id)
    if row is None:
        raise no_such(PAYOUT, payout_id)
    if row.private is not None and row.private.get("ordered"):
        ids: list[str] = row.private[kind.name]
        if created is not None:
            start += bisect_left(ids, created, key=_moments(store, live, kind))
        return store.objects(live, kind, ids[start : start + limit]), start + limit < len(ids)
    chosen = [
        item for item in _all_members(store, live, row, kind) if created is None or item["created"] >= created
    ]
    return chosen[start : start + limit], start + limit < len(chosen)


def _moments(store: Store, live: bool, kind: Kind) -> Callable[[str], int]:
    return lambda member: int(store.objects(live, kind, [member])[0]["created"])


def _all_members(store: Store, live: bool, row: Row, kind: Kind) -> list[Object]:
    if row.private is not None:
        found = (store.row(live, kind, each) for each in row.private[kind.name])
        return sorted((each.object for each in found if each), key=lambda item: int(item["created"]))
    if row.object.get("date_paym") is None:
        return []
    first = int(row.object["date_paym"])
    end = paris.midnight_of(paris.ordinal(first) + 1)
    return [
        item
        for item in store.created_between(live, kind, first - _LONGEST, end)
        if item.get("currency") in {row.object.get("currency"), None}
        and (kind.name not in _DONE or item.get("status") in _DONE[kind.name])
        and first <= int(item.get(_DATE[kind.name]) or item.get("created") or 0) < end
    ]
