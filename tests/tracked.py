"""The files that the repository keeps."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent

_MADE = {"__pycache__", ".pytest_cache", ".hypothesis", ".ruff_cache", ".mypy_cache", ".venv"}


@cache
def tracked() -> frozenset[str]:
    """Their paths; in a source distribution, which has no history, all that is there and was not made."""
    if (ROOT / ".git").exists():
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return frozenset(filter(None, listing.stdout.split("\0")))
    paths = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    return frozenset(
        path.as_posix()
        for path in paths
        if not _MADE & set(path.parts) and path.suffix not in {".mo", ".pyc"} and path.name != "PKG-INFO"
    )
