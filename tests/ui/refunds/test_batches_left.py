"""A batch of which something waits stays in sight, whatever else is refunded meanwhile."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from textual.widgets import Button

from stancer_tui.models.mode import Mode
from stancer_tui.store.batch import BatchState
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite import batch_table as table
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.batch_dialog import BatchDialog
from stancer_tui.ui.refunds.batch_review import BatchReview
from stancer_tui.ui.refunds.batches import Batches
from tests.ui.desks.refund_shop import QUICK, Counter, counter, payment_id
from tests.ui.driving import NOW, press, settled
from tests.ui.refunds.test_batch import THREE, ended, press_now, review, send
from tests.ui.refunds.test_decision import sale, sold

TWO = ("to_capture", "authorized")


async def stopped_after_one(at: Counter, names: Sequence[str] = THREE) -> None:
    """A batch that was stopped at its first payment."""
    at.wire.held = asyncio.Event()
    await send(at, names)
    await at.until("sent, no answer yet")
    await press_now(at, "x")
    at.wire.held.set()
    await ended(at)
    assert f"{len(names) - 1} not sent" in at.text


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


async def test_twins_are_warned_about_when_the_rest_is_confirmed(tmp_path: Path) -> None:
    shop = sold(*(sale(name, 30 + place) for place, name in enumerate(("remi", "twin", "third"))))
    async with counter(tmp_path, sold=shop) as at:
        await stopped_after_one(at, ("remi", "twin", "third"))
        at.clock.advance(1)
        at.app.screen.query_one("#rest", Button).press()
        await settled(at.pilot)
        assert "Its likely twin is in the batch too: refunding both gives back all that was paid." in at.text
        at.app.screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.text.count("its likely twin is in the batch too") >= 2


async def test_the_twin_of_what_was_sent_before_is_warned_about_too(tmp_path: Path) -> None:
    shop = sold(sale("remi", 30), sale("twin", 31))
    async with counter(tmp_path, sold=shop) as at:
        await stopped_after_one(at, ("remi", "twin"))
        at.clock.advance(1)
        at.app.screen.query_one("#rest", Button).press()
        await settled(at.pilot)
        assert "1 of 1 included" in at.text
        assert "Its likely twin is in the batch too" in at.text


async def test_what_an_earlier_run_left_is_in_the_header_before_its_payments_are_read(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
    async with counter(tmp_path, timing=QUICK) as at:
        await at.until("The program was left while it ran.")
        await press(at.pilot, "escape")
        refunds, desk, told = at.app.parts.refunds, at.desks.opened[Mode.TEST], asyncio.Event()
        batches = Batches(
            at.app,
            loaded=lambda *_: (),
            data=refunds.loaded,
            mask=False,
            desk_clock=refunds.desk_clock,
            clock=at.clock,
            changed=told.set,
            notify=lambda *_: None,
            places=at.app.parts.places,
        )
        at.wire.reading = asyncio.Event()
        following = asyncio.create_task(batches.follow(desk))
        await told.wait()
        assert batches.badge(Mode.TEST) == "batch stopped at 1 of 3"
        batches.close()
        at.wire.reading.set()
        await following
        assert not at.shows(BatchDialog), "a desk that was closed meanwhile shows nothing"
