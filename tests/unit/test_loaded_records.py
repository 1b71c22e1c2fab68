"""The records of a list of a few pages: from when on what is new is read, and how that is taken in."""

from datetime import UTC, datetime
from typing import Any

from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.models.payout import Payout
from stancer_tui.services.payments.windows import PRESETS
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.shell.loaded_words import age_words

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
"""Noon in Paris."""
MIDNIGHT = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)


def dispute(name: str, at: datetime, **fields: Any) -> Dispute:
    return Dispute.read({"id": f"dspt_{name}", "amount": 1, "created": int(at.timestamp())} | fields)


def loaded(*items: Any, moving: Any = lambda _: False) -> Loaded[Any]:
    known: Loaded[Any] = Loaded(moving)
    known.choose(PRESETS[2].window(NOON))
    known.begin()
    known.add(items)
    known.finished(NOON)
    return known


def test_what_is_new_is_read_from_the_day_of_the_newest_on() -> None:
    known = loaded(dispute("old", datetime(2026, 11, 1, tzinfo=UTC)), dispute("new", NOON))
    assert known.look_from == MIDNIGHT, "one that is dated by its day alone is older than noon"
    assert loaded().look_from is None


def test_what_may_change_yet_is_read_again() -> None:
    def payout(name: str, day: int, status: str) -> Payout:
        at = datetime(2026, 11, day, 8, tzinfo=UTC)
        return Payout.read({"id": name, "amount": 1, "status": status, "created": int(at.timestamp())})

    items = (payout("a", 2, "paid"), payout("b", 5, "sent"), payout("c", 19, "paid"))
    known = loaded(*items, moving=lambda item: item.status == "sent")
    assert known.look_from == datetime(2026, 11, 5, 8, tzinfo=UTC)
    assert known.add_new([payout("b", 5, "paid"), items[2]], NOON) == set()
    assert [getattr(item, "status", None) for item in known.items] == ["paid", "paid", "paid"]


def test_new_ones_are_told_and_nothing_stands_twice() -> None:
    broken = UnreadableRow(None, "no amount", int(NOON.timestamp()))
    known = loaded(dispute("a", NOON), broken)
    assert known.add_new([dispute("a", NOON), broken, dispute("b", NOON)], NOON) == {"dspt_b"}
    assert len(known.items) == 3


def test_two_that_cannot_be_read_and_have_no_date_stay_two() -> None:
    known = loaded(UnreadableRow(None, "no amount"), UnreadableRow(None, "no currency"))
    known.add_new([dispute("a", NOON)], NOON)
    assert len(known.items) == 3


def test_an_age_of_three_looks_is_called_old_with_the_key() -> None:
    known = loaded(dispute("a", NOON))
    assert age_words(known, NOON.replace(minute=2), "f5") == "read 2 min ago"
    assert age_words(known, NOON.replace(minute=4), "f5") == "! read 4 min ago · f5 reads again"
    known.add_new([], NOON.replace(minute=4))
    assert age_words(known, NOON.replace(minute=4), "f5") == "read now"
    known.progress = Progress.STOPPED
    assert age_words(known, NOON.replace(minute=4), "f5").startswith("not fresh")
