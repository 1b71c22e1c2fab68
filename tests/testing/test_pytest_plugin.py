"""The plugin in someone else's tests, where every warning is an error."""

import subprocess
import sys

import pytest

from tests.testing.consumers import PLUGIN, ROOT, Consumer, documented

pytestmark = pytest.mark.slow

pytest_plugins = ("pytester",)

OTHERS = (
    "schemathesis",
    "time_machine",
    "randomly",
    "syrupy",
    "textual-snapshot",
    "xdist",
    "hypothesispytest",
)
"""Plugins that are installed here and take time to start."""


@pytest.fixture
def consumer(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """A project without tests."""
    return Consumer(pytester, monkeypatch)


def test_the_guide_is_true_of_what_is_installed(consumer: Consumer) -> None:
    tests, _program = documented()
    consumer.announce()
    consumer.write("test_guide.py", tests)
    only_this = [f"-pno:{name}" for name in OTHERS]
    consumer.run(*only_this).assert_outcomes(passed=4)


def test_a_project_can_do_without_it(consumer: Consumer) -> None:
    consumer.announce()
    consumer.write("test_names.py", "def test_a(): ...\ndef test_b(stancer_key): ...\n")
    only_this = [f"-pno:{name}" for name in OTHERS]
    consumer.run(*only_this).assert_outcomes(passed=2)
    without = consumer.run(*only_this, "-pno:stancer")
    without.assert_outcomes(passed=1, errors=1)
    without.stdout.fnmatch_lines(["*fixture 'stancer_key' not found*"])


def test_the_program_of_the_guide_runs() -> None:
    _tests, program = documented()
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, check=True)


def test_it_costs_nothing_where_it_is_not_used(consumer: Consumer) -> None:
    consumer.write(
        "test_unused.py",
        "import sys\n\n"
        "def test_what_is_imported():\n"
        "    packages = {name.split('.')[0] for name in sys.modules}\n"
        "    assert not packages & {'starlette', 'uvicorn', 'httpx', 'pydantic', 'msgspec', 'sqlite3'}\n"
        "    ours = {name for name in sys.modules if name.startswith('stancer_tui')}\n"
        f"    assert ours == {{'stancer_tui', 'stancer_tui.testing', '{PLUGIN}'}}\n",
    )
    consumer.run("-p", PLUGIN).assert_outcomes(passed=1)


@pytest.mark.parametrize("others", [(), ("-p", "xdist", "-n", "2", "-p", "pytest_randomly")])
def test_every_fixture_with_other_plugins(consumer: Consumer, others: tuple[str, ...]) -> None:
    consumer.take("everything", "test_everything.py")
    consumer.take("left_behind", "conftest.py")
    consumer.run("-p", PLUGIN, *others).assert_outcomes(passed=9)


@pytest.mark.parametrize(
    "plugin",
    [
        ("-p", "pytest_asyncio.plugin", "-o", "asyncio_mode=auto"),
        ("-p", "anyio.pytest_plugin", "-o", "anyio_mode=auto"),
    ],
)
def test_asynchronous_tests(consumer: Consumer, plugin: tuple[str, ...]) -> None:
    consumer.take("asynchronous", "test_asynchronous.py")
    consumer.run("-p", PLUGIN, *plugin, "-k", "not trio").assert_outcomes(passed=2)


def test_a_mistake_in_a_marker_is_said(consumer: Consumer) -> None:
    consumer.take("mistaken", "test_mistaken.py")
    run = consumer.run("-p", PLUGIN)
    run.assert_outcomes(errors=3)
    run.stdout.fnmatch_lines(
        [
            "E * the marker takes settings by their names: @pytest.mark.stancer(payments=20)",
            "E * unexpected keyword argument 'payment'*",
            "E * now is a moment: tests that share a marker would share a clock",
        ]
    )
