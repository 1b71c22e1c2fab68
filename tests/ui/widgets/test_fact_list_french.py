"""Labels of facts in French: they get the room that they need, within reason."""

from textual.app import App, ComposeResult

from stancer_tui.language import Language, using
from stancer_tui.ui.widgets.fact_list import Fact, FactList

FACTS = (Fact("Bénéficiaire", "Zoé"), Fact("Un nom de champ inconnu", "oui"))


class Shown(App[None]):
    """Shows the facts, their labels ten cells wide in English."""

    def compose(self) -> ComposeResult:
        """Lay out the facts."""
        facts = FactList(label_width=10)
        facts.show(FACTS)
        yield facts


async def drawn(language: Language) -> list[str]:
    """The lines of the facts."""
    with using(language):
        app = Shown()
        async with app.run_test(size=(60, 10)):
            return [line.rstrip() for line in str(app.query_one(FactList).render()).splitlines()]


async def test_a_label_a_little_longer_than_in_english_stays_beside_its_value() -> None:
    beside, *_rest = await drawn(Language.FR)
    assert beside == "Bénéficiaire Zoé"


async def test_a_label_that_is_far_too_long_has_a_line_of_its_own_and_moves_no_other() -> None:
    lines = await drawn(Language.FR)
    assert lines[1:] == ["Un nom de champ inconnu", "             oui"]


async def test_english_keeps_its_width() -> None:
    assert (await drawn(Language.EN))[0] == "Bénéficiaire"
