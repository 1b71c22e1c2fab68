"""Which payments, refunds and disputes a payout holds."""

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.errors import no_such
from stancer_tui.sandbox.kinds import PAYOUT, Kind
from stancer_tui.sandbox.store import Object, Store

_PAID = frozenset({"captured", "disputed"})


def members_of(store: Store, live: bool, payout_id: str, kind: Kind) -> list[Object]:
    """A payout's members of a kind, oldest first.

    The invented data knows them; a payout from a `--data` file holds what was created on its `date_paym`, a
    day in Paris, in its currency.
    """
    row = store.row(live, PAYOUT, payout_id)
    if row is None:
        raise no_such(PAYOUT, payout_id)
    if row.private is not None:
        found = (store.row(live, kind, each) for each in row.private[kind.name])
        return sorted((each.object for each in found if each), key=lambda item: int(item["created"]))
    first = row.object.get("date_paym")
    if first is None:
        return []
    end = paris.midnight_of(paris.ordinal(int(first)) + 1)
    currency = row.object.get("currency")
    return [
        item
        for item in store.created_between(live, kind, int(first), end)
        if item.get("currency") in {currency, None}
        and (kind.name != "payments" or item.get("status") in _PAID)
    ]
