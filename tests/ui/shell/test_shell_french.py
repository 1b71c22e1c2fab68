"""What stands around every screen, in French: header, hints, help, palette, going to something, leaving."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from stancer_tui.config import UiSettings
from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.ui.disputes.section import DisputesScreen
from stancer_tui.ui.payouts.section import PayoutsScreen
from stancer_tui.ui.shell.help import Help
from stancer_tui.ui.shell.quit_warnings import REFUND, Leaving
from tests.ui.driving import NARROW, demo, press, screen_text, type_text

SPACIOUS = (160, 45)
NARROW_BLANK = "\u202f"


@asynccontextmanager
async def french(
    size: tuple[int, int] = NARROW, *, settings: UiSettings | None = None
) -> AsyncIterator[Pilot[int]]:
    """The program in French."""
    with using(Language.FR):
        async with demo(size, settings=settings) as pilot:
            yield pilot


def lines(pilot: Pilot[int]) -> list[str]:
    """The lines of the screen."""
    return screen_text(pilot.app).splitlines()


async def test_a_wide_header_names_every_section_and_says_that_it_is_a_test() -> None:
    async with french((190, 45)) as pilot:
        header = lines(pilot)[0]
        assert "DÉMO·TEST" in header
        assert "Atelier Lune" in header
        assert (
            "1 Vue d’ensemble  2 Paiements  3 Remboursements  4 Contestations  5 Versements  "
            "6 Vérifications  7 Référence" in header
        )


async def test_the_merchant_is_named_before_the_sections_are_named_in_full() -> None:
    async with french((160, 45)) as pilot:
        header = lines(pilot)[0]
        assert "Atelier Lune" in header
        assert "4 Contest.  5 Versem.  6 Vérif.  7 Réf." in header


async def test_a_narrow_header_names_the_section_that_is_shown_and_every_digit() -> None:
    async with french() as pilot:
        await press(pilot, "3")
        assert "1 2 3 Remboursements 4 5 6 7" in lines(pilot)[0]
        await press(pilot, "1")
        assert "1 Vue d’ensemble 2 3 4 5 6 7" in lines(pilot)[0]


async def test_the_hints_name_what_is_done_most_also_in_80_columns() -> None:
    async with french() as pilot:
        hints = lines(pilot)[-1]
        for named in ("entrée Ouvrir", "/ Chercher", "r Rembourser", "i Personne"):
            assert named in hints
        await press(pilot, "enter")
        assert "échap Retour" in lines(pilot)[-1]
        assert "r Rembourser" in lines(pilot)[-1]


@pytest.mark.parametrize("section", "1234567")
async def test_the_help_fits_its_box_in_every_section(section: str) -> None:
    async with french() as pilot:
        await press(pilot, section, "question_mark")
        assert isinstance(pilot.app.screen, Help)
        shown = screen_text(pilot.app)
        assert "Touches" in shown
        assert "Cet écran" in shown
        assert "flèches pour défiler · échap ferme" in shown
        text = pilot.app.screen.query_one("Static")
        assert text.size.width >= max(len(line) for line in str(text.render()).splitlines())


async def test_the_help_says_of_each_key_what_it_does_in_a_sentence() -> None:
    async with french(SPACIOUS) as pilot:
        await press(pilot, "question_mark")
        shown = screen_text(pilot.app)
        assert "Filtrer la liste au fil de la saisie." in shown
        assert "espace    Cocher la ligne et passer à la suivante." in shown
        assert "Aller à Vue d’ensemble, Paiements, Remboursements," in shown


async def test_the_palette_finds_a_command_by_its_french_words() -> None:
    async with french() as pilot:
        await press(pilot, "ctrl+p")
        assert "Rechercher une commande…" in screen_text(pilot.app)
        await type_text(pilot, "contestations")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DisputesScreen)


async def test_go_to_knows_the_sections_by_their_french_names() -> None:
    async with french() as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "versem")
        assert "Va à la rubrique Versements." in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PayoutsScreen)


async def test_what_can_be_created_takes_one_line_each_in_80_columns() -> None:
    async with french() as pilot:
        await press(pilot, "n")
        shown = lines(pilot)
        (first,) = (at for at, line in enumerate(shown) if "p  Paiement " in line)
        keys = [line.strip("│ ").split(" ")[0] for line in shown[first : first + 8]]
        assert "".join(keys) == "plkscbat"


async def test_the_export_counts_the_rows_and_names_the_buttons() -> None:
    async with french() as pilot:
        await press(pilot, "space", "e")
        shown = screen_text(pilot.app)
        assert "1 paiement, lignes cochées." in shown
        assert "Annuler" in shown
        assert "Écrire" in shown


async def test_the_dates_that_may_be_typed_are_told_whole() -> None:
    async with french() as pilot:
        await press(pilot, "d")
        shown = screen_text(pilot.app)
        assert f"07/11, vide{NARROW_BLANK}: maintenant" in shown
        assert "Charger ces dates" in shown


async def test_live_is_asked_for_as_production() -> None:
    async with french() as pilot:
        await press(pilot, "ctrl+t")
        shown = screen_text(pilot.app)
        assert f"Passer en PRODUCTION{NARROW_BLANK}?" in shown
        assert "argent réel" in shown
        assert "Rester en test" in shown


async def test_keys_of_the_agents_own_are_named_in_french_too() -> None:
    async with french(settings=UiSettings(keys={"payments.refund": "backspace"})) as pilot:
        assert "retour arr. Rembourser" in lines(pilot)[-1]


def test_leaving_says_in_numbers_what_ends() -> None:
    with using(Language.FR):
        leaving = Leaving(sent=(REFUND,), watched=2, changed=1, loading=12_000)
        assert leaving.title == "Un remboursement est en cours d’envoi"
        assert "Le remboursement a peut-être été effectué" in leaving.text
        assert "2 surveillances prennent fin" in leaving.text
        assert "1 changement n’a pas été consulté" in leaving.text
        assert f"12{NARROW_BLANK}000 paiements" in leaving.text
        assert Leaving(watched=1).text.startswith("1 surveillance prend fin")


async def test_a_name_of_a_mode_is_never_half_translated() -> None:
    async with french() as pilot:
        await press(pilot, "ctrl+t", "tab", "enter")
        assert f"DÉMO·{Mode.LIVE.word}" in lines(pilot)[0]
        assert "LIVE" not in lines(pilot)[0]


async def test_a_header_of_middle_width_shortens_the_names_but_that_of_the_section_shown() -> None:
    async with french((120, 24)) as pilot:
        await press(pilot, "3")
        header = lines(pilot)[0]
        assert "1 Ensemble  2 Paiements  3 Remboursements  4 Contest.  5 Versem.  6 Vérif.  7 Réf." in header


@pytest.mark.painted
async def test_a_plain_terminal_gets_plain_blanks_quotes_and_apostrophes() -> None:
    async with french(settings=UiSettings(ascii=True)) as pilot:
        await press(pilot, "ctrl+t")
        assert "Passer en PRODUCTION ?" in screen_text(pilot.app)
        assert "actions y déplacent de l'argent réel." in screen_text(pilot.app)
        await press(pilot, "escape", "7")
        assert not set(screen_text(pilot.app)) & set("«»’…\u00a0\u202f")
