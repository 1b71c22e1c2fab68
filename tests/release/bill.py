"""The software bill of materials, as CycloneDX: `python -m tests.release.bill PYTHON FILE`.

PYTHON belongs to an environment with the program and what it needs, and nothing else.
"""

import json
import subprocess
import sys
from pathlib import Path

from stancer_tui import __version__

ROOT = Path(__file__).parents[2]


def write(python: Path, file: Path) -> None:
    """Write the bill of what is installed for `python`; cyclonedx-py checks it against CycloneDX's schema."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--validate"]
    project = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(file), str(python)]
    subprocess.run([*command, *project], check=True)
    bill = json.loads(file.read_text("utf-8"))
    bill["metadata"]["component"]["version"] = __version__  # pyproject.toml has it made by the build
    file.write_text(json.dumps(bill, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
