"""What holds for every test."""

import gc
import os
import signal
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from stancer_tui.language import Language, using
from tests import catalogues, fixed_clock

collect_ignore = ["consumer"]  # a project of its own, which .ci/run installs and tests by itself


def pytest_configure() -> None:
    """Make every run the same: its clock, the values that are drawn, the signals and the compiled files."""
    fixed_clock.start_everywhere()
    settings.register_profile(
        "fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("fixed")
    os.environ["LC_ALL"] = "C.UTF-8"  # the tests speak English, whatever their machine speaks
    catalogues.compile_all()
    _give_signals_back()
    _keep_compiled_files()


def _give_signals_back() -> None:
    """Let the programs under test be interrupted.

    A runner that was started in the background, or by nohup, ignores interrupts and hang-ups, and every
    process it starts inherits that: a test that presses ctrl+c would wait for nothing.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _keep_compiled_files() -> None:
    """Compile each file once a run, not once a process: the tests start hundreds of them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to .ci/run, and to `-m`, what takes long; a slow file runs where it is named, too."""
    unasked = {"postgres_real", "pictures", "slow"} - set(config.option.markexpr.split())
    if os.environ.get("STANCER_TUI_REAL_POSTGRES") == "1":
        unasked.discard("postgres_real")
    named = {config.invocation_params.dir.joinpath(each.partition("::")[0]) for each in config.args}
    left = [item for item in items if _marks(item) & unasked - ({"slow"} if item.path in named else set())]
    if left:
        config.hook.pytest_deselected(items=left)
        without = set(left)
        items[:] = [item for item in items if item not in without]


def _marks(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage rest while tests are collected, and pass over what was imported then.

    There is no garbage yet, only much to walk through, and later that was a quarter of the tests' time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 20, 100)
        gc.enable()


def pytest_sessionfinish() -> None:
    """Look for the last garbage, whose warnings are errors: pytest looks five times through what is left."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Three processes a core: a test of the screen waits half of its time for the program to rest."""
    return 3 * (os.cpu_count() or 1)


@pytest.fixture
def french() -> Iterator[None]:
    """Speak French for a test."""
    with using(Language.FR):
        yield
