"""Sentences that name a key ask for it: the settings may have given the command another one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.scopes import SCOPES

PACKAGE = Path(__file__).parents[2] / "stancer_tui"

NAMED = re.compile(
    r"(?<![\w+])(?:f[0-9]{1,2}|ctrl\+[a-z]|esc)(?![\w+:])"  # keys that are nothing else
    r"|(?:^|[·.,:;(!] |\bthen |\band )(?:[b-zB-HJ-Z0-9/?\[\]]|space)"  # a letter, where a verb follows
    r" (?!days|hours|minutes|seconds|members|payments|items)(?:[a-z]{2,}s|next|iframe)\b"
)
FIXED = {
    "space folds · ",  # the tree's own key
}
"""What Textual's widgets answer to by themselves and no command can change."""


def _sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    keys = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Binding", "Command", "frozenset"}
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said | keys:
            yield node.value


@pytest.mark.parametrize("floor", ["ui", "services", "desk", "render"])
def test_no_sentence_has_a_key_written_into_it(floor: str) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path in sorted((PACKAGE / floor).rglob("*.py"))
        if path.parent.name != "commands" and path.name != "setting_names.py"
        for text in _sentences(path)
        if " " in text and text not in FIXED and NAMED.search(text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    ["f5 tries again.", "Stopped. b looks further back.", "W stops", "It, then w opens it.", "· esc closes"],
)
def test_the_scan_knows_a_key_when_it_sees_one(text: str) -> None:
    assert NAMED.search(text)


def test_every_key_that_a_sentence_asks_for_is_a_commands() -> None:
    asked = {
        node.args[0].value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "key_of"
        if isinstance(node.args[0], ast.Constant)
    }
    assert "payments.refresh" in asked
    assert asked <= {command.id for scope in SCOPES for command in scope}


def test_without_a_program_a_key_is_the_one_the_command_came_with() -> None:
    assert key_of("payments.refresh") == "f5"
    assert key_of("app.section_checks") == "6"
