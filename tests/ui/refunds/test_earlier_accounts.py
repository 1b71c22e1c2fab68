"""A refund that an older version wrote down stays in sight, and another account's key reads nothing of it."""

from contextlib import closing
from pathlib import Path

from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.refunds.unresolved_dialog import Unresolved
from tests.services.refund_world import intent
from tests.ui.desks.refund_shop import Counter, counter, payment_id
from tests.ui.driving import NOW, press, settled

ELSEWHERE = "paym_" + "Z" * 24
SAID = "An older version wrote it down, with a key that this account is not known to have had."


def old(folder: Path, payment: str) -> Intent:
    """What a program that has died left, before accounts were told apart."""
    left = intent(State.UNKNOWN, payment=payment, created_at=NOW, sent_at=NOW, server_date=NOW)
    with closing(Journal(folder / "journal.db")) as journal:
        journal.insert(left, at=NOW)
    return left


def asked(at: Counter, payment: str) -> bool:
    """Whether the payment was read."""
    return any(payment in path for _, path, _ in at.wire.bodies)


async def test_it_is_shown_and_its_payment_is_not_read(tmp_path: Path) -> None:
    old(tmp_path, ELSEWHERE)
    async with counter(tmp_path, account="shop") as at:
        assert at.shows(Unresolved)
        assert SAID in at.text
        at.app.screen.query_one("#open").focus()
        await press(at.pilot, "enter")
        await at.until("1 unresolved")
        await settled(at.pilot)
        assert SAID[:40] in at.text
        assert "being read" not in at.text
        await press(at.pilot, "enter")
        assert at.shows(IntentDialog)
        assert SAID in at.text
        assert not asked(at, ELSEWHERE)


async def test_the_form_of_a_refund_of_its_payment_finds_out(tmp_path: Path) -> None:
    left = old(tmp_path, payment_id("captured"))
    async with counter(tmp_path, account="shop") as at:
        assert SAID in at.text
        await press(at.pilot, "escape")
        assert not asked(at, left.payment)
        await at.open_form()
        assert asked(at, left.payment)
        known = await at.desks.journal.ledger.intents.get(left.id)
        assert known is not None
        assert known.account == "shop"
