"""The examples of docs/api: functions whose bodies the reference shows.

`tests/api/test_reference_examples.py` runs them.
`stancer` is a client that is open. What a `print` writes stands behind it in a comment, and is compared.
"""

import ast
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from textwrap import dedent

from stancer_tui.sandbox.wire.faults import Faults

Body = Callable[..., Awaitable[None] | None]


@dataclass(frozen=True)
class Example:
    """A body for one public name, and what the sandbox must be for it."""

    target: str
    body: Body
    live: bool
    faults: Faults

    @property
    def name(self) -> str:
        """The test's name."""
        return f"{self.target}-{self.body.__name__}"

    @property
    def words(self) -> str:
        """What stands above it in the reference: the function's docstring."""
        return inspect.getdoc(self.body) or ""

    @property
    def code(self) -> str:
        """The body, below the imports that it needs."""
        source = dedent(inspect.getsource(self.body))
        function = ast.parse(source).body[0]
        assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        first = function.body[1 if self.words else 0]
        body = "\n".join(source.splitlines()[first.lineno - 1 :])
        needed = _imports(function, Path(inspect.getfile(self.body)))
        return "\n\n".join(part for part in (needed, dedent(body)) if part)

    @property
    def printed(self) -> list[str]:
        """What its comments say that it prints."""
        lines = (line.partition("  # ") for line in self.code.splitlines() if "print(" in line)
        return [comment for _code, _hash, comment in lines]


def _imports(function: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> str:
    used = {each.id for part in function.body for each in ast.walk(part) if isinstance(each, ast.Name)}
    lines = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [each.name for each in node.names if (each.asname or each.name) in used]
        if names and isinstance(node, ast.ImportFrom):
            lines.append(f"from {node.module} import {', '.join(names)}")
        elif names:
            lines.append(f"import {', '.join(names)}")
    return "\n".join(lines)


EXAMPLES: list[Example] = []


def example(target: str, *, live: bool = False, faults: Faults | None = None) -> Callable[[Body], Body]:
    """Take a function down as an example of `target`, such as `Payments.get`."""

    def taken_down(body: Body) -> Body:
        EXAMPLES.append(Example(target, body, live, faults or Faults()))
        return body

    return taken_down


def examples() -> list[Example]:
    """All of them, module by module."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        import_module(f"{__name__}.{path.stem}")
    return EXAMPLES
