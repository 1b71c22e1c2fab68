"""What is pasted into a line stands there as it was meant."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from stancer_tui.models.typed_text import key_text
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.forms.reading import grouped
from stancer_tui.ui.widgets.line_input import LineInput
from tests.ui.driving import WIDE, demo, notices, payments, press, settled, until


class Lines(App[None]):
    """A line of text, one for an IBAN, one for a key and a short one."""

    def compose(self) -> ComposeResult:
        yield LineInput(id="text")
        yield LineInput(id="iban", max_length=42, clean=grouped)
        yield LineInput(id="key", password=True, clean=key_text)
        yield LineInput("ab", id="short", max_length=5)


@pytest.mark.parametrize(
    ("field", "pasted", "stands"),
    [
        ("text", "\n\n  first\r\nsecond\n", "first second"),
        ("text", "CMD-\u200b100\u00a0\u2060", "CMD-100"),
        ("iban", "FR14 2004 1010\n0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("iban", "IBAN : FR14-2004-1010-0505-0001-3M02-606", "FR14 2004 1010 0505 0001 3M02 606"),
        ("key", '"stest_x"\n', "stest_x"),
        ("short", "cdefgh", "abcde"),
        ("short", "\u200b\n", "ab"),
    ],
)
async def test_a_paste_is_joined_and_cleaned(field: str, pasted: str, stands: str) -> None:
    async with Lines().run_test(notifications=True) as pilot:
        line = pilot.app.query_one(f"#{field}", Input)
        line.focus()
        line.selection = line.selection.cursor(len(line.value))
        line.post_message(events.Paste(pasted))
        await pilot.pause()
        assert line.value == stands
        assert bool(notices(pilot.app)) == (pasted == "cdefgh"), "a cut is said"


async def test_a_paste_takes_the_place_of_what_is_selected() -> None:
    async with Lines().run_test(notifications=True) as pilot:
        line = pilot.app.query_one("#short", Input)
        line.focus()
        line.select_all()
        line.post_message(events.Paste("vwxyz"))
        await pilot.pause()
        assert line.value == "vwxyz"


@pytest.mark.parametrize(
    ("since", "until_text", "key"),
    [
        ("25/10/2026", "01.11.2026", "2026-10-25/2026-11-01"),
        ("2026-10-25", "", "2026-10-25/"),
        ("hier", "today", "2026-11-20/2026-11-21"),
    ],
)
async def test_the_dates_dialog_reads_dates_as_forms_do(since: str, until_text: str, key: str) -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "d")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChooseWindow)
        dialog.query_one("#since", Input).value = since
        dialog.query_one("#until", Input).value = until_text
        dialog.query_one("#until", Input).focus()
        await pilot.press("enter")
        await until(pilot, lambda: getattr(payments(pilot).loader.window, "key", None) == key)


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "1900-01-01", "31/02/2026"])
async def test_a_day_out_of_reach_is_refused_and_stays(typed: str) -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "d")
        dialog = pilot.app.screen
        dialog.query_one("#since", Input).value = typed
        dialog.query_one("#since", Input).focus()
        await press(pilot, "enter")
        assert pilot.app.screen is dialog
        assert dialog.query_one("#since", Input).value == typed
        await settled(pilot)
