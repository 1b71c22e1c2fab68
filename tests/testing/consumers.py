"""A project of someone else's, and how its tests are run: in a process and a folder of their own."""

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECTS = Path(__file__).parent / "projects"
PLUGIN = "stancer_tui.testing.pytest_plugin"


def documented() -> list[str]:
    """The Python of the guide: a file of tests, and a program without pytest."""
    guide = (ROOT / "docs" / "testing.md").read_text("utf-8").split("\n## With pytest\n")[1].split("\n## ")[0]
    return re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


class Consumer:
    """A project that has installed this package; no plugin is there but those that a run names."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = pytester.path
        self._pytester = pytester
        self._monkeypatch = monkeypatch
        for name in [each for each in os.environ if each.startswith("PYTEST_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        pytester.makeini("[pytest]\naddopts = --strict-markers --strict-config\nfilterwarnings = error\n")

    def write(self, name: str, text: str) -> None:
        """Put a file into the project."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def take(self, project: str, name: str) -> None:
        """Take a file of `projects` over under the name that pytest looks for."""
        shutil.copy(PROJECTS / f"{project}.py", self.folder / name)

    def announce(self) -> None:
        """Let pytest find the plugin as an installation announces it: by what pyproject.toml says."""
        announced = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
        lines = "".join(f"{name} = {place}\n" for name, place in announced["pytest11"].items())
        metadata = self.folder / "site" / "stancer_tui-0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: stancer-tui\nVersion: 0\n")
        (metadata / "entry_points.txt").write_text(f"[pytest11]\n{lines}")
        self._monkeypatch.setenv("PYTHONPATH", f"{metadata.parent}{os.pathsep}{ROOT}")
        self._monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run its tests."""
        return self._pytester.run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments)
