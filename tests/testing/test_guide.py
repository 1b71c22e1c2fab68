"""docs/testing.md: its lines for a shell and its tests for Node run, and its tables are the data."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.sandbox import FixedClock, SandboxSettings, create_app
from stancer_tui.testing import served
from tests import known_test_data
from tests.real_tools import tool

GUIDE = known_test_data.GUIDE.read_text(encoding="utf-8")


def section(title: str, language: str) -> list[str]:
    """The blocks of a language in a section of the guide."""
    text = GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def env() -> Iterator[dict[str, str]]:
    """The environment in which the guide's lines run, with a sandbox on a socket."""
    settings = SandboxSettings(payments=0, port=0, control=True, now=FixedClock("2026-03-10T12:00:00+01:00"))
    app = create_app(settings)
    with served(app, settings) as url:
        yield os.environ | {"STANCER_API_URL": url}
    app.state.sandbox.close()


def test_the_lines_for_a_shell(env: dict[str, str]) -> None:
    tool("curl")
    start, lines = section("From a shell, with curl", "sh")
    assert start.startswith("stancer-tui sandbox")
    command = [tool("bash"), "-euo", "pipefail", "-c", lines]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    refund, count = done.stdout.splitlines()
    assert re.fullmatch(r'"amount": ?1000', refund)
    assert count == "1"


def test_the_tests_for_node(env: dict[str, str], tmp_path: Path) -> None:
    (tests,) = section("With Node", "js")
    (tmp_path / "stancer.test.mjs").write_text(tests, encoding="utf-8")
    command = [tool("node"), "--test", "--test-reporter=tap", str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 3$", done.stdout, re.MULTILINE)


def test_the_tables_are_the_data() -> None:
    assert known_test_data.written(GUIDE) == GUIDE, "run python -m tests.known_test_data --write"
