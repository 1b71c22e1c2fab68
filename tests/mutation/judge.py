"""The process that runs the tests for each mutant: `python -m tests.mutation.judge source socket log test…`.

It has imported what is never mutated, and forks for each mutant: the start of Python, of pytest and of the
libraries is paid once a module.
"""

import contextlib
import gc
import importlib
import importlib.util
import multiprocessing
import os
import signal
import socket
import sys
from pathlib import Path

import pytest

_LIBRARIES = (
    *("_hypothesis_pytestplugin", "anyio.pytest_plugin", "pytest_asyncio.plugin", "pytest_textual_snapshot"),
    *("syrupy", "xdist.looponfail", "xdist.plugin", "hypothesis.stateful", "time_machine", "trustme"),
    *("textual.app", "textual.pilot", "textual.widgets", "multiprocessing.popen_fork"),
)
"""The plugins of pytest, what tests use, and what is imported late; the program imports the rest."""

_ABOVE = ("ui", "cli", "__main__.py")
"""What no test of a mutated module imports, or seldom."""


def _import_the_rest(source: Path) -> None:
    """Import the program as far as it does not need the mutated module.

    What imports that module fails here, and is imported by each trial.
    """
    mutated = ".".join(source.with_suffix("").parts)
    sys.modules[mutated] = None  # type: ignore[assignment] # the import system's own way to say: not there
    for file in sorted(Path("stancer_tui").rglob("*.py")):
        name = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        if file.parts[1] in _ABOVE:
            continue
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    del sys.modules[mutated]


def _try(tests: list[str], log: Path) -> None:
    """In a process of its own, and in a group of its own with what the tests start."""
    os.setpgid(0, 0)
    with log.open("wb") as told:
        for stream in (1, 2):
            os.dup2(told.fileno(), stream)
    preloaded = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    sys.exit(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *preloaded, *tests]))


def verdict(source: Path, log: Path, seconds: float, tests: list[str]) -> str:
    """What the tests say of the module as it stands on disk: passed, failed or timeout."""
    # two mutants of one second and one size would share a compiled file
    Path(importlib.util.cache_from_source(source)).unlink(missing_ok=True)
    trial = multiprocessing.get_context("fork").Process(target=_try, args=(tests, log))
    trial.start()
    trial.join(seconds)
    code = trial.exitcode
    with contextlib.suppress(ProcessLookupError):  # the usual case: nothing is left
        os.killpg(trial.pid or 0, signal.SIGKILL)
    trial.join()
    if code is None:
        return "timeout"
    return "failed" if code else "passed"


def main() -> None:
    """Answer one question after the other until this process is ended."""
    source, place, log, *tests = sys.argv[1:]
    for name in _LIBRARIES:
        importlib.import_module(name)
    _import_the_rest(Path(source))
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        print("ready", flush=True)
        while True:
            asked, _ = door.accept()
            with asked:
                asked.sendall(verdict(Path(source), Path(log), float(asked.recv(100)), tests).encode())


if __name__ == "__main__":
    main()
