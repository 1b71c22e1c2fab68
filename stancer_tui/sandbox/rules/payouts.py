"""Which payments, refunds and disputes a payout holds."""

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.kinds import PAYOUT, Kind
from stancer_tui.sandbox.rows import Object
from stancer_tui.sandbox.store import Store
from stancer_tui.sandbox.wire.errors import no_such

_DONE = {"payments": {"captured", "disputed"}, "refunds": {"refunded"}}
"""Statuses of members; a dispute has none."""

_DATE = {"payments": "date_paym", "refunds": "date_refund", "disputes": "created"}

_LONGEST = 45 * paris.DAY
"""Seconds between a member's creation and its payout's day that are looked at."""


def members_of(store: Store, live: bool, payout_id: str, kind: Kind) -> list[Object]:
    """A payout's members of a kind, oldest first.

    The invented data knows them; a payout from a `--data` file holds what was paid, given back, disputed in
    its currency on its `date_paym`, a day in Paris.
    """
    row = store.row(live, PAYOUT, payout_id)
    if row is None:
        raise no_such(PAYOUT, payout_id)
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
