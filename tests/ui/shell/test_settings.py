"""Settings and what is remembered, through the running program."""

from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from stancer_tui.config import DemoOptions, SavedView, UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.scopes import SCOPES
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.refunds.section import RefundsScreen
from stancer_tui.ui.shell.line_filter import SIGNS
from tests.ui.driving import (
    NOW,
    PARIS,
    WIDE,
    current,
    demo,
    desk_app,
    notices,
    payments,
    press,
    rows,
    screen_text,
    settled,
    table,
    type_text,
)

TALL = (100, 45)


def heading(text: str) -> str:
    """The line with the labels of the columns."""
    return next(line for line in text.splitlines() if "Amount" in line and "Status" in line)


class TestKeys:
    async def test_a_command_answers_to_its_new_key_and_no_more_to_the_old(self) -> None:
        async with demo(settings=UiSettings(keys={"payments.refund": "x"})) as pilot:
            await press(pilot, "r")
            assert current(pilot) is rows(pilot)[0], "still in the list"
            await press(pilot, "x")
            assert isinstance(pilot.app.screen, RefundForm)

    async def test_two_commands_that_changed_places(self) -> None:
        keys = {"payments.refund": "d", "payments.window": "r"}
        async with demo(settings=UiSettings(keys=keys)) as pilot:
            await press(pilot, "r")
            assert "Dates to load" in screen_text(desk_app(pilot))
            await press(pilot, "escape", "d")
            assert isinstance(pilot.app.screen, RefundForm)

    async def test_a_command_of_the_list_and_one_of_the_program(self) -> None:
        keys = {"list.down": "ctrl+n,down", "app.section_refunds": "R"}
        async with demo(settings=UiSettings(keys=keys)) as pilot:
            await press(pilot, "ctrl+n", "down", "j")
            assert table(pilot).cursor == 2
            await press(pilot, "R")
            assert isinstance(pilot.app.screen, RefundsScreen)

    async def test_footer_help_and_palette_name_the_real_key(self) -> None:
        keys = {"payments.refund": "x", "app.help": "f2,question_mark", "payments.window": "ctrl+d"}
        async with demo(TALL, settings=UiSettings(keys=keys)) as pilot:
            footer = screen_text(desk_app(pilot)).splitlines()[-1]
            assert "x Refund" in footer
            assert "ctrl+d Dates" in footer
            assert "f2 Help" in footer
            await press(pilot, "f2")
            lines = screen_text(desk_app(pilot)).splitlines()
            assert " x " in next(line for line in lines if "Refund it, or the marked ones" in line)
            assert " ctrl+d " in next(line for line in lines if "Choose the dates" in line)
            await press(pilot, "escape", "ctrl+p")
            await type_text(pilot, "or the marked ones")
            await settled(pilot)
            assert "key x" in screen_text(desk_app(pilot))

    def test_every_command_is_known_to_the_check(self) -> None:
        from stancer_tui.ui import commands

        modules = [
            import_module(f"{commands.__name__}.{each.name}") for each in iter_modules(commands.__path__)
        ]
        groups = [each for module in modules for each in vars(module).values() if isinstance(each, tuple)]
        every = {each.id for group in groups for each in group if isinstance(each, Command)}
        assert every == {each.id for scope in SCOPES for each in scope}

    def test_no_key_is_two_commands_from_the_start(self) -> None:
        for scope in SCOPES:
            keys = [(key, each.id) for each in scope for key in each.keys.split(",")]
            twice = {key for key, name in keys if any(key == k and name != n for k, n in keys)}
            assert twice <= {"f12"}, "the request log closes with the key that opened it"


