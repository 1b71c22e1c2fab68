"""The Payments section through the running program, on the in-process sandbox."""

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.driving import (
    NARROW,
    WIDE,
    current,
    demo,
    desk_app,
    payments,
    press,
    rows,
    screen_text,
    settled,
    table,
    type_text,
)


def created(rows: list[PaymentRow]) -> list[int]:
    return [row.created or 0 for row in rows]


async def test_the_newest_payments_come_first_and_all_of_the_window_arrives() -> None:
    async with demo() as pilot:
        found = rows(pilot)
        assert len(found) > 20
        assert created(found) == sorted(created(found), reverse=True)
        assert f"last 7 days · {len(found)} of {len(found)}" in screen_text(desk_app(pilot))


async def test_the_cursor_walks_and_the_preview_follows() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "j", "j", "k")
        assert current(pilot) is rows(pilot)[1]
        assert current(pilot).id in screen_text(desk_app(pilot))
        await press(pilot, "G")
        assert current(pilot) is rows(pilot)[-1]
        await press(pilot, "g")
        assert table(pilot).cursor == 0


async def test_enter_opens_the_payment_and_escape_comes_back_to_the_same_row() -> None:
    async with demo() as pilot:
        await press(pilot, "j", "j", "j")
        row = current(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaymentScreen)
        assert row.id in screen_text(desk_app(pilot))
        await press(pilot, "escape")
        assert current(pilot) is row


async def test_search_narrows_as_you_type_and_escape_clears_it() -> None:
    async with demo() as pilot:
        everything = len(rows(pilot))
        await press(pilot, "slash")
        await type_text(pilot, "refused")
        assert 0 < len(rows(pilot)) < everything
        assert {row.status for row in rows(pilot)} == {"refused"}
        await press(pilot, "escape")
        assert len(rows(pilot)) == everything
        assert pilot.app.focused is table(pilot)


async def test_a_search_without_hits_is_no_empty_window() -> None:
    async with demo() as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "zzzz")
        text = screen_text(desk_app(pilot))
        assert "No loaded payment matches" in text
        assert "No payments" not in text


async def test_at_80x24_one_line_tells_code_and_meaning_without_a_key() -> None:
    async with demo(NARROW) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "refused")
        await press(pilot, "enter")
        code = current(pilot).response
        entry = lookup(code or "", Family.CARD)
        assert entry is not None
        assert f"{code} {entry.title}" in screen_text(desk_app(pilot))


async def test_test_and_live_show_different_payments_and_the_mode_in_words() -> None:
    async with demo() as pilot:
        test_row = current(pilot)
        assert "TEST" in screen_text(desk_app(pilot))
        await press(pilot, "ctrl+t")
        assert "Switch to LIVE?" in screen_text(desk_app(pilot))
        await press(pilot, "enter")
        assert desk_app(pilot).parts.places.mode is Mode.TEST, "the harmless answer has the focus"
        await press(pilot, "ctrl+t", "tab", "enter")
        await settled(pilot)
        text = screen_text(desk_app(pilot))
        assert "DEMO·LIVE" in text
        assert "TEST" not in text
        assert test_row.id not in text
        assert current(pilot).live_mode in {True, None}
        await press(pilot, "ctrl+t")
        assert desk_app(pilot).parts.places.mode is Mode.TEST, "back to test needs no question"
        assert current(pilot) == test_row


async def test_refresh_keeps_the_cursor_the_marks_and_the_search() -> None:
    async with demo() as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "captured")
        await press(pilot, "enter", "j", "space", "j")
        before, marks = current(pilot), set(table(pilot).marks)
        await press(pilot, "f5")
        assert current(pilot) == before
        assert table(pilot).marks == marks
        query = payments(pilot).rows.query
        assert query is not None
        assert query.text == "captured"


async def test_dates_can_be_chosen_and_bad_dates_are_told_at_the_field() -> None:
    async with demo() as pilot:
        before = len(payments(pilot).rows)
        await press(pilot, "d", "tab")
        await type_text(pilot, "2026-11-2x")
        await press(pilot, "enter")
        assert "Write a date as" in screen_text(desk_app(pilot))
        assert "2026-11-2x" in screen_text(desk_app(pilot)), "what was typed is kept"
        await press(pilot, "escape", "d", "tab")
        await type_text(pilot, "2026-11-20")
        await press(pilot, "tab")
        await type_text(pilot, "2026-11-20")
        await press(pilot, "enter")
        assert 0 < len(rows(pilot)) < before
        assert "2026-11-20" in screen_text(desk_app(pilot))


async def test_a_terminal_that_is_too_small_says_so() -> None:
    async with demo((50, 12)) as pilot:
        assert "too small" in screen_text(desk_app(pilot))


async def test_the_help_names_the_keys_of_the_screen_the_list_and_the_program() -> None:
    async with demo((80, 45)) as pilot:
        await press(pilot, "question_mark")
        text = screen_text(desk_app(pilot))
        for words in ("Narrow the list", "Go to the last row", "1–7", "Switch between test and live"):
            assert words in text
