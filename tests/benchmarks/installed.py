"""The program as its users have it: the wheel in an environment of its own, everything compiled."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
REUSED = "STANCER_TUI_BENCH_ENVIRONMENT"
"""Names a virtual environment that is kept: made where it is not there, otherwise taken as it is."""


@contextmanager
def installed() -> Iterator[Path]:
    """The `bin` folder of an environment with the installed wheel; a temporary one is deleted afterwards."""
    kept = os.environ.get(REUSED)
    if kept is not None:
        if not (Path(kept) / "bin" / "stancer-tui").exists():
            _make(Path(kept))
        yield Path(kept).resolve() / "bin"
        return
    with TemporaryDirectory(prefix="stancer-tui-bench-") as folder:
        _make(Path(folder))
        yield Path(folder).resolve() / "bin"


def quiet_environment(home: Path) -> dict[str, str]:
    """Variables with which the installed package runs alone: no checkout, no settings, bytecode as it is."""
    nothing = dict.fromkeys(
        ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "STANCER_TUI_DEV"), ""
    )
    folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(home))
    return nothing | folders


def _make(folder: Path) -> None:
    """Build the wheel, install it with what it needs, compile all of it; needs pip and an index."""
    environment = os.environ | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": ""}
    if CONSTRAINTS.exists():
        environment["PIP_CONSTRAINT"] = str(CONSTRAINTS)

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    python = folder / "bin" / "python"
    run(sys.executable, "-m", "venv", folder)
    run(python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder / "wheel", ROOT)
    (wheel,) = (folder / "wheel").glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", wheel)
    run(python, "-m", "compileall", "-q", folder / "lib")
