"""Programs that tests drive as they are: shells, curl, man."""

import os
import shutil

import pytest


def tool(name: str) -> str:
    """Where a program is; without it there is nothing to run, except where it is required."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("STANCER_TUI_REAL_TOOLS") == "1":
            pytest.fail(f"{name} is missing")
        pytest.skip(f"there is no {name} here")
    return found
