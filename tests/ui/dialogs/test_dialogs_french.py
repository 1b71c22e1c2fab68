"""The questions that every screen asks, in French."""

import pytest
from textual.content import Content
from textual.widgets import Button

from stancer_tui.language import Language, using
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.ui.dialogs.links import Destination, Links, kind_word
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from tests.ui.driving import demo, press, screen_text, type_text

BLANK = "\u202f"


@pytest.mark.parametrize(("total", "what"), [(False, "montant"), (True, "total")])
async def test_real_money_is_typed_again_with_a_comma_and_another_amount_is_refused(
    total: bool, what: str
) -> None:
    with using(Language.FR):
        async with demo() as pilot:
            question = MoneyQuestion(
                "Rembourser", Content("12,50 EUR"), Money(1250, "eur"), mode=Mode.LIVE, total=total
            )
            pilot.app.push_screen(question)
            await press(pilot, "1", "2")
            asked = screen_text(pilot.app)
            assert f"Argent réel. Ressaisir le {what} (12,50){BLANK}:" in asked
            assert "Annuler" in asked
            await press(pilot, "enter")
            assert f"Ce n’est pas le {what} ci-dessus." in screen_text(pilot.app)
            assert question.query_one("#send", Button).disabled
            await type_text(pilot, ",50")
            assert not question.query_one("#send", Button).disabled


async def test_sorting_names_each_direction_and_the_present_one() -> None:
    with using(Language.FR):
        async with demo() as pilot:
            await press(pilot, "S")
            shown = screen_text(pilot.app)
            assert f"Trier · ordre actuel{BLANK}: créé, récents d’abord" in shown
            assert "décroissant" in shown
            assert "de A à Z" in shown
            await press(pilot, "down", "enter")
            assert "tri : montant, décroissant".replace(" :", f"{BLANK}:") in screen_text(pilot.app)


async def test_a_list_without_columns_is_refused() -> None:
    with using(Language.FR):
        async with demo() as pilot:
            await press(pilot, "C")
            for _ in range(9):
                await press(pilot, "space", "down")
            await press(pilot, "enter")
            assert "Cocher au moins une colonne." in screen_text(pilot.app)


async def test_kinds_of_objects_stand_whole_beside_their_ids() -> None:
    with using(Language.FR):
        async with demo() as pilot:
            offered = [Destination(kind, f"{kind}_x", kind_word(kind), f"{kind}_x") for kind in Kind]
            pilot.app.push_screen(Links(offered))
            await press(pilot, "down")
            lines = screen_text(pilot.app).splitlines()
            for kind in Kind:
                (line,) = (line for line in lines if f"{kind}_x" in line)
                assert f"{kind_word(kind)}  " in line
            assert any("Remboursement " in line for line in lines), "the noun, not what is done"
            columns = {line.index(f"{kind}_x") for kind in Kind for line in lines if f"{kind}_x" in line}
            assert len(columns) == 1
