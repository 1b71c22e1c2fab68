"""The Payments section through the running program, on the in-process sandbox."""

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.ui.screens.payment import PaymentScreen
from tests.ui.driving import NARROW, WIDE, demo, desk_app, payments, press, screen_text, settled, table


def created(rows: list[PaymentRow]) -> list[int]:
    return [row.created or 0 for row in rows]


async def test_the_newest_payments_come_first_and_all_of_the_window_arrives() -> None:
    async with demo() as pilot:
        view = payments(pilot).list.view
        rows = [view.row(position) for position in range(len(view))]
        assert len(rows) > 20
        assert created(rows) == sorted(created(rows), reverse=True)
        assert f"last 7 days · {len(rows)} of {len(rows)}" in screen_text(desk_app(pilot))


async def test_the_cursor_walks_and_the_preview_follows() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "j", "j", "k")
        row = table(pilot).current
        assert row is payments(pilot).list.view.row(1)
        assert row.id in screen_text(desk_app(pilot))
        await press(pilot, "G")
        assert table(pilot).current is payments(pilot).list.view.row(len(payments(pilot).list.view) - 1)
        await press(pilot, "g")
        assert table(pilot).cursor == 0


async def test_enter_opens_the_payment_and_escape_comes_back_to_the_same_row() -> None:
    async with demo() as pilot:
        await press(pilot, "j", "j", "j")
        row = table(pilot).current
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaymentScreen)
        assert row.id in screen_text(desk_app(pilot))
        await press(pilot, "escape")
        assert table(pilot).current is row


async def test_search_narrows_as_you_type_and_escape_clears_it() -> None:
    async with demo() as pilot:
        everything = len(payments(pilot).list.view)
        await press(pilot, "slash", *"refused")
        found = payments(pilot).list.view
        assert 0 < len(found) < everything
        assert all(found.row(position).status == "refused" for position in range(len(found)))
        await press(pilot, "escape")
        assert len(payments(pilot).list.view) == everything
        assert pilot.app.focused is table(pilot)


async def test_a_search_without_hits_is_no_empty_window() -> None:
    async with demo() as pilot:
        await press(pilot, "slash", *"zzzz")
        text = screen_text(desk_app(pilot))
        assert "No loaded payment matches" in text
        assert "No payments in" not in text


async def test_at_80x24_one_line_tells_code_and_meaning_without_a_key() -> None:
    async with demo(NARROW) as pilot:
        await type_text(pilot, "slash", "refused")
        await press(pilot, "enter")
        row = table(pilot).current
        entry = lookup(row.response, Family.CARD)
        assert entry is not None
        assert f"{row.response} {entry.title}" in screen_text(desk_app(pilot))


async def test_test_and_live_show_different_payments_and_the_mode_in_words() -> None:
    async with demo() as pilot:
        test_row = table(pilot).current
        assert "TEST" in screen_text(desk_app(pilot))
        await press(pilot, "ctrl+t")
        assert "Switch to LIVE?" in screen_text(desk_app(pilot))
        await press(pilot, "enter")
        assert desk_app(pilot).mode is Mode.TEST, "the harmless answer has the focus"
        await press(pilot, "ctrl+t", "tab", "enter")
        await settled(pilot)
        text = screen_text(desk_app(pilot))
        assert "DEMO·LIVE" in text
        assert "TEST" not in text
        assert test_row.id not in text
        assert table(pilot).current.live_mode in {True, None}
        await press(pilot, "ctrl+t")
        assert desk_app(pilot).mode is Mode.TEST, "back to test needs no question"
        assert table(pilot).current == test_row


async def test_refresh_keeps_the_cursor_the_marks_and_the_search() -> None:
    async with demo() as pilot:
        await press(pilot, "slash", *"captured", "enter", "j", "space", "j")
        before, marks = table(pilot).current, set(table(pilot).marks)
        await press(pilot, "f5")
        assert table(pilot).current == before
        assert table(pilot).marks == marks
        assert payments(pilot).list.query == "captured"


async def test_dates_can_be_chosen_and_bad_dates_are_told_at_the_field() -> None:
    async with demo() as pilot:
        before = len(payments(pilot).list)
        await press(pilot, "d", "tab", *"2026-11-2x", "enter")
        assert "Write dates as YYYY-MM-DD" in screen_text(desk_app(pilot))
        assert "2026-11-2x" in screen_text(desk_app(pilot)), "what was typed is kept"
        await press(pilot, "escape", "d", "tab", *"2026-11-20", "tab", *"2026-11-20", "enter")
        rows = [payments(pilot).list.view.row(position) for position in range(len(payments(pilot).list.view))]
        assert 0 < len(rows) < before
        assert "2026-11-20" in screen_text(desk_app(pilot))


async def test_a_terminal_that_is_too_small_says_so() -> None:
    async with demo((50, 12)) as pilot:
        assert "too small" in screen_text(desk_app(pilot))


async def test_the_help_names_the_keys_of_the_screen_the_list_and_the_program() -> None:
    async with demo() as pilot:
        await press(pilot, "question_mark")
        text = screen_text(desk_app(pilot))
        for words in ("Narrow the list", "Go to the last row", "Switch between test and live"):
            assert words in text
