"""A batch of which something waits stays in sight, whatever else is refunded meanwhile."""

import asyncio
from contextlib import closing
from pathlib import Path

from textual.widgets import Button

from stancer_tui.models.mode import Mode
from stancer_tui.store import batch_table as table
from stancer_tui.store.batch import BatchState
from stancer_tui.store.journal import Journal
from stancer_tui.store.owner import Owner
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.batch_dialog import BatchDialog
from stancer_tui.ui.refunds.batch_review import BatchReview
from tests.ui.desks.refund_shop import QUICK, Counter, counter, payment_id
from tests.ui.driving import NOW, press, settled
from tests.ui.refunds.test_batch import ended, press_now, review, send

TWO = ("to_capture", "authorized")


async def stopped_after_one(at: Counter) -> None:
    """A batch of three that was stopped at its first."""
    at.wire.held = asyncio.Event()
    await send(at)
    await at.until("sent, no answer yet")
    await press_now(at, "x")
    at.wire.held.set()
    await ended(at)
    assert "2 not sent" in at.text


async def test_what_waits_is_still_told_after_another_batch_was_sent(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await stopped_after_one(at)
        await press(at.pilot, "escape")
        await send(at, TWO)
        await ended(at)
        assert "batch stopped at 1 of 3" in at.text
        await press(at.pilot, "escape", "B")
        dialog = at.app.screen
        assert isinstance(dialog, BatchDialog)
        assert "2 not sent: going on needs a new confirmation." in at.text
        at.clock.advance(1)
        dialog.query_one("#leave", Button).press()
        await settled(at.pilot)
        assert "batch stopped" not in at.text


async def test_going_on_with_a_batch_leaves_the_marks_of_a_review_that_was_closed(tmp_path: Path) -> None:
    async with counter(tmp_path, timing=QUICK) as at:
        await stopped_after_one(at)
        await press(at.pilot, "escape")
        await review(at, TWO)
        await press(at.pilot, "escape", "B")
        at.clock.advance(1)
        at.app.screen.query_one("#rest", Button).press()
        await settled(at.pilot)
        assert at.shows(BatchReview)
        at.app.screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        await ended(at)
        await press(at.pilot, "escape")
        screen = at.app.screen
        assert isinstance(screen, PaymentsScreen)
        assert at.desks.opened[Mode.TEST].refund_batches.run is not None
        assert screen.table.marks == {payment_id(name) for name in TWO}


async def test_a_batch_that_another_program_took_is_told_without_a_word_about_its_money(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        await stopped_after_one(at)
        run = at.desks.opened[Mode.TEST].refund_batches.run
        assert run is not None
        at.clock.advance(1)
        at.app.screen.query_one("#rest", Button).press()
        await settled(at.pilot)
        at.app.screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        with closing(Journal(tmp_path / "journal.db")) as journal:
            table.advance(
                journal,
                run.progress.batch,
                BatchState.ENDED,
                Owner(2, "boot:2", "colleague"),
                at=NOW,
                detail="by another window",
                skip=[item.payment for item in run.progress.batch.waiting],
                note="left",
            )
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        assert "Another program has taken this batch over. Nothing was sent from here." in at.text
        assert "no money moved" not in at.text, "the other program may move it"
        assert at.wire.posts == 1
        await press(at.pilot, "escape", "B")
        assert "batch stopped" not in at.text