class TestLook:
    async def test_theme_columns_statuses_and_preview(self) -> None:
        settings = UiSettings(theme="stancer-light", ascii=True, columns=("status", "amount"), preview=False)
        async with demo(WIDE, settings=settings) as pilot:
            assert pilot.app.theme == "stancer-light"
            assert not pilot.app.current_theme.dark
            line = heading(screen_text(desk_app(pilot)))
            assert line.index("Status") < line.index("Amount"), "in the order in which they are named"
            assert "Created" not in line
            status, _ = table(pilot).columns
            assert all(status.text(row).translate(SIGNS).isascii() for row in rows(pilot))
            assert not payments(pilot).query_one("#preview").display
            await press(pilot, "p")
            assert payments(pilot).query_one("#preview").display
            await press(pilot, "u")
            assert heading(screen_text(desk_app(pilot)))[:40] == line[:40], "the same columns in UTC"

    async def test_a_list_begins_sorted_with_the_dates_of_the_settings(self) -> None:
        settings = UiSettings(sort="-amount", columns=("amount",), window="24h")
        async with demo(settings=settings) as pilot:
            euros = [row.amount for row in rows(pilot) if row.currency == "eur"]
            assert len(euros) > 2
            assert euros == sorted(euros, reverse=True)
            text = screen_text(desk_app(pilot))
            assert "last 24 hours" in text
            assert "by amount, highest first" in text


class TestChoosing:
    async def test_sorting_by_a_column_and_turning_it_round(self) -> None:
        async with demo() as pilot:
            await press(pilot, "j", "S", "down", "enter")
            euros = [row.amount for row in rows(pilot) if row.currency == "eur"]
            assert euros == sorted(euros, reverse=True)
            assert table(pilot).cursor == 0
            await press(pilot, "S")
            assert "now by amount, highest first" in screen_text(desk_app(pilot))
            assert "lowest first" in screen_text(desk_app(pilot))
            await press(pilot, "down", "enter")
            assert [row.amount for row in rows(pilot) if row.currency == "eur"] == sorted(euros)
            await press(pilot, "S", "enter")
            created = [row.created or 0 for row in rows(pilot)]
            assert created == sorted(created, reverse=True)

    async def test_columns_are_ticked_and_one_is_left_at_least(self) -> None:
        async with demo(WIDE, settings=UiSettings(columns=("created", "amount", "status"))) as pilot:
            await press(pilot, "C", "space", "enter")
            assert [column.key for column in table(pilot).columns] == ["amount", "status"]
            await press(pilot, "C", "down", "space", "down")
            lines = screen_text(desk_app(pilot)).splitlines()
            assert not any("✓ Amount" in line for line in lines), "seen without colours"
            assert any("✓ Status" in line for line in lines)
            await press(pilot, "space", "enter")
            assert "Tick at least one column." in screen_text(desk_app(pilot))
            await press(pilot, "escape")
            assert [column.key for column in table(pilot).columns] == ["amount", "status"]


class TestViews:
    async def test_a_view_sets_search_dates_and_sorting(self) -> None:
        async with demo(options=DemoOptions(now=NOW, payments=3000)) as pilot:
            await press(pilot, "V", "enter")
            assert payments(pilot).search.value == "status:refused date:today"
            assert "last 24 hours" in screen_text(desk_app(pilot))
            assert {row.status for row in rows(pilot)} == {"refused"}
            days = {datetime.fromtimestamp(row.created or 0, PARIS).date() for row in rows(pilot)}
            assert days == {NOW.date()}
            assert pilot.app.focused is table(pilot)
            assert current(pilot) is rows(pilot)[0]

    async def test_authorisations_that_lapse_next_come_first(self) -> None:
        async with demo(options=DemoOptions(now=NOW, payments=3000)) as pilot:
            await press(pilot, "V", "down", "enter")
            created = [row.created or 0 for row in rows(pilot)]
            assert {row.status for row in rows(pilot)} == {"authorized"}
            assert created == sorted(created)
            assert max(created) <= desk_app(pilot).parts.clock.now().timestamp() - 5 * 86400
            assert "oldest first" in screen_text(desk_app(pilot))

    async def test_what_a_view_does_not_name_stays(self) -> None:
        views = (SavedView("Visa", "brand:visa"),)
        async with demo(settings=UiSettings(views=views, sort="-amount", window="30d")) as pilot:
            before = len(payments(pilot).rows)
            await press(pilot, "V", "enter")
            assert {row.brand for row in rows(pilot)} == {"visa"}
            assert len(payments(pilot).rows) == before, "nothing was loaded again"
            assert "last 30 days" in screen_text(desk_app(pilot))
            assert "highest first" in screen_text(desk_app(pilot))

    async def test_the_palette_offers_them(self) -> None:
        async with demo(settings=UiSettings(views=(SavedView("Visa", "brand:visa"),))) as pilot:
            await press(pilot, "ctrl+p")
            await type_text(pilot, "view: visa")
            await press(pilot, "enter")
            assert payments(pilot).search.value == "brand:visa"
            assert {row.brand for row in rows(pilot)} == {"visa"}

    async def test_a_view_with_a_hostile_name_is_shown_harmlessly(self) -> None:
        async with demo(settings=UiSettings(views=(SavedView("[red]Ma\x1b[2Jl", "[/]"),))) as pilot:
            await press(pilot, "V")
            assert "[red]Ma\ufffd[2Jl" in screen_text(desk_app(pilot))


