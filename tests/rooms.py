"""The map of the house: each room, what its own docstring says of it, and which rooms it imports from.

`python -m tests.rooms` prints it; `python -m tests.rooms --write` puts it into CONTRIBUTING.md.
"""

import ast
import sys
from functools import cache
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stancer_tui"
GUIDE = ROOT / "CONTRIBUTING.md"
WIDTH = 118
BEGIN, END = "<!-- rooms: python -m tests.rooms --write -->\n", "<!-- end of the rooms -->"

FLOORS = (
    "cli",
    "ui",
    "desk",
    "testing",
    "services",
    "sandbox",
    "api",
    "store",
    "render",
    "settings",
    "crash",
    "keys",
    "config",
    "reference",
    "models",
    "language",
)
"""The packages and lone modules, the upper ones first."""

ROOMS = (
    ("start",),
    ("app",),
    ("accounts",),
    ("registry",),
    ("composition",),
    ("overview", "people"),
    ("payments", "payouts", "checks", "stored", "watch", "reference"),
    ("disputes", "refunds"),
    ("forms",),
    ("shell",),
    ("notes",),
    ("dialogs",),
    ("widgets",),
    ("commands",),
    ("private",),
)
"""The rooms of `ui`, the upper ones first: each imports from those below it and from itself alone.

Features of one line do not know each other.
"""

UI = tuple(room for line in ROOMS for room in line)


def draw() -> str:
    """The map, as text of at most `WIDTH` columns."""
    lines = ["```text"]
    for floor in FLOORS:
        lines.append(_line(floor, FLOORS, ""))
        inner = UI if floor == "ui" else _folders(PACKAGE / floor)
        lines += [
            _line(f"{floor}/{room}", tuple(f"{floor}/{each}" for each in inner), "  ") for room in inner
        ]
    return "\n".join([*lines, "```", ""])


def _folders(floor: Path) -> tuple[str, ...]:
    return tuple(sorted(each.parent.name for each in floor.glob("*/__init__.py")))


def _line(room: str, others: tuple[str, ...], indent: str) -> str:
    name = room.rsplit("/", maxsplit=1)[-1]
    folder = PACKAGE / room
    about = _about(folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py"))
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    found = {other for file in files for other in others if other != room and _imports(file, other)}
    arrows = ", ".join(other.rsplit("/", maxsplit=1)[-1] for other in others if other in found)
    head = f"{indent}{name:<{14 - len(indent)}}{about}"
    wrapped = wrap(arrows, WIDTH, initial_indent=f"{'':16}-> ", subsequent_indent=f"{'':19}")
    return "\n".join([head, *wrapped])


def _about(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split("\n")[0]


def _imports(file: Path, room: str) -> bool:
    """Whether a file imports from a room: for its types, inside its functions, or on top."""
    wanted = ".".join(("stancer_tui", *room.split("/")))
    return any(name == wanted or name.startswith(f"{wanted}.") for name in _imported(file))


@cache
def _imported(file: Path) -> frozenset[str]:
    """Every module that a file imports, or imports a name from."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module is not None]
    names = {f"{node.module}.{each.name}" for node in found for each in node.names}
    return frozenset(names | {node.module or "" for node in found})


def written(guide: str) -> str:
    """The guide with the map of today in it."""
    before, rest = guide.split(BEGIN)
    return f"{before}{BEGIN}{draw()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(draw())
