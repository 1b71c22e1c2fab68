"""Run the v1 part of the official client's own functional tests, unmodified, against the sandbox over TLS.

Its source distribution is fetched with pip, and gets a virtual environment of its own; both stay in the
temporary folder for the next run. The sandbox's clock stands still and the tests' random values are seeded: a
run is the same on any day.
"""

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from tests.fixed_clock import shifted
from tests.sandbox.serving import certificate, serving

VERSION = "2.0.0"
EXPECTED = 30
KEY = "stest_OfficialClientTests00000"
DATA = Path(__file__).parents[2] / "data" / "official_client.json"

NOW = "2026-03-10T12:00:00+01:00"

SEEDED = """\
import random

def pytest_configure():
    random.seed(1)
"""
"""A plugin of the run's own, beside the client's unmodified tests."""

_V2 = ("[2", "-2]", "_v2", "payment_intent")
"""What marks a test of the API's second version by its name."""


def main() -> int:
    """0 when exactly the expected number of tests ran and passed."""
    cache = (
        Path(tempfile.gettempdir()) / f"official-client-{VERSION}-{sys.version_info[0]}{sys.version_info[1]}"
    )
    cache.mkdir(exist_ok=True)
    source, python = _source(cache), _environment(cache)
    with tempfile.TemporaryDirectory() as folder:
        ca, cert, key = certificate(Path(folder))
        data = Path(folder) / "data.json"
        data.write_text(json.dumps(_data(source)), encoding="utf-8")
        (Path(folder) / "seeded.py").write_text(SEEDED, encoding="utf-8")
        settings = SandboxSettings(
            payments=0,
            data=data,
            keys=(KEY,),
            certfile=cert,
            keyfile=key,
            host="localhost",
            port=0,
            now=FixedClock(NOW),
        )
        with serving(settings) as served:
            environment = {
                "PATH": os.environ.get("PATH", ""),
                "API_KEY": KEY,
                "API_HOST": f"api@localhost:{served.port}",
                "REQUESTS_CA_BUNDLE": str(ca),
                "TZ": "Europe/Paris",
                "NO_PROXY": "localhost",
                "PYTHONPATH": folder,
                "PYTHONDONTWRITEBYTECODE": "1",
            } | shifted()
            tests = _tests(python, source, environment)
            done = _pytest(python, source, environment, "-q", "-rfE", "--tb=short", *tests)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    found = re.search(r"(\d+) passed", done.stdout)
    passed = int(found[1]) if found else 0
    sys.stdout.write(f"official client {VERSION}: {passed} of {EXPECTED} passed\n")
    return 0 if done.returncode == 0 and passed == EXPECTED == len(tests) else 1


def _source(cache: Path) -> Path:
    folder = cache / f"stancer-{VERSION}"
    if not folder.is_dir():
        archive = cache / f"stancer-{VERSION}.tar.gz"
        if not archive.is_file():
            wanted = ("--no-deps", "--no-binary", "stancer", f"stancer=={VERSION}")
            _run(sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(cache), *wanted)
        with tarfile.open(archive) as opened:
            opened.extractall(cache, filter="data")
    return folder


def _environment(cache: Path) -> str:
    folder = cache / "venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = cache / "venv-ready"
    if not ready.is_file():
        venv.create(folder, with_pip=True, clear=True)
        _run(
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "requests~=2.32",
            "typing-extensions~=4.15",
            "pytest",
        )
        ready.touch()
    return str(python)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def _data(source: Path) -> dict[str, dict[str, list[object]]]:
    """The objects that the tests look up; the disputes are those that the tests themselves expect."""
    data: dict[str, dict[str, list[object]]] = json.loads(DATA.read_text(encoding="utf-8"))
    expected = source / "tests" / "fixtures" / "disputes" / "expected-disputes-v1.json"
    data["test"]["disputes"] = json.loads(expected.read_text(encoding="utf-8"))["disputes"]
    return data


def _tests(python: str, source: Path, environment: dict[str, str]) -> list[str]:
    listed = _pytest(python, source, environment, "--collect-only", "-q").stdout.splitlines()
    names = [line for line in listed if "::" in line]
    return [name for name in names if not any(mark in name for mark in _V2)]


def _pytest(
    python: str, source: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    tests = [each for each in arguments if "::" in each] or ["tests/functional"]
    options = [each for each in arguments if "::" not in each]
    return subprocess.run(
        [
            *(python, "-m", "pytest", "-p", "no:cacheprovider", "-p", "seeded"),
            *("-m", "future or not future", *options, *tests),
        ],
        cwd=source,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
