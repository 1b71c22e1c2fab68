"""docs/operations.md names every operation of the client, and no key or command that is not there."""

import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from stancer_tui.api import resources
from stancer_tui.cli.main import build_parser
from stancer_tui.ui.commands.scopes import SCOPES
from stancer_tui.ui.registry import creatables

TEXT = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| operation ")
]
NOWHERE: Any = None
"""In the place of the program: nothing is opened here."""
CREATED = {each.key for each in creatables(NOWHERE)}
COMMANDS = {command.id: command for scope in SCOPES for command in scope}


def ticked(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def methods() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(resources.__path__):
        imported = import_module(f"{resources.__name__}.{module.name}")
        for _, kind in inspect.getmembers(imported, inspect.isclass):
            if kind.__module__ == imported.__name__:
                found |= {
                    f"{module.name}.{name}"
                    for name, _ in inspect.getmembers(kind, inspect.iscoroutinefunction)
                    if not name.startswith("_")
                }
    return found


def test_every_operation_of_the_client_stands_there_once() -> None:
    named = [name for row in ROWS for name in ticked(row[1])]
    assert len(named) == len(set(named))
    assert set(named) == methods()


def test_every_command_exists_and_its_key_is_named() -> None:
    for row in ROWS:
        for name in ticked(row[4]):
            assert name in COMMANDS, f"{name} of {row[0]}"
        for key in ticked(row[3]):
            known = {command.show for command in COMMANDS.values()} | CREATED
            assert key in known, f"{key} of {row[0]}"


def test_every_row_is_whole() -> None:
    assert all(len(row) == 6 for row in ROWS)


def test_every_command_line_is_understood() -> None:
    lines = {line for row in ROWS for line in ticked(row[5])}
    for line in lines:
        program, *words = line.split()
        assert program == "stancer-tui"
        build_parser().parse_args(words)
