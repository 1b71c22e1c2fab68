"""Lists: the envelope, the range, and 404 when nothing is found."""

import json
import re
from collections.abc import Callable, Mapping

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.kinds import Kind
from stancer_tui.sandbox.rows import Object, compact
from stancer_tui.sandbox.rules.payouts import members_of
from stancer_tui.sandbox.store import Filter
from stancer_tui.sandbox.wire.call import Answer, Call, ok
from stancer_tui.sandbox.wire.errors import invalid, nothing_listed

_WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)

DEFAULT_LIMIT = 10
MOST = 100
"""Items in a page (reference: "List all payments")."""


def whole(query: Mapping[str, str], name: str) -> int | None:
    """A non-negative whole number of the query; 400 naming it when it is something else."""
    text = query.get(name)
    if text is None or text == "":
        return None
    if not _WHOLE.fullmatch(text):
        raise invalid(name, "must be a whole number, 0 or more")
    return int(text)


def window(call: Call) -> tuple[int, int]:
    """The `start` and `limit` of a list."""
    limit = whole(call.query, "limit")
    if limit is None:
        limit = DEFAULT_LIMIT
    if not 1 <= limit <= MOST:
        raise invalid("limit", f"must be between 1 and {MOST}")
    return whole(call.query, "start") or 0, limit


def listing(call: Call, kind: Kind, *, by_reference: bool = False) -> Answer:
    """A page of a kind, oldest first. `by_reference` allows the order_id and unique_id filters."""
    start, limit = window(call)
    wanted = Filter(
        created=whole(call.query, "created"),
        order_id=(call.query.get("order_id") or None) if by_reference else None,
        unique_id=(call.query.get("unique_id") or None) if by_reference else None,
        union=call.sandbox.settings.filters == "union",
    )
    texts, more = call.store.page(call.live, kind, wanted, start, limit)
    form = _FORMS.get(kind.name)
    if form is not None:
        texts = [compact(form(json.loads(text))) for text in texts]
    return envelope(call, kind, texts, wanted=wanted, start=start, limit=limit, more=more)


def members(call: Call, kind: Kind, payout_id: str) -> Answer:
    """A page of a payout's members."""
    start, limit = window(call)
    wanted = Filter(created=whole(call.query, "created"))
    items, more = members_of(
        call.store, call.live, payout_id, kind, created=wanted.created, start=start, limit=limit
    )
    form = _FORMS.get(kind.name, dict)
    texts = [compact(form(item)) for item in items]
    return envelope(call, kind, texts, wanted=wanted, start=start, limit=limit, more=more)


def envelope(
    call: Call, kind: Kind, texts: list[str], *, wanted: Filter, start: int, limit: int, more: bool
) -> Answer:
    """The three keys of every list; the items are joined as they are kept."""
    if not texts:
        raise nothing_listed(kind)
    span = {
        "created": wanted.created,
        "end": start + len(texts) - 1,
        "has_more": more,
        "limit": limit,
        "order_id": wanted.order_id,
        "start": start,
        "unique_id": wanted.unique_id,
    }
    mode = "true" if call.live else "false"
    return ok(f'{{"live_mode":{mode},"{kind.name}":[{",".join(texts)}],"range":{compact(span)}}}')


def _listed_refund(refund: Object) -> Object:
    return {name: value for name, value in refund.items() if name != "live_mode"}


def _listed_dispute(dispute: Object) -> Object:
    kept = {name: value for name, value in dispute.items() if name not in {"currency", "live_mode"}}
    date_bank = dispute.get("date_bank") or paris.midnight(int(dispute.get("created") or 0))
    return kept | {"date_bank": date_bank, "type": dispute.get("type") or "chargeback"}


_FORMS: dict[str, Callable[[Object], Object]] = {"refunds": _listed_refund, "disputes": _listed_dispute}
"""Kinds whose items in a list differ from a single GET."""
