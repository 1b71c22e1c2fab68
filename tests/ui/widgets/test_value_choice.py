"""One of a few values on one line: nothing is chosen until the agent does."""

from textual.app import App, ComposeResult

from stancer_tui.ui.widgets.value_choice import ValueChoice
from tests.ui.driving import screen_text, type_text


class Chooser(App[None]):
    """A program with one choice."""

    changes = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield ValueChoice((("d", "duplicate"), ("g", "goodwill"), ("o", "other")))

    def on_value_choice_changed(self) -> None:
        """Count the changes."""
        self.changes += 1


async def test_the_arrows_go_round_and_nothing_is_chosen_before() -> None:
    app = Chooser()
    async with app.run_test(size=(40, 5)) as pilot:
        choice = app.query_one(ValueChoice)
        choice.focus()
        assert choice.value is None
        assert "choose with" in screen_text(app)
        for key, value in (("right", "d"), ("space", "g"), ("right", "o"), ("right", "d"), ("left", "o")):
            await pilot.press(key)
            assert choice.value == value
        assert "‹ other ›" in screen_text(app)
        assert app.changes == 5


async def test_left_begins_at_the_end_and_a_click_goes_on() -> None:
    app = Chooser()
    async with app.run_test(size=(40, 5)) as pilot:
        choice = app.query_one(ValueChoice)
        choice.focus()
        await pilot.press("left")
        assert choice.value == "o"
        await pilot.click(ValueChoice)
        assert choice.value == "d"
        choice.value = "g"
        assert choice.value == "g"


async def test_what_is_typed_chooses_the_one_whose_words_begin_so() -> None:
    names = (("a", "Éric Perrin"), ("b", "Nadia Perrin"), ("c", "Nadège Roy"), ("d", "Jean-Paul Petit"))

    class Colleagues(App[int]):
        def compose(self) -> ComposeResult:
            yield ValueChoice(names)

    app = Colleagues()
    async with app.run_test(size=(40, 5)) as pilot:
        choice = app.query_one(ValueChoice)
        choice.focus()
        for typed, value in (("nad", "b"), ("e", "c"), ("ge royx", "c")):
            await type_text(pilot, typed)
            assert choice.value == value, typed
        await pilot.press("left", "e")
        assert choice.value == "a"
        await pilot.press("left")
        await type_text(pilot, "jean-paul p")
        assert choice.value == "d", "no letter of a name begins another one"
        await pilot.press("right", "z")
        assert choice.value == "a", "what nothing begins with chooses nothing"