class TestRemembering:
    async def test_each_mode_comes_back_as_it_was_left(self, tmp_path: Path) -> None:
        path = tmp_path / "state" / "desk.json"
        state = DeskState(path)
        async with demo(WIDE, state=state) as pilot:
            await press(pilot, "S", "down", "enter", "p", "d", "down", "down", "down", "enter")
            assert "last 90 days" in screen_text(desk_app(pilot))
            await press(pilot, "3")
        state.save()

        again = DeskState(path)
        async with demo(WIDE, state=again) as pilot:
            assert isinstance(pilot.app.screen, RefundsScreen)
            await press(pilot, "2")
            text = screen_text(desk_app(pilot))
            assert "last 90 days" in text
            assert "by amount, highest first" in text
            assert not payments(pilot).query_one("#preview").display
        async with demo(WIDE, mode=Mode.LIVE, state=again) as pilot:
            text = screen_text(desk_app(pilot))
            assert "last 7 days" in text, "live was never changed"
            assert "highest first" not in text

    async def test_days_that_were_chosen_come_back_as_days(self, tmp_path: Path) -> None:
        state = DeskState(tmp_path / "desk.json")
        async with demo(state=state) as pilot:
            await press(pilot, "d", "tab")
            await type_text(pilot, "2026-11-20")
            await press(pilot, "tab")
            await type_text(pilot, "2026-11-20")
            await press(pilot, "enter")
            found = [row.id for row in rows(pilot)]
        state.save()
        async with demo(state=DeskState(tmp_path / "desk.json")) as pilot:
            assert [row.id for row in rows(pilot)] == found

    async def test_no_payment_is_in_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.json"
        state = DeskState(path)
        async with demo(WIDE, state=state) as pilot:
            await press(pilot, "slash")
            await type_text(pilot, "secretword")
            await press(pilot, "escape", "enter", "escape", "S", "down", "enter", "3", "2")
            ids = [row.id for row in rows(pilot)]
        state.save()
        text = path.read_text(encoding="utf-8")
        assert "secretword" not in text
        assert not any(each in text for each in ids)

    async def test_what_the_file_names_and_nobody_knows_is_passed_over(self) -> None:
        state = DeskState()
        state.change(Mode.TEST, section="nowhere")
        state.change_list(
            Mode.TEST, "payments", window="next year", sort="-colour", columns=("colour", "amount")
        )
        async with demo(state=state) as pilot:
            assert "last 7 days" in screen_text(desk_app(pilot))
            assert [column.key for column in table(pilot).columns] == ["amount"]
            created = [row.created or 0 for row in rows(pilot)]
            assert created == sorted(created, reverse=True)

    async def test_a_damaged_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "desk.json").write_text("{", encoding="utf-8")
        async with demo(WIDE, state=DeskState(tmp_path / "desk.json")) as pilot:
            (notice,) = notices(pilot.app)
            assert "desk.json is damaged" in notice
