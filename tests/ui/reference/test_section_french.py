"""The Reference section, read by an agent who speaks French."""

import pytest
from textual.pilot import Pilot

from stancer_tui.reference.codes import Family, lookup
from tests.ui.driving import NARROW, desk_app, notices, press, screen_text
from tests.ui.reference.test_section import ROOMY, demo, entry_words, listed, look_up, words

pytestmark = pytest.mark.usefixtures("french")


def line(pilot: Pilot[int], text: str) -> str:
    """The first line of the screen with a text in it."""
    return next(each for each in screen_text(desk_app(pilot)).split("\n") if text in each)


@pytest.mark.parametrize("size", [NARROW, (160, 45)])
async def test_a_code_says_what_it_means_and_the_french_sentence_first(size: tuple[int, int]) -> None:
    async with demo(size) as pilot:
        await look_up(pilot, "51")
        await press(pilot, "enter", "enter")
        entry = lookup("51", Family.CARD)
        assert entry is not None
        said = entry_words(pilot)
        assert entry.meaning in said
        assert "Le client" in said
        assert said.index(entry.say_fr) < said.index(entry.say_en)
        assert "En anglais" in said
        assert "Not enough money" not in said


@pytest.mark.parametrize("typed", ["encaissé", "encaisse", "captured"])
async def test_a_status_is_found_by_its_french_word_and_shown_as_lists_show_it(typed: str) -> None:
    async with demo(ROOMY) as pilot:
        await look_up(pilot, typed)
        assert listed(pilot)[0].word == "captured"
        assert line(pilot, "› ").split("›")[1].split()[0] == "encaissé"
        await press(pilot, "enter")
        assert "encaissé · captured" in entry_words(pilot)


async def test_english_words_find_the_french_entry() -> None:
    async with demo(ROOMY) as pilot:
        await look_up(pilot, "not enough money")
        assert "51" in {item.word for item in listed(pilot)}
        await look_up(pilot, "carte test refusé visa")
        assert listed(pilot)


async def test_the_groups_stand_in_one_line_at_80_columns() -> None:
    async with demo(NARROW) as pilot:
        await press(pilot, "7")
        assert "IBAN test" in line(pilot, "Tout")
        await look_up(pilot, "carte")
        assert "IBAN test" in line(pilot, "Tout")


async def test_the_statuses_show_who_can_act_at_160_columns() -> None:
    async with demo((160, 45)) as pilot:
        await press(pilot, "7", *["left"] * 3)
        heads = line(pilot, "Libellé")
        assert "Statut" in heads
        assert "Objet" in heads
        assert "→ encaiss. en cours" in screen_text(desk_app(pilot))


async def test_what_is_unknown_and_what_is_copied_is_told_in_french() -> None:
    async with demo(ROOMY) as pilot:
        await look_up(pilot, "zzzz")
        assert "Inconnu ici." in words(pilot)
        await press(pilot, "escape", "slash")
        await look_up(pilot, "54")
        await press(pilot, "enter", "Y")
        entry = lookup("54", Family.CARD)
        assert entry is not None
        assert pilot.app.clipboard == entry.say_fr
        assert "Pour le client" in notices(pilot.app)[-1]
