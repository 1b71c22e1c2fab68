"""Every status has a glyph, a word and a tone; none is invented."""

import unicodedata
from typing import Any

import pytest
from rich.cells import cell_len

from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import status
from stancer_tui.render.tones import Tone
from stancer_tui.ui.shell.line_filter import SIGNS
from tests.unit.rows import row

KNOWN = {
    status.payment_status: (
        [
            "authorized",
            "canceled",
            "captured",
            "capture_sent",
            "disputed",
            "expired",
            "failed",
            "refused",
            "to_capture",
        ]
    ),
    status.refund_status: [
        "failed",
        "not_honored",
        "refund_sent",
        "refunded",
        "to_refund",
        "payment_canceled",
    ],
    status.auth_status: [
        "attempted",
        "available",
        "declined",
        "expired",
        "failed",
        "requested",
        "success",
        "unavailable",
    ],
    status.payout_status: ["pending", "to_pay", "sent", "paid", "failed"],
    status.check_status: ["check_error", "check_sent", "checked"],
    status.scoring_status: [
        "attempted",
        "declined",
        "expired",
        "failed",
        "success",
        "unavailable",
        "requested",
    ],
}
VIEWS = [(word, view(word)) for view, words in KNOWN.items() for word in words]


@pytest.mark.parametrize(("word", "view"), VIEWS)
def test_a_known_status_is_shown_in_its_own_word(word: str, view: status.StatusView) -> None:
    assert view.word == word.replace("_", " ")
    assert view.glyph != "?"


@pytest.mark.parametrize("view", [view for _, view in VIEWS] + [status.NO_STATUS, status.PART_REFUNDED])
def test_glyphs_take_one_cell_on_any_terminal(view: status.StatusView) -> None:
    assert cell_len(view.glyph) == len(view.glyph) == 1
    assert ord(view.glyph) < 0x10000
    assert unicodedata.east_asian_width(view.glyph) not in "WF"
    assert view.text().translate(SIGNS).isascii(), "a terminal that draws no signs has one for it"


def test_an_unknown_status_is_shown_as_sent_and_marked() -> None:
    view = status.payment_status("frozen\x1b[31m")
    assert view.text() == "? frozen\ufffd[31m"
    assert view.tone is Tone.WARNING


def test_no_status_is_said() -> None:
    assert status.payment_status(None).word == "no status"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"refunds": [{"amount": 3021, "status": "refunded"}]}, "refunded"),
        ({"refunds": [{"amount": 1000, "status": "refunded"}]}, "part refunded"),
        ({"refunds": [{"amount": 1000, "status": "refunded"}, {"amount": 2021}]}, "refund"),
        ({"refunds": [{"amount": 3021, "status": "sent_by_pigeon"}]}, "refund"),
        (
            {"refunds": [{"amount": 100, "status": "failed"}, {"amount": 100, "status": "refunded"}]},
            "part refunded",
        ),
        ({"refunds": [{"amount": 3021, "status": "failed"}]}, "captured"),
        ({"refunds": [{"amount": 3021, "status": "not_honored"}]}, "captured"),
        ({"refunds": [{"amount": 3021, "status": "refunded"}], "status": "to_capture"}, "refunded"),
        ({"refunds": [{"amount": 3021, "status": "payment_canceled"}], "status": "canceled"}, "canceled"),
        ({"refunds": [{"amount": 3021, "status": "refunded"}], "status": "disputed"}, "disputed"),
        ({"refunds": []}, "captured"),
    ],
)
def test_a_list_derives_refunded_from_the_refunds(fields: dict[str, Any], word: str) -> None:
    assert status.row_status(row(**fields)).word == word


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        (("to_refund",), "to refund"),
        (("refund_sent",), "refund sent"),
        (("refunded", "refund_sent"), "refund sent"),
        (("refund_sent", "refunded", "to_refund"), "to refund"),
        (("to_refund", "failed"), "to refund"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_money_is_not_said_to_be_back_before_stancer_says_so(
    steps: tuple[str, ...], shown: str, whole: bool
) -> None:
    refunds = [{"id": f"refd_{step}", "amount": 10, "status": step} for step in steps]
    back = sum(step != "failed" for step in steps) * 10
    item = row(amount=back if whole else back + 1, refunds=refunds)
    glyph = "→" if whole else status.PART_REFUNDED.glyph
    assert status.row_status(item).text() == f"{glyph} {shown}"
    assert status.whole_status(Payment.read(payment_json(item, refunds))) == status.row_status(item)


def payment_json(item: PaymentRow, refunds: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole payment of a row."""
    return {
        "id": item.id,
        "amount": item.amount,
        "currency": item.currency,
        "status": item.status,
        "refunds": refunds,
    }
