"""The program as it is installed: the wheel of this checkout in an environment of its own, compiled.

Everything that is measured runs in that environment's interpreter, from a directory that holds the benchmark
and not the sources: what is imported is what was installed. `STANCER_BENCH_PYTHON` names an interpreter where
that was done before; without it one is made, which takes a minute and the package index.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = "STANCER_BENCH_PYTHON"
BESIDES = ("bench", "team")
"""The extras with the peers, and with what a team's ledger needs."""

HIDDEN = (
    "STANCER_TUI_DEV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONOPTIMIZE",
    "VIRTUAL_ENV",
)
"""Variables that would put the sources, or sources without bytecode, in the place of what is installed."""


@contextmanager
def installed_python() -> Iterator[Path]:
    """An interpreter with the wheel installed and compiled. Raises CalledProcessError, RuntimeError."""
    if known := os.environ.get(VARIABLE):
        _is_installed(Path(known))
        yield Path(known)
        return
    with TemporaryDirectory(prefix="stancer-bench-") as folder:
        python = install(Path(folder))
        _is_installed(python)
        yield python


def install(folder: Path) -> Path:
    """Build the wheel of this checkout, install it with the pinned versions, compile it."""
    environment = {**environment_of_installed(), "PIP_CONSTRAINT": str(ROOT / ".ci" / "constraints.txt")}
    wheels, venv = folder / "wheel", folder / "venv"
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)]
    run(pip, check=True, env=environment, cwd=folder)
    run([sys.executable, "-m", "venv", str(venv)], check=True, env=environment, cwd=folder)
    python = venv / "bin" / "python"
    wheel = f"{next(wheels.glob('stancer_tui-*.whl'))}[{','.join(BESIDES)}]"
    run([str(python), "-m", "pip", "install", "-q", wheel, "pytest"], check=True, env=environment, cwd=folder)
    # Files of other packages that are templates do not compile: pip leaves them out as well.
    compiled = [str(python), "-m", "compileall", "-q", str(venv / "lib")]
    run(compiled, check=False, env=environment, cwd=folder, capture_output=True)
    return python


@contextmanager
def apart() -> Iterator[Path]:
    """A directory to run the benchmark in: `tests` is there, the sources of the program are not."""
    with TemporaryDirectory(prefix="stancer-bench-") as folder:
        Path(folder, "tests").symlink_to(ROOT / "tests", target_is_directory=True)
        yield Path(folder)


def environment_of_installed(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment without what would hide the installed program."""
    return {name: value for name, value in given.items() if name not in HIDDEN}


def _is_installed(python: Path) -> None:
    """Raises RuntimeError where the interpreter has the sources, or no bytecode."""
    asked = "import stancer_tui; print(stancer_tui.__file__)"
    with apart() as folder:
        found = run(
            [python, "-c", asked], check=True, env=environment_of_installed(), cwd=folder, capture_output=True
        )
    source = Path(found.stdout.decode().strip())
    if "site-packages" not in source.parts:
        raise RuntimeError(f"{python} has the program from {source}, not installed")
    bytecode = run(
        [python, "-c", f"from importlib.util import *; print(cache_from_source({str(source)!r}))"],
        check=True,
        capture_output=True,
    )
    if not Path(bytecode.stdout.decode().strip()).exists():
        raise RuntimeError(f"{source} is installed, but not compiled")
