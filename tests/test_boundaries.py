"""The arrows of the house: which package may import which."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import rooms

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


APART = {"overview": {"payouts", "checks", "stored", "watch", "reference"}}
"""Rooms that a room does not import from, although they lie below it."""


def test_the_map_in_the_guide_is_that_of_the_imports() -> None:
    guide = rooms.GUIDE.read_text(encoding="utf-8")
    assert guide == rooms.written(guide), "python -m tests.rooms --write"


def test_the_map_knows_every_room() -> None:
    assert set(rooms.UI) == {_room(_module(path)) for path in (PACKAGE / "ui").rglob("*.py")} - {"ui"}
    assert set(rooms.FLOORS) == {_module(path).split(".")[0] for path in MODULES} - {"__init__", "__main__"}


def _room(module: str) -> str:
    return module.removeprefix("ui.").split(".")[0]


@pytest.mark.parametrize("path", sorted((PACKAGE / "ui").rglob("*.py")), ids=_module)
def test_the_rooms_of_ui_lie_in_one_order(path: Path) -> None:
    module = _module(path)
    if module == "ui":
        return
    heights = {room: height for height, line in enumerate(rooms.ROOMS) for room in line}
    room = _room(module)
    assert room in heights, f"{module} stands in no room"
    for target in sorted(GRAPH[module]):
        if target.startswith("ui."):
            below = _room(target)
            assert below == room or heights[below] > heights[room], f"{module} imports {target}"
            assert below not in APART.get(room, ()), f"{module} imports {target}"


def _targets(path: Path) -> Iterator[str]:
    """The files of the package that one imports: for its types, inside its functions, or on top."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "stancer_tui":
            package = ".".join((node.module or "").split(".")[1:])
            for alias in node.names:
                inner = f"{package}.{alias.name}" if package else alias.name
                yield inner if inner in NAMES else package or "__init__"


NAMES = {_module(path) for path in MODULES}
GRAPH = {_module(path): set(_targets(path)) - {_module(path)} for path in MODULES}


def test_no_file_is_in_a_circle_with_another() -> None:
    left = dict(GRAPH)
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    while free := {name for name in left if not any(name in targets for targets in left.values())}:
        left = {name: targets for name, targets in left.items() if name not in free}
    assert not left, f"these import each other: {sorted(left)}"


LINES, METHODS = 350, 25

MORE_METHODS = {
    "PaymentScreen": "thirteen of them are commands, each a line or two: Textual finds an action by its name",
}
"""Classes with more methods, and why each is one noun all the same."""


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_no_file_and_no_class_grows_without_a_reason(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES, "look for the noun that wants its own file"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and node.name not in MORE_METHODS:
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= METHODS, f"{node.name}: look for the noun that wants its own class"


def test_no_reason_is_left_over() -> None:
    classes = {
        node.name: sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert not [name for name in MORE_METHODS if classes.get(name, 0) <= METHODS]


def test_the_repository_names_nothing_outside_itself() -> None:
    names = ("../sha" + "red", "pypi." + "org", "/wor" + "k/main")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listing.stdout.split("\0")):
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not [each for each in names if each in text], name


PRIVATE = {
    ("stancer_tui/models/base.py", "_raw"): "a private attribute of our own model, set by its class method",
    ("stancer_tui/ui/shell/signals.py", "_exit"): "the public name that the standard library gave it",
}
"""What begins with an underscore and belongs to another object, and why it is used all the same."""


def _private_names(path: Path) -> Iterator[str]:
    """The private names of other objects and of libraries that a file uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            if ast.unparse(node.value) not in {"self", "cls", "super()"}:
                yield node.attr
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
            yield from (name for name in names if name.startswith("_") and not name.startswith("__"))


@pytest.mark.parametrize(
    "path",
    [each for folder in (PACKAGE, ROOT / "tests") for each in sorted(folder.rglob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_private_names_stand_in_private_files(path: Path) -> None:
    if path.name not in {"private.py", "test_private.py"}:
        file = str(path.relative_to(ROOT))
        used = {name for name in _private_names(path) if (file, name) not in PRIVATE}
        assert not used, "there is a public way, or it belongs into private.py with its reason and an alarm"
