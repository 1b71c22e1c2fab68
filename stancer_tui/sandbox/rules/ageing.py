"""What time alone changes: captures, refunds, payouts, expiries.

The words are the reference's ("Return codes"); the moments, where it names none, are the sandbox's choice.
"""

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.kinds import PAYMENT, PAYOUT, REFUND, Kind
from stancer_tui.sandbox.store import Object, Row, Store

AUTHORIZATION_LIFE = 7 * paris.DAY
AUTHENTICATION_LIFE = 6 * paris.HOUR
"""Seconds, both of the reference ("Return codes")."""

_OPEN_AUTH = frozenset({"available", "requested", "attempted"})

_SENT_AT = 2 * paris.HOUR
_DONE_AT = 12 * paris.HOUR
"""Seconds after a Paris midnight at which what was asked the day before is sent, and is done."""


def next_change(kind: Kind, item: Object, live: bool) -> int | None:
    """The Unix second at which time next changes an object, or None."""
    if kind == PAYMENT:
        return _payment_change(item, live)
    if kind == REFUND:
        return {
            "to_refund": _next_day(item.get("created")) + _SENT_AT,
            "refund_sent": _next_day(item.get("created")) + _DONE_AT,
        }.get(str(item.get("status")))
    if kind == PAYOUT:
        first = paris.midnight(int(item.get("created") or 0))
        return {
            "pending": first + paris.DAY,
            "to_pay": first + paris.DAY + _SENT_AT,
            "sent": first + 2 * paris.DAY,
        }.get(str(item.get("status")))
    return None


def _next_day(moment: object) -> int:
    return paris.midnight_of(paris.ordinal(moment if isinstance(moment, int) else 0) + 1)


def _payment_change(item: Object, live: bool) -> int | None:
    created = int(item.get("created") or 0)
    status, auth = item.get("status"), item.get("auth")
    if status == "authorized":
        return int(item.get("date_paym") or created) + AUTHORIZATION_LIFE
    if live and status == "to_capture":
        return _next_day(item.get("date_paym") or created) + _SENT_AT
    if live and status == "capture_sent":
        return _next_day(item.get("date_paym") or created) + _DONE_AT
    if status is None and isinstance(auth, dict) and auth.get("status") in _OPEN_AUTH:
        return created + AUTHENTICATION_LIFE
    return None


def _aged(kind: Kind, item: Object, moment: int) -> Object:
    """The object as it is once `moment`, its next change, has come."""
    changes: dict[str, Object] = {
        "authorized": {"status": "expired"},
        "to_capture": {"status": "capture_sent"},
        "capture_sent": {"status": "captured", "date_bank": paris.midnight(moment)},
        "to_refund": {"status": "refund_sent", "date_refund": moment},
        "refund_sent": {"status": "refunded", "date_bank": paris.midnight(moment)},
        "pending": {"status": "to_pay"},
        "to_pay": {"status": "sent"},
        "sent": {"status": "paid", "date_bank": paris.midnight(moment)},
    }
    if kind == PAYMENT and item.get("status") is None:
        return item | {"auth": item["auth"] | {"status": "expired"}}
    return item | changes[item["status"]]


def move_time(store: Store, now: int) -> None:
    """Change everything whose time has come, step by step, until nothing is due at `now`."""
    if not store.is_due(now):
        return
    with store.transaction():
        for live, row in store.due(now):
            item, due = row.object, row.due
            while due is not None and due <= now:
                item = _aged(row.kind, item, due)
                due = next_change(row.kind, item, live)
            store.replace(live, Row(row.kind, item, row.private, row.fingerprint, due))
            if row.kind == REFUND:
                refresh_refunds(store, live, str(item["payment"]))


def refresh_refunds(store: Store, live: bool, payment_id: str) -> None:
    """Make a payment's embedded refunds equal to the refunds themselves."""
    payment = store.row(live, PAYMENT, payment_id)
    if payment is None:
        return
    refunds = store.children(live, REFUND, payment_id)
    store.replace(
        live,
        Row(
            PAYMENT,
            payment.object | {"refunds": refunds},
            payment.private,
            payment.fingerprint,
            next_change(PAYMENT, payment.object, live),
        ),
    )
