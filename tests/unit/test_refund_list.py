"""The list of refunds: which dates are read for it, once, and refunds that only the journal names."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.api.errors import NotFound
from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.models.refund import Refund
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.owner import Owner
from stancer_tui.ui.refunds.loaded import RefundList
from stancer_tui.ui.refunds.rows import RefundLine, refund_lines
from stancer_tui.ui.shell.payments_behind import PaymentsBehind

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = int(datetime(2026, 11, 18, tzinfo=UTC).timestamp())


def paid(**refund: Any) -> PaymentRow:
    known = {"id": "refd_1", "amount": 500, "status": "refunded", "created": DAY} | refund
    customer = {"id": "cust_1", "name": "Nora Petit"}
    return payment_row(
        {"id": "paym_1", "amount": 900, "currency": "eur", "refunds": [known], "customer": customer}
    )


def intent(**fields: Any) -> Intent:
    known: dict[str, Any] = {
        "id": "intent",
        "created_at": NOW,
        "key_fingerprint": "",
        "live": False,
        "owner": Owner(1, "", "nadia"),
        "kind": RefundKind.REFUND,
        "payment": "paym_1",
        "amount": 500,
        "currency": "eur",
        "baseline_ids": (),
        "baseline_sum": 0,
        "state": State.CONFIRMED,
        "refund_id": "refd_1",
        "ticket": "T-81",
    }
    return Intent(**known | fields)


def only(refunds: RefundList, row: PaymentRow) -> RefundLine:
    refunds.arrange([row], NOW)
    (line,) = refunds.every
    return line


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, True),
        ({"date_refund": DAY}, True),
        ({"date_refund": DAY, "date_bank": DAY}, False),
        ({"status": "refund_sent"}, True),
        ({"status": "refund_sent", "date_refund": DAY}, False),
        ({"status": "to_refund"}, False),
        ({"status": "payment_canceled"}, False),
        ({"id": None}, False),
    ],
)
def test_a_date_is_missed_where_the_status_says_that_there_is_one(fields: Any, lacks: bool) -> None:
    refunds = RefundList(lambda _: None)
    assert refunds.lacks_dates(only(refunds, paid(**fields))) is lacks


async def test_dates_are_asked_for_once_and_again_only_when_the_agent_asks() -> None:
    refunds = RefundList(lambda _: None)

    async def gone(_refund_id: str) -> Refund:
        raise NotFound("gone")

    async def found(_refund_id: str) -> Refund:
        return Refund.read({"id": "refd_1", "amount": 500, "status": "refund_sent", "date_refund": DAY})

    await refunds.read_dates(only(refunds, paid()), gone)
    assert not refunds.lacks_dates(only(refunds, paid()))
    refunds.ask_again()
    assert refunds.lacks_dates(only(refunds, paid()))
    await refunds.read_dates(only(refunds, paid()), found)
    line = only(refunds, paid())
    assert line.sent == datetime.fromtimestamp(DAY, UTC)
    assert line.status == "refunded", "what the payment says of it is never older"
    refunds.ask_again()
    assert not refunds.lacks_dates(only(refunds, paid())), "what was read is not read again"


def test_a_refund_that_only_the_journal_names_takes_what_its_payment_says_once_that_is_read() -> None:
    behind = PaymentsBehind()
    (line,) = refund_lines([intent()], [], [], NOW, behind=behind)
    assert (line.row, line.behind, line.by, line.ticket) == (None, PaymentLookup.NOT_READ, "nadia", "T-81")
    row = paid(status="refund_sent", date_refund=DAY)
    known = PaymentsBehind(lambda payment_id: row if payment_id == row.id else None)
    (line,) = refund_lines([intent()], [], [], NOW, behind=known)
    assert line.row is row
    assert (line.status, line.id) == ("refund_sent", "refd_1")
    assert line.sent is not None
    assert line.intent is not None


def test_a_refund_of_both_sources_is_one_line_and_one_of_neither_desk_says_so() -> None:
    row = paid()
    (line,) = refund_lines([intent()], [], [row], NOW)
    assert line.by == "nadia"
    (line,) = refund_lines([], [], [row], NOW)
    assert (line.by, line.ticket) == (None, None)
