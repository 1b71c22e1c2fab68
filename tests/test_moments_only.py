"""Every conversion of a time goes through one function: one impossible date stops nothing."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "stancer_tui"

CONVERT = {"fromtimestamp", "utcfromtimestamp", "astimezone", "localtime"}

HOMES = {"models/moments.py", "ui/shell/zone.py", "sandbox/paris.py"}
"""The conversions; a zone of the C library's; the sandbox's own, which imports nothing of the models."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).as_posix() not in HOMES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_converts_a_time(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & CONVERT
