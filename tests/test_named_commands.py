"""The commands that are named for those who work on the program are there."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_each_script_and_module_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    scripts = set(re.findall(r"(?<![\w/])\.ci/[\w.-]*\w", text))
    modules = set(re.findall(r"`(?:python -m )?(tests\.[\w.]+)\b[^/]", text))
    assert scripts
    assert [each for each in scripts if not (ROOT / each).exists()] == []
    assert [each for each in modules if find_spec(each) is None] == []
