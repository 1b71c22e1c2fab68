"""What is installed for what: the table of docs/dependencies.md, and what a part needs alone."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions, metadata
from pathlib import Path

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.faults import Faults
from tests.sandbox.serving import serving

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stancer_tui"

DATA_ONLY = {"sniffio", "tzdata"}
"""Installed for what others do with them."""

CLIENT = """
import asyncio, sys
from stancer_tui.api import NewPayment, NotFound, StancerClient, SyncStancerClient

JSON = [(b"content-type", b"application/json")]
NO_SUCH = b'{"error": {"type": "invalid_request_error", "message": {"id": "No such payment"}}}'

async def use(client):
    await client.payments.page()
    payment = await client.payments.create(NewPayment(amount=100, currency="eur"))
    await client.payments.get(payment.id)
    assert len((await client.payments.page()).items) == 1
    resources = "refunds cards sepa customers addresses disputes payouts checks scoring"
    for each in resources.split():
        getattr(client, each)
    try:
        await client.customers.get("cust_" + "a" * 24)
    except NotFound:
        pass

async def main():
    key = "stest_SandboxDemoKeyForTest123"
    async with StancerClient(key, base_url=sys.argv[1]) as client:
        await use(client)
    async def nothing(scope, receive, send):
        await send({"type": "http.response.start", "status": 404, "headers": JSON})
        await send({"type": "http.response.body", "body": NO_SUCH})
    try:
        await StancerClient(key, app=nothing).payments.get("paym_" + "a" * 24)
    except NotFound:
        pass

asyncio.run(main())
with SyncStancerClient("stest_SandboxDemoKeyForTest123", base_url=sys.argv[1]) as client:
    assert len(client.payments.page().items) == 1
"""

SANDBOX = """
import asyncio, sys
from stancer_tui.sandbox.clock import Clock
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.testing.serving import served
from urllib.error import HTTPError
from urllib.request import urlopen

settings = SandboxSettings(payments=5, port=0, now=Clock("2026-03-10T12:00:00+01:00"))
app = create_app(settings)
with served(app, settings) as url:
    try:
        urlopen(f"{url}/v1/checkout")
    except HTTPError as refused:
        assert refused.code == 401
    assert b"openapi" in urlopen(f"{url}/openapi.json").read()
app.state.sandbox.close()
"""

COMMAND = """
import sys
from stancer_tui.__main__ import main
sys.argv = ["stancer-tui", "sandbox", "--help"]
try:
    main()
except SystemExit:
    pass
"""

REPORT = """
import sys
print(*sorted(name for name in sys.modules))
"""


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    return _names([*project["dependencies"], *extras["team"], *extras["tls"], *extras["web"]])


def _documented() -> dict[str, set[str]]:
    return {name: set(used.split(", ")) - {"–"} for name, used, _for in _rows("What each is for")}


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", each)[0] for each in requirements}


def _rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading of the guide."""
    section = _guide().split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]


def _licences(name: str) -> set[str]:
    """What an installed package says of its licence, in SPDX's words as far as it uses them."""
    about = metadata(name)
    said = " ".join(about[field] for field in ("License-Expression", "License") if field in about)
    classes = " ".join(about.get_all("Classifier", []))
    apache = {"Apache-2.0"} if "OSI Approved :: Apache Software License" in classes else set()
    mit = {"MIT"} if "OSI Approved :: MIT License" in classes else set()
    return {*re.findall(r"[A-Za-z0-9.-]+", said), *apache, *mit}


def _guide() -> str:
    return (ROOT / "docs" / "dependencies.md").read_text("utf-8")


def _lists() -> list[set[str]]:
    """What the guide installs for the client alone, and for the sandbox alone."""
    return [
        set(names.split())
        for names in re.findall(r"^pip install (.+) && pip .*--no-deps", _guide(), re.MULTILINE)
    ]


def _third_party() -> Iterator[tuple[str, str]]:
    """Each package from elsewhere that is imported, and the room that does it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            yield from ((name.split(".")[0], room) for name in names)


def test_the_table_is_that_of_the_imports() -> None:
    used: dict[str, set[str]] = {name: set() for name in DATA_ONLY}
    for name, room in _third_party():
        if name not in sys.stdlib_module_names | {"stancer_tui", "pytest"}:
            used.setdefault(name.replace("_", "-"), set()).add(room)
    assert _documented() == used
    assert _declared() == set(used), "what is imported is declared, and nothing else"


def test_each_has_a_successor() -> None:
    rows = _rows("Licences, and what would take their place")
    assert [name for name, _licence, successor in rows if successor] == list(_documented())


def test_what_comes_with_an_extra_is_in_the_table_of_the_extras() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    asked = {extra: _names(wanted) - _declared() for extra, wanted in extras.items()}
    tabled: dict[str, set[str]] = {extra: set() for extra in extras}
    for name, its_extras, _what_for, _licence in _rows("For tests, checks and releases"):
        for extra in its_extras.split(", "):
            tabled[extra].add(name)
    assert tabled == asked


def test_the_licences_are_those_that_the_installed_packages_state() -> None:
    tabled = {row[0]: row[1] for row in _rows("Licences, and what would take their place")}
    tabled |= {row[0]: row[3] for row in _rows("For tests, checks and releases")}
    there = {each.metadata["Name"].lower() for each in distributions()}
    assert set(_documented()) - {"textual-serve"} <= there, "the tests are given all but the extra `web`"
    wrong = {
        name: _licences(name) for name in tabled if name in there and tabled[name] not in _licences(name)
    }
    assert not wrong


def _imported(code: str, *arguments: str) -> set[str]:
    """The modules that a program has imported at its end."""
    program = [sys.executable, "-W", "error", "-c", code + REPORT, *arguments]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rstrip().rsplit("\n", 1)[-1].split())


def _packages(modules: set[str]) -> set[str]:
    return modules & _declared()


def _rooms(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("stancer_tui.")}


def test_the_client_alone_needs_what_the_guide_lists() -> None:
    client, _sandbox = _lists()
    faults = Faults(answer=503, times=1)
    settings = SandboxSettings(payments=0, port=0, now=FixedClock(0), faults=faults)
    with serving(settings) as running:
        modules = _imported(CLIENT, running.url)
    assert _rooms(modules) == {"api", "language", "models"}
    assert _packages(modules) == client | {"h11", "rich"}, (
        "httpx brings the one, and takes the other if it is there"
    )


def test_the_sandbox_alone_needs_what_the_guide_lists() -> None:
    _client, sandbox = _lists()
    served, command = _imported(SANDBOX), _imported(COMMAND)
    assert _rooms(served) == {"language", "reference", "sandbox", "testing"}
    assert _packages(served | command) - {"sniffio"} == sandbox - {"tzdata"}, "anyio looks for sniffio too"
