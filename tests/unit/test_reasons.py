"""Why a payment is as it is: whether its code or its status leads, and what is advised."""

from typing import Any

import pytest

from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import payment_row
from stancer_tui.reference import statuses
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.reference.reasons import Reason
from stancer_tui.render.reasons import older_answer, payment_reason, row_reason, title_words


def item(**fields: Any) -> dict[str, Any]:
    return {"id": "paym_p5tjCrXHy93xtVtVqvEJoC1c", "amount": 3000, "currency": "eur", **fields}


def why(**fields: Any) -> Reason:
    """The reason of a payment, the same from a list and from the whole answer."""
    whole = item(**fields)
    found = row_reason(payment_row(whole))
    assert payment_reason(Payment.read(whole)) == found
    return found


@pytest.mark.parametrize("code", ["51", "05", "41", "A1"])
@pytest.mark.parametrize("status", ["refused", "failed", None, "disputed"])
def test_a_code_that_declines_leads(code: str, status: str | None) -> None:
    found = why(status=status, response=code)
    assert found.lead is lookup(code, Family.CARD)
    assert found.code_leads
    assert title_words(found, code) == f"{code} {found.lead.title if found.lead else None}"
    assert older_answer(found, code) is None


@pytest.mark.parametrize(
    "status", ["expired", "canceled", "disputed", "captured", "to_capture", "authorized"]
)
def test_an_old_approval_never_leads(status: str) -> None:
    found = why(status=status, response="00")
    assert found.lead is statuses.status("payment", status)
    assert "Approved" not in title_words(found, "00")
    assert older_answer(found, "00") == "The bank's answer before that: 00 Approved"


@pytest.mark.parametrize("status", ["refused", "failed"])
@pytest.mark.parametrize("response", [None, "00"])
def test_a_decline_without_a_code_is_explained_by_its_status(status: str, response: str | None) -> None:
    found = why(status=status, response=response)
    assert found.lead is found.advice is statuses.status("payment", status)


@pytest.mark.parametrize("response", [None, "00"])
def test_no_status_is_no_attempt_that_is_reported(response: str | None) -> None:
    found = why(status=None, response=response)
    assert found.lead is statuses.no_status()
    assert title_words(found, response) == "No attempt reported"


@pytest.mark.parametrize(
    ("status", "auth", "words"),
    [
        ("failed", "declined", "3-D Secure: turned down"),
        (None, "attempted", "No attempt reported · 3-D Secure: customer at their bank"),
        ("failed", "success", "Did not succeed"),
        ("expired", "expired", "Not captured in time"),
        ("failed", "brand_new", "Did not succeed"),
    ],
)
def test_authentication_says_what_a_status_leaves_open(status: str | None, auth: str, words: str) -> None:
    found = why(status=status, auth={"status": auth})
    assert title_words(found, None) == words
    assert (found.advice is found.auth) is ("3-D" in words)


def test_a_code_says_more_than_the_authentication() -> None:
    found = why(status="refused", response="51", auth={"status": "failed"})
    assert found.auth is None
    assert found.advice is lookup("51", Family.CARD)


def test_a_refund_leads_by_the_step_that_is_furthest_behind() -> None:
    refunds = [{"id": "refd_1", "amount": 1000, "status": "refunded"}]
    assert why(status="captured", refunds=refunds).lead is statuses.status("refund", "refunded")
    refunds.append({"id": "refd_2", "amount": 1000, "status": "refund_sent"})
    assert why(status="captured", refunds=refunds).lead is statuses.status("refund", "refund_sent")
    refunds.append({"id": "refd_3", "amount": 500, "status": "payment_canceled"})
    assert why(status="captured", refunds=refunds).lead is statuses.status("refund", "payment_canceled")


def test_a_refund_without_a_status_explains_nothing() -> None:
    refunds = [{"id": "refd_1", "amount": 1000}, {"id": "refd_2", "amount": 1000, "status": "refunded"}]
    assert why(status="captured", refunds=refunds).lead is statuses.status("payment", "captured")


def test_a_lost_refund_does_not_lead_nor_one_of_a_disputed_payment() -> None:
    lost = [{"id": "refd_1", "amount": 1000, "status": "failed"}]
    assert why(status="captured", refunds=lost).lead is statuses.status("payment", "captured")
    made = [{"id": "refd_1", "amount": 1000, "status": "refunded"}]
    assert why(status="disputed", refunds=made).lead is statuses.status("payment", "disputed")


def test_what_is_in_no_table_is_called_unknown_and_advises_nothing() -> None:
    code = why(status="refused", response="zz\x1b")
    assert code.advice is None
    assert title_words(code, "zz\x1b") == "zz\ufffd unknown code"
    status = why(status="half_done", response="00")
    assert status.advice is None
    assert title_words(status, "00") == "unknown status"
    assert older_answer(why(status="expired", response="zz"), "zz") == (
        "The bank's answer before that: zz an unknown code"
    )


def test_a_sepa_reason_is_looked_up_among_the_sepa_reasons_first() -> None:
    assert why(status="failed", response="AC04", method="sepa").code is lookup("AC04", Family.SEPA)
    assert why(status="failed", response="14", method="sepa").code is lookup("14", Family.CARD)
