"""The arrows of the house: which package may import which."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests import rooms
from tests.tracked import tracked

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stancer_tui"

DOWN_FROM_DESK = {
    "language",
    "services",
    "api",
    "store",
    "models",
    "reference",
    "keys",
    "config",
    "settings",
    "__init__",
}

ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"language", "cli", "crash", "__init__"},
    "cli": {"cli", "ui", "desk", "render", "sandbox", "crash"} | DOWN_FROM_DESK,
    "ui": {"ui", "desk", "render", "crash"} | DOWN_FROM_DESK,
    "desk": {"desk", "sandbox"} | DOWN_FROM_DESK,
    "testing": {"testing", "sandbox", "api"},
    "services": {"language", "services", "api", "store", "models", "reference"},
    "api": {"language", "api", "models", "__init__"},
    "store": {"language", "store", "models", "__init__"},
    "render": {"language", "render", "models", "reference"},
    "models": {"language", "models"},
    "language": {"language"},
    "reference": {"language", "reference"},
    "keys": {"language", "keys", "models"},
    "config": {"language", "models"},
    "crash": {"language", "config", "keys", "__init__"},
    "settings": {"language", "settings", "config", "models", "render"},
    "sandbox": {"language", "sandbox", "reference", "__init__"},
}

ONLY = {
    "textual": ("ui",),
    "rich": ("ui", "render.cells"),
    "httpx": ("api",),
    "keyring": ("keys",),
    "sqlite3": ("store", "sandbox.database"),
    "numpy": ("store",),
    "asyncpg": ("store.postgres",),
    "starlette": ("sandbox",),
    "uvicorn": ("sandbox", "testing"),
    "pytest": ("testing.pytest_plugin",),
    "trustme": ("sandbox.authority",),
    "cryptography": ("sandbox.authority",),
}
"""Third-party and standard modules that belong to one place."""


@dataclass(frozen=True)
class SourceFile:
    """What the tests ask of a file; its tree is not kept."""

    imports: tuple[str, ...]
    """What it imports: on top, for its types, or inside its functions."""
    classes: tuple[tuple[str, int], ...]
    """Each class and how many methods it has."""
    private: tuple[str, ...]
    """The private names of other objects and of libraries that it uses."""


@cache
def _read(path: Path) -> SourceFile:
    nodes = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return SourceFile(tuple(_imports(path, nodes)), tuple(_classes(nodes)), tuple(_private_names(nodes)))


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "__init__"


MODULES = {_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _imports(path: Path, nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _target(name: str) -> str | None:
    """The file of the package that a name is imported from."""
    package, *parts = name.split(".")
    if package != "stancer_tui":
        return None
    return next((found for at in (None, -1) if (found := ".".join(parts[:at])) in MODULES), "__init__")


@cache
def _graph() -> dict[str, set[str]]:
    """The files of the package that each of them imports from."""
    return {
        module: {target for name in _read(path).imports if (target := _target(name)) is not None} - {module}
        for module, path in MODULES.items()
    }


def test_arrows_run_down_only() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, targets in _graph().items()
        for target in sorted(targets)
        if target.split(".")[0] not in ALLOWED[module.split(".")[0]]
    ]
    assert not wrong


def test_libraries_stay_where_they_belong() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in MODULES.items()
        for name in _read(path).imports
        if not _at_home(module, ONLY.get(name.split(".")[0]))
    ]
    assert not wrong


def _at_home(module: str, homes: tuple[str, ...] | None) -> bool:
    return homes is None or any(module == home or module.startswith(f"{home}.") for home in homes)


def test_every_package_has_its_arrows() -> None:
    assert {module.split(".")[0] for module in MODULES} <= set(ALLOWED)


APART = {"overview": {"payouts", "checks", "stored", "watch", "reference"}}
"""Rooms that a room does not import from, although they lie below it."""


def test_the_map_in_the_guide_is_that_of_the_imports() -> None:
    guide = rooms.GUIDE.read_text(encoding="utf-8")
    assert guide == rooms.written(guide), "python -m tests.rooms --write"


def test_the_map_knows_every_room() -> None:
    assert set(rooms.UI) == {_room(module) for module in MODULES if module.startswith("ui.")}
    assert set(rooms.FLOORS) == {module.split(".")[0] for module in MODULES} - {"__init__", "__main__"}


def _room(module: str) -> str:
    return module.removeprefix("ui.").split(".")[0]


def test_the_rooms_of_ui_lie_in_one_order() -> None:
    heights = {room: height for height, line in enumerate(rooms.ROOMS) for room in line}
    wrong = []
    for module in (each for each in MODULES if each.startswith("ui.")):
        room = _room(module)
        for target in sorted(each for each in _graph()[module] if each.startswith("ui.")):
            below = _room(target)
            down = below == room or heights[below] > heights[room]
            if not down or below in APART.get(room, ()):
                wrong.append(f"{module} imports {target}")
    assert not wrong


def test_no_file_is_in_a_circle_with_another() -> None:
    left = dict(_graph())
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    while free := {name for name in left if not any(name in targets for targets in left.values())}:
        left = {name: targets for name, targets in left.items() if name not in free}
    assert not left, f"these import each other: {sorted(left)}"


LINES, METHODS = 350, 25

MORE_METHODS = {
    "StancerApp": "thirteen of them are commands, each a line or two: Textual finds an action by its name",
    "PaymentScreen": "fifteen of them are commands, each a line or two: Textual finds an action by its name",
}
"""Classes with more methods, and why each is one noun all the same."""


def _classes(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            yield (
                node.name,
                sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body),
            )


def test_no_file_grows_out_of_its_noun() -> None:
    lengths = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    assert not {module: lines for module, lines in lengths.items() if lines > LINES}


def test_no_class_grows_without_a_reason() -> None:
    classes = {
        f"{module}.{name}": count for module, path in MODULES.items() for name, count in _read(path).classes
    }
    grown = {name.rsplit(".", 1)[-1] for name, count in classes.items() if count > METHODS}
    assert grown == set(MORE_METHODS), "look for the noun that wants its own class"


def test_the_repository_names_nothing_outside_itself() -> None:
    names = ("../sha" + "red", "pypi." + "org", "/wor" + "k/main")
    for name in tracked():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not [each for each in names if each in text], name


PRIVATE = {
    ("stancer_tui/models/base.py", "_raw"): "a private attribute of our own model, set by its class method",
    ("stancer_tui/ui/shell/signals.py", "_exit"): "the public name that the standard library gave it",
}
"""What begins with an underscore and belongs to another object, and why it is used all the same."""


NAMED_TUPLE = {"_replace", "_make", "_fields", "_asdict"}
"""Public ways of a named tuple: the underscore keeps them apart from its fields."""


def _private_names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            if node.attr not in NAMED_TUPLE and ast.unparse(node.value) not in {"self", "cls", "super()"}:
                yield node.attr
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
            yield from (
                name for name in names if name.startswith("_") and name != "_" and not name.startswith("__")
            )


def test_private_names_stand_in_private_files() -> None:
    files = [each for folder in (PACKAGE, ROOT / "tests") for each in sorted(folder.rglob("*.py"))]
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        if path.name not in {"private.py", "test_private.py"}
        for name in _read(path).private
        if (str(path.relative_to(ROOT)), name) not in PRIVATE
    ]
    assert not wrong, "there is a public way, or it belongs into private.py with its reason and an alarm"
