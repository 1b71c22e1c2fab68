"""What time alone changes: captures, refunds, payouts, expiries.

The words are the reference's ("Return codes"); the moments, where it names none, are the sandbox's choice.
"""

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.kinds import CHECK, PAYMENT, PAYOUT, REFUND, SCORING, Kind
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.late_answers import answered, scored
from stancer_tui.sandbox.store import Store

AUTHORIZATION_LIFE = 7 * paris.DAY
AUTHENTICATION_LIFE = 6 * paris.HOUR
"""Seconds, both of the reference ("Return codes")."""

_OPEN_AUTH = frozenset({"available", "requested", "attempted"})

_REFUND_BATCH = 1_200
_BANK_ANSWER = 30 * paris.HOUR
_DEBIT_HOUR = 9 * paris.HOUR
"""Seconds after a Paris midnight: when captures and refunds are sent, and when banks have answered."""


def next_change(kind: Kind, item: Object, live: bool) -> int | None:
    """The Unix second at which time next changes an object, or None."""
    status, created = item.get("status"), int(item.get("created") or 0)
    if kind == PAYMENT:
        return _payment_change(item, live)
    if kind == REFUND:
        batch = paris.midnight_of(paris.ordinal(created) + 1)
        return {"to_refund": batch + _REFUND_BATCH, "refund_sent": batch + _BANK_ANSWER}.get(str(status))
    if kind == PAYOUT:
        steps = {"pending": created + paris.DAY, "to_pay": created + 2 * paris.DAY, "sent": _arrival(item)}
        return steps.get(str(status))
    return None


def _arrival(payout: Object) -> int:
    """When a payout's money arrives: its own `date_bank`, else the bank day four days after it is made."""
    made = paris.ordinal(int(payout.get("created") or 0))
    return int(payout.get("date_bank") or paris.midnight_of(paris.bank_day(made + 4)))


def _payment_change(item: Object, live: bool) -> int | None:
    created = int(item.get("created") or 0)
    asked = int(item.get("date_paym") or created)
    status, auth = item.get("status"), item.get("auth")
    if status == "authorized":
        return asked + AUTHORIZATION_LIFE
    if status is None and isinstance(auth, dict) and auth.get("status") in _OPEN_AUTH:
        return created + AUTHENTICATION_LIFE
    # Test payments are never collected: only the cards and accounts made for it are captured.
    if live and status == "to_capture":
        return paris.midnight_of(paris.ordinal(asked) + 1)
    if live and status == "capture_sent":
        if item.get("method") == "sepa":
            return paris.midnight_of(paris.bank_day(paris.ordinal(asked) + 3)) + _DEBIT_HOUR
        return paris.midnight_of(paris.ordinal(asked) + 1) + _BANK_ANSWER
    return None


def _aged(row: Row, item: Object, moment: int) -> Object:
    """The object as it is once `moment`, its next change, has come."""
    if row.kind == CHECK:
        return answered(item, row.private or {})
    if row.kind == SCORING:
        return scored(item, row.private or {})
    bank_day = paris.midnight_of(paris.bank_day(paris.ordinal(moment)))
    changes: dict[str, Object] = {
        "authorized": {"status": "expired"},
        "to_capture": {"status": "capture_sent"},
        "capture_sent": {"status": "captured", "date_bank": bank_day},
        "to_refund": {"status": "refund_sent", "date_refund": moment},
        "refund_sent": {"status": "refunded", "date_bank": bank_day},
        "pending": {"status": "to_pay", "date_bank": _arrival(item)},
        "to_pay": {"status": "sent"},
        "sent": {"status": "paid", "date_bank": _arrival(item)},
    }
    if row.kind == PAYMENT and item.get("status") is None:
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
                item = _aged(row, item, due)
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
