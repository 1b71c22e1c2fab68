"""A desk that has made many refunds still knows which of them it made."""

from contextlib import closing
from pathlib import Path

from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.intent_rows import INSERT, row_of
from stancer_tui.store.sqlite.journal import Journal
from tests.services.refund_world import intent
from tests.ui.desks.refund_shop import counter, payment_id
from tests.ui.driving import NOW
from tests.ui.refunds.test_decision import BACK, asked, sale, sold


async def test_a_refund_of_long_ago_is_not_told_as_somebody_elses(tmp_path: Path) -> None:
    back = BACK | {"amount": 500}
    ours = intent(
        State.CONFIRMED, id="ours", payment=payment_id("remi"), refund_id=str(back["id"]), ticket="T-12"
    )
    with closing(Journal(tmp_path / "journal.db")) as journal:
        journal.insert(ours, at=NOW)
        with journal.writing() as connection:
            for number in range(1_000):
                later = intent(State.CONFIRMED, id=f"later-{number}", payment=f"paym_{number:024}")
                connection.execute(INSERT, row_of(later))
    async with counter(tmp_path, sold=sold(sale("remi", 30, refunds=[back]))) as at:
        await at.open_form("remi")
        assert f"by {ours.owner.user} · ticket T-12" in asked(at)
        assert "not recorded here" not in asked(at)
