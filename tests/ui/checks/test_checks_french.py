"""Account checks in French: what came of them, whom they were about, what is found and exported."""

from pathlib import Path

import pytest
from textual.widgets import Static

from stancer_tui.ui.checks.listing import EXPORT
from tests.ui.checks.test_outcomes import answer, asked, here, rows
from tests.ui.checks.test_section import IBAN, NAME, checker
from tests.ui.desks.refund_shop import Loss
from tests.ui.desks.scripted_money_api import MoneyApp
from tests.ui.desks.ticket_shop import named
from tests.ui.driving import NARROW, press, screen_text, settled

pytestmark = pytest.mark.usefixtures("french")


def flat(text: str) -> str:
    """A screen in one line, without frames: a sentence is found wherever it wraps."""
    return " ".join(text.translate(str.maketrans("│╭╮╰╯─┃┏┓┗┛━▁▂▃▄▅▆▇", " " * 19)).split())


async def test_an_outcome_stands_whole_beside_the_person_at_80_columns() -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "born")] = answer("born", date_birth_valid=False, score_name=100)
    async with asked(app, "born", size=NARROW) as pilot:
        line = screen_text(pilot.app).splitlines()[3]
        assert "✗ date de naissance différente" in line
        assert "Nora Petit" in line
        outcome, whom = str(pilot.app.screen.query_one("#strip", Static).render()).splitlines()
        assert outcome.startswith("✗ date de naissance différente · La banque ne confirme pas")
        assert whom.startswith("Nora Petit · FR··2606 · Vérification de compte")
        assert "✗ 1 non confirmée" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("statut:date_de_naissance", "born"),
        ("status:birth_date", "born"),
        ("différente", "born"),
        ("statut:confirmé", "good"),
        ("status:confirmed", "good"),
    ],
)
async def test_an_outcome_is_found_by_its_word_in_both_languages(typed: str, found: str) -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "born")] = answer("born", date_birth_valid=False, score_name=100)
    app.objects[named("chck", "good")] = answer("good", verified=True, score_name=100)
    async with asked(app, "born", "good") as pilot:
        here(pilot).search_for(typed)
        await settled(pilot)
        assert [line.key for line in here(pilot).lines.shown] == [found]


async def test_a_file_keeps_the_english_word_of_an_outcome() -> None:
    app = MoneyApp(live=True)
    app.objects[named("chck", "born")] = answer("born", date_birth_valid=False, score_name=100)
    async with asked(app, "born") as pilot:
        (line,) = here(pilot).lines
        (outcome,) = [column.value(line) for column in EXPORT if column.name == "outcome"]
        assert outcome == "birth date does not match"
        assert rows(pilot) == ["✗ date de naissance différente · Nora Petit · FR··2606"]


async def test_an_answer_that_cannot_be_read_is_no_outcome() -> None:
    app = MoneyApp(live=True)
    app.refuse = lambda path, _body: (500, {"error": {"message": "Oops"}}) if "check/" in path else None
    async with asked(app, "bad") as pilot:
        assert rows(pilot) == ["? issue non lue · – · –"]


async def test_a_wrong_iban_is_said_at_its_field(tmp_path: Path) -> None:
    async with checker(tmp_path, size=NARROW) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban="FR1420041010050500013M02607", name=NAME, date_birth="1978-09-09")
        await press(at.pilot, "ctrl+s")
        assert "La clé de contrôle ne concorde pas" in at.error("iban")
        assert at.posts == []


async def test_a_lost_answer_is_unknown_and_says_what_sending_again_does(tmp_path: Path) -> None:
    async with checker(tmp_path, size=NARROW) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban=IBAN, name=NAME, date_birth="1978-09-09")
        at.desks.wire.loss = Loss.AFTER
        await press(at.pilot, "ctrl+s")
        words = flat(at.text)
        assert "Une vérification ne déplace pas d’argent" in words
        assert "La banque est interrogée." not in words
        assert len(at.posts) == 1


async def test_what_waits_is_counted_in_the_header(tmp_path: Path) -> None:
    async with checker(tmp_path, size=NARROW) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban=IBAN, name=NAME, date_birth="1978-09-09")
        await press(at.pilot, "ctrl+s")
        assert "La banque est interrogée." in flat(at.text)
        assert "1 vérification en attente" in at.text
        at.desks.clock.advance(60)
        await at.until("Réponse à une vérification")
        assert "La banque confirme" in at.told
