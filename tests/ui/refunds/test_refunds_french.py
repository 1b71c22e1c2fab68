"""Refunds in French, as an agent reads them on a terminal of 80 columns."""

from pathlib import Path

import pytest
from textual.widgets import Input

from stancer_tui.ui.refunds.batch_review import BatchReview
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from tests.ui.desks.refund_shop import Counter, Loss, counter
from tests.ui.driving import NARROW, press, settled
from tests.ui.refunds.test_decision import REMI, sale, sold

NARROW_BLANK, NO_BREAK = "\u202f", "\u00a0"


pytestmark = pytest.mark.usefixtures("french")


def flat(at: Counter) -> str:
    """The screen in one line, without frames: a sentence is found wherever it wraps."""
    return " ".join(at.text.translate(str.maketrans("│╭╮╰╯─┃┏┓┗┛━▁▂▃▄▅▆▇", " " * 19)).split())


async def test_the_form_names_what_is_left_and_who_refunded(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await at.open_form("rto_refund")
        told = flat(at)
        assert "Reste 30,00 sur 50,00 EUR" in told
        assert "Remboursements 20,00 EUR → à rembourser · 20 nov. 18:04 · non consigné ici" in told
        assert "Un collègue qui rembourse au même instant sur une autre machine n’est pas visible" in told


@pytest.mark.parametrize(
    "typed",
    [
        "1 034,45",
        "1.034,45",
        "1,034.45",
        "1.034,45 €",
        "1034,45EUR",
        f"1{NARROW_BLANK}034,45{NO_BREAK}€",
        f"1{NO_BREAK}034,45 eur",
    ],
)
async def test_every_way_to_write_an_amount_is_one_amount(tmp_path: Path, typed: str) -> None:
    async with counter(tmp_path, sold=sold(sale("remi", 30, amount=200_000))) as at:
        await at.open_form("remi")
        at.app.screen.query_one("#amount", Input).value = typed
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        assert "Rembourser 1 034,45 EUR" in at.text


async def test_what_cannot_be_sent_says_how_much_can(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await at.open_form()
        await at.type_amount("50,01")
        await press(at.pilot, "enter")
        assert "Au plus 50,00 EUR peuvent encore être remboursés." in flat(at)
        assert at.wire.posts == 0


async def test_a_refund_that_was_made_says_what_can_still_be_refunded(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await at.send("12,50")
        await at.until("Remboursement effectué (refd_")
        assert "Encore remboursable : 37,50 EUR." in at.text


async def test_an_unknown_outcome_is_called_unknown_and_not_to_be_sent_again(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        at.wire.loss = Loss.BEFORE
        await at.send("12,50")
        await at.until("Issue pas encore connue. Ne pas rembourser de nouveau.")
        assert at.wire.posts == 1
        assert "⚠ 1 remboursement à élucider" in at.text


async def test_a_batch_says_whom_it_pays_and_why_it_cannot_go_yet(tmp_path: Path) -> None:
    shop = sold(sale("remi", 30), sale("later", 300, customer=REMI["id"]))
    async with counter(tmp_path, sold=shop, size=NARROW) as at:
        await press(at.pilot, "space", "space", "r")
        await settled(at.pilot)
        assert at.shows(BatchReview)
        told = flat(at)
        assert "2 sur 2 inclus · 69,80 EUR · Rémi Pham" in told
        await press(at.pilot, "tab", "tab", "enter")
        assert "Choisir le motif : il est gardé dans le journal." in flat(at)
        assert at.wire.posts == 0


async def test_the_list_has_its_groups_and_its_journal(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await press(at.pilot, "3")
        await settled(at.pilot)
        told = flat(at)
        assert "Remboursements · [" in told
        for group in ("à élucider", "en cours", "en échec", "fini"):
            assert group in told
        assert "et journal de ce poste" in told
