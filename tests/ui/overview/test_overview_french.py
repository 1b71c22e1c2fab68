"""The overview in French: decimal commas, words that fit, searches that are written in French."""

import pytest

from stancer_tui.language import Language, using
from stancer_tui.ui.overview.board import Board
from stancer_tui.ui.overview.figure_line import FigureLine
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.ui.driving import NARROW, payments, press, screen_text, until
from tests.ui.overview.test_section import figure, overview

SPACIOUS = (160, 45)


@pytest.mark.parametrize("size", [NARROW, SPACIOUS])
async def test_every_number_stands_whole_under_a_french_name(size: tuple[int, int]) -> None:
    with using(Language.FR):
        async with overview(size=size) as pilot:
            shown = screen_text(pilot.app)
            for name in ("Paiements", "En cours", "Acceptation", "Refusés", "Indécis", "Contestations"):
                assert name in shown
            for line in pilot.app.screen.query(FigureLine):
                if line.figure is not None and line.region.bottom <= size[1] - 3:
                    assert "…" not in line.render().plain or line.figure.count == "…"
            captured = figure(pilot, "Encaissé")
            assert captured.extra.endswith(",55 EUR") or "," in captured.extra
            assert "." not in captured.extra
            board = pilot.app.screen.query_one(Board)
            title = str(board.border_title)
            assert title.startswith("Vue d’ensemble · 7 derniers jours · EUR · jours au fuseau ")


async def test_a_number_leads_to_a_search_that_is_written_in_french() -> None:
    with using(Language.FR):
        async with overview() as pilot:
            while (line := pilot.app.screen.focused) is None or not _is(line, "Refusés"):
                await press(pilot, "down")
            number = int(figure(pilot, "Refusés").count)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, PaymentsScreen))
            typed = payments(pilot).search.value
            assert typed.startswith("devise:eur statut:refusé,échoué date:")
            assert len(payments(pilot).rows.shown) == number


def _is(line: object, label: str) -> bool:
    return isinstance(line, FigureLine) and line.figure is not None and line.figure.label == label
