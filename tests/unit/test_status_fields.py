"""The status of every object says what it means, in the fields of that object."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.models.base import StancerObject
from stancer_tui.models.check import Check
from stancer_tui.models.ids import Kind
from stancer_tui.models.payout import Payout
from stancer_tui.models.refund import Refund
from stancer_tui.models.scoring import Scoring
from stancer_tui.render.fields import object_sections

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def status_of(model: type[StancerObject], kind: Kind, status: Any) -> str:
    raw = {"id": f"{kind}_p5tjCrXHy93xtVtVqvEJoC1c", "amount": 100, "currency": "eur", "status": status}
    (section,) = object_sections(model.read(raw), kind, zone=UTC, now=NOW)
    return next(field.value for field in section.fields if field.key == "status")


@pytest.mark.parametrize(
    ("model", "kind", "status", "shown"),
    [
        (Refund, Kind.REFUND, "refund_sent", "→ refund sent · With the bank"),
        (Payout, Kind.PAYOUT, "to_pay", "→ to pay · Transfer comes next"),
        (Check, Kind.CHECK, "check_error", "✗ check error · Could not be carried out"),
        (Scoring, Kind.SCORING, "declined", "✗ declined · Not wanted by the customer"),
    ],
)
def test_a_status_stands_with_what_it_means(
    model: type[StancerObject], kind: Kind, status: str, shown: str
) -> None:
    assert status_of(model, kind, status) == shown


def test_a_status_in_no_table_is_not_explained() -> None:
    assert status_of(Refund, Kind.REFUND, "half\x1b") == "? half\ufffd"
