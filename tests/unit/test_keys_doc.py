"""docs/keys.md has every command of the program with its keys."""

from stancer_tui.ui.commands.scopes import SCOPES
from tests.keys_docs import GROUPS, PAGE, spelled, written

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_as_the_commands_are() -> None:
    assert written(TEXT) == TEXT, "python -m tests.keys_docs --write"


def test_every_command_stands_in_a_place_and_no_other_does() -> None:
    placed = {command.id for group in GROUPS for command in group.commands}
    assert placed == {command.id for scope in SCOPES for command in scope}


def test_keys_are_written_as_the_desk_writes_them() -> None:
    commands = {command.id: command for scope in SCOPES for command in scope}
    assert spelled(commands["list.page_down"]) == "`pgdn` `ctrl+f`"
    assert spelled(commands["payments.search"]) == "`/`"
    assert spelled(commands["app.help"]) == "`?` `f1`"
