"""Every status has a glyph, a word and a tone; none is invented."""

import unicodedata
from typing import Any

import pytest
from rich.cells import cell_len

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
        ({"refunds": [{"amount": 1000, "status": "to_refund"}]}, "part refunded"),
        ({"refunds": [{"amount": 1000, "status": "refunded"}, {"amount": 2021}]}, "refunded"),
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
