"""A word that a field cannot hold is named, with the one that may have been meant."""

import pytest

from stancer_tui.services.search.known_words import judged_status
from stancer_tui.services.search.values import Unclear


@pytest.mark.parametrize(
    ("word", "kind", "status"),
    [
        ("refused", "payment", "refused"),
        (" Refused ", "payment", "refused"),
        ("to capture", "payment", "to_capture"),
        ("to_refund", "refund", "to_refund"),
        ("to_pay", "payout", "to_pay"),
        ("Refusé", "payment", "refused"),
        ("remboursé", "refund", "refunded"),
    ],
)
def test_a_status_is_read_in_any_case_and_with_blanks(word: str, kind: str, status: str) -> None:
    assert judged_status(word, kind) == status


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("refsed", "payment", "refsed is no status; did you mean refused?"),
        ("authorize", "payment", "authorize is no status; did you mean authorized?"),
        ("to_refnd", "refund", "to_refnd is no status; did you mean to_refund?"),
        ("xyz", "payout", "xyz is no status; write pending, to_pay, sent, paid or failed."),
        ("", "payout", "An empty text is no status; write pending, to_pay, sent, paid or failed."),
        (
            "paid",
            "refund",
            "paid is a status of a payout, not of a refund: "
            "failed, not_honored, refund_sent, refunded, to_refund or payment_canceled.",
        ),
    ],
)
def test_a_status_that_does_not_exist_is_named_with_a_suggestion(word: str, kind: str, said: str) -> None:
    with pytest.raises(Unclear) as error:
        judged_status(word, kind)
    assert str(error.value) == said


def test_a_status_that_the_rows_have_is_one() -> None:
    assert judged_status("on_hold", "payment", seen=["on_hold"]) == "on_hold"
