"""The arrows of the house: which package may import which."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stancer_tui"

DOWN_FROM_DESK = {"services", "api", "store", "models", "reference", "keys", "config", "settings", "__init__"}

ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli", "crash", "__init__"},
    "cli": {"cli", "ui", "desk", "render", "sandbox", "crash"} | DOWN_FROM_DESK,
    "ui": {"ui", "desk", "render", "crash"} | DOWN_FROM_DESK,
    "desk": {"desk", "sandbox"} | DOWN_FROM_DESK,
    "services": {"services", "api", "store", "models", "reference"},
    "api": {"api", "models", "__init__"},
    "store": {"store", "models", "__init__"},
    "render": {"render", "models", "reference"},
    "models": {"models"},
    "reference": {"reference"},
    "keys": {"models"},
    "config": {"models"},
    "crash": {"config", "keys", "__init__"},
    "settings": {"settings", "config", "models", "render"},
    "sandbox": {"sandbox", "reference", "__init__"},
}

ONLY = {
    "textual": ("ui",),
    "rich": ("ui", "render.cells"),
    "httpx": ("api",),
    "keyring": ("keys",),
    "sqlite3": ("store", "sandbox.database"),
    "starlette": ("sandbox",),
    "uvicorn": ("sandbox",),
}
"""Third-party and standard modules that belong to one place."""


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "__init__"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            name = node.module or ""
            yield from (f"{name}.{alias.name}" for alias in node.names) if name == "stancer_tui" else (name,)


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_arrows_run_down_only(path: Path) -> None:
    module = _module(path)
    floor = module.split(".")[0]
    for name in _imports(path):
        if name.split(".")[0] == "stancer_tui":
            target = [*name.split("."), "__init__"][1]
            if target == "__version__":
                target = "__init__"
            assert target in ALLOWED[floor], f"{module} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    module = _module(path)
    for name in _imports(path):
        homes = ONLY.get(name.split(".")[0])
        if homes is not None:
            assert any(module == home or module.startswith(f"{home}.") for home in homes), (
                f"{module} imports {name}"
            )


def test_every_package_has_its_arrows() -> None:
    floors = {_module(path).split(".")[0] for path in MODULES}
    assert floors <= set(ALLOWED)


def test_the_repository_names_nothing_outside_itself() -> None:
    names = ("../sha" + "red", "pypi." + "org", "/wor" + "k/main")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listing.stdout.split("\0")):
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not [each for each in names if each in text], name
