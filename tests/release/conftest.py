"""The packages that `.ci/package` built: without them there is nothing to look at."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def dist() -> Path:
    """The folder with the packages, the bill and the environment in which the wheel is installed."""
    if (folder := os.environ.get("STANCER_TUI_DIST")) is None:
        pytest.skip(".ci/package builds what is looked at here")
    return Path(folder)


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    """The wheel."""
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def sdist(dist: Path) -> Path:
    """The source distribution."""
    (found,) = dist.glob("*.tar.gz")
    return found


@pytest.fixture(scope="session")
def installed(dist: Path) -> Path:
    """The environment in which the wheel is installed, with all that it needs, and nothing else."""
    return dist / ".installed"
