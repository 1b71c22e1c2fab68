"""What people keep at Stancer in French, as an agent reads it on a terminal of 80 columns."""

from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.ui.stored.confirm_deletion import ConfirmDeletion
from stancer_tui.ui.stored.testdata import card_choices
from tests.ui.desks.stored_writer import ANNA, HOME, SIGNED, VISA, Keeper, New, keeper
from tests.ui.driving import NARROW

pytestmark = pytest.mark.usefixtures("french")


def flat(at: Keeper) -> str:
    """The screen in one line, without frames: a sentence is found wherever it wraps."""
    return " ".join(at.text.translate(str.maketrans("│╭╮╰╯─┃┏┓┗┛━▁▂▃▄▅▆▇", " " * 19)).split())


@pytest.mark.parametrize(
    ("new", "question", "done"),
    [
        (ANNA, "Supprimer le client · TEST", "Stancer n’a plus ce client"),
        (SIGNED, "Supprimer le compte SEPA · TEST", "Stancer n’a plus ce compte SEPA"),
        (VISA, "Supprimer la carte · TEST", "Stancer n’a plus cette carte"),
        (HOME, "Supprimer l’adresse · TEST", "Stancer n’a plus cette adresse"),
    ],
)
async def test_a_deletion_is_asked_and_told_in_the_gender_of_its_object(
    tmp_path: Path, new: New, question: str, done: str
) -> None:
    async with keeper(tmp_path, size=NARROW) as at:
        await at.at(new)
        await at.press("D")
        assert isinstance(at.top, ConfirmDeletion)
        assert question in at.text
        assert "C’est définitif" in flat(at)
        await at.press("enter")
        assert at.requests == 0, "the harmless answer has the focus"
        await at.press("D", "tab", "enter")
        assert done in flat(at)
        assert len(at.writes) == 1


async def test_the_buttons_of_a_deletion_in_live_fit_and_say_live(tmp_path: Path) -> None:
    async with keeper(tmp_path, mode=Mode.LIVE, size=NARROW) as at:
        await at.at(SIGNED)
        await at.press("D")
        assert "Supprimer le compte SEPA · PRODUCTION" in at.text
        assert "un vrai compte SEPA sera supprimé." in flat(at)
        assert "Conserver" in at.text


async def test_a_deletion_whose_answer_is_lost_is_not_called_done(tmp_path: Path) -> None:
    async with keeper(tmp_path, size=NARROW) as at:
        await at.at(HOME)
        with at.lose_answers():
            await at.press("D", "tab", "enter")
        assert "f5 relit" in flat(at)
        assert "Suppression faite" not in flat(at)
        await at.press("f5")
        assert "Suppression faite. Stancer répond 404" in flat(at)
        assert len(at.writes) == 1


async def test_a_signed_mandate_says_why_it_is_not_changed_and_what_to_do(tmp_path: Path) -> None:
    async with keeper(tmp_path, size=NARROW) as at:
        await at.at(SIGNED)
        words = flat(at)
        assert "Son mandat est signé" in words
        assert "en tire un nouveau compte avec un nouveau mandat." in words
        await at.press("m")
        assert "Stancer ne modifie pas un tel compte." in at.notices


async def test_what_is_changed_to_nothing_is_said_and_not_sent(tmp_path: Path) -> None:
    async with keeper(tmp_path, size=NARROW) as at:
        await at.at(ANNA)
        await at.press("m", "ctrl+s")
        assert "rien n’a été envoyé." in flat(at)
        assert at.requests == 0


def test_test_cards_are_named_in_the_language_that_is_spoken() -> None:
    named = [each.label for each in card_choices()]
    assert "visa 4242 US, accepté" in named
    assert [label for label in named if ", puis contesté" in label]
    assert not [label for label in named if "accepté, puis" in label], "only what it ends in is said"
