"""Writes the twin of the client for code that is not async: `python -m tests.sync_twin --write`.

Every public method of `stancer_tui.api.client` and of the resources becomes one of the same name, signature
and docstring that runs it on `Portal`. Without `--write` it says which files would change, as a test does.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
API = ROOT / "stancer_tui" / "api"
TWINS = API / "sync"

_CLIENT = "StancerClient"
_AS_TWIN = {
    "async with": "with",
    "async for": "for",
    "await ": "",
    "contextlib.aclosing": "contextlib.closing",
}
_CLIENT_WORDS = """The Stancer API v1 with one secret key, for code that is not async.

    It may be used from several threads at once. Connections are kept from one request to the next; nothing
    is opened before the first. Reads are repeated when that may help; writes never. An interruption (Ctrl+C)
    ends the waiting for a write, not the write. What its requests raise stands with `StancerClient`.
    """


def twins() -> dict[Path, str]:
    """The text of each file of the twin, by its path; not yet formatted."""
    found = {TWINS / "client.py": _client(API / "client.py")}
    for path in sorted((API / "resources").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        resources = [node for node in tree.body if isinstance(node, ast.ClassDef) and _is_resource(node)]
        if resources:
            found[TWINS / path.name] = _module(path, tree, resources)
    return found


def _is_resource(node: ast.ClassDef) -> bool:
    return any(
        isinstance(each, ast.FunctionDef) and each.name == "__init__" and "pipeline" in ast.unparse(each.args)
        for each in node.body
    )


def _module(path: Path, tree: ast.Module, resources: list[ast.ClassDef]) -> str:
    home = f"stancer_tui.api.resources.{path.stem}"
    classes = [_resource(node) for node in resources]
    kept = {f"from {home} import {node.name}" for node in resources}
    kept |= {"from stancer_tui.api.sync.portal import Portal"}
    return _text(_docstring(tree), tree, classes, kept, {node.name for node in resources}, home)


def _resource(node: ast.ClassDef) -> str:
    lines = [f"class Sync{node.name}:", f'    """{_as_twin(_docstring(node))}"""', ""]
    lines += [
        f"    def __init__(self, twin: {node.name}, portal: Portal) -> None:",
        "        self._twin = twin",
        "        self._portal = portal",
    ]
    overloaded: set[str] = set()
    for each in _public(node):
        if any(ast.unparse(one) == "overload" for one in each.decorator_list):
            overloaded.add(each.name)
            lines += ["", "    @overload", f"    {_head(each)} ..."]
        else:
            lines += ["", *_method(each, overloaded=each.name in overloaded)]
    return "\n".join(lines)


def _public(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("_"):
            yield each


def _head(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    returns = ast.unparse(node.returns) if node.returns is not None else "None"
    if isinstance(node, ast.FunctionDef):
        inner = returns.strip("'\"").removeprefix("AsyncGenerator[").removesuffix(", None]").strip("'\"")
        returns = f"Generator[{inner}, None, None]"
    else:
        returns = returns.strip("'\"")
    return f"def {node.name}({_arguments(node)}) -> {returns}:"


def _method(node: ast.FunctionDef | ast.AsyncFunctionDef, *, overloaded: bool) -> Iterator[str]:
    given = [each.arg for each in node.args.args[1:]]
    given += [f"{each.arg}={each.arg}" for each in node.args.kwonlyargs]
    yield f"    {_head(node)}"
    yield f'        """{_as_twin(_docstring(node))}"""'
    call = f"self._twin.{node.name}"
    if overloaded:  # what is handed on is of every kind that the overloads take together
        yield f"        twin: Callable[..., Any] = {call}"
        call = "twin"
    if isinstance(node, ast.FunctionDef):
        yield f"        return self._portal.iterate({call}({', '.join(given)}))"
    else:
        yield f"        return self._portal.run(partial({', '.join([call, *given])}))"


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The signature's inside, its annotations without quotes: everything is imported."""
    arguments = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(arguments, ast.FunctionDef | ast.AsyncFunctionDef)
    for each in (*arguments.args.args, *arguments.args.kwonlyargs):
        if isinstance(each.annotation, ast.Constant):
            each.annotation = ast.parse(str(each.annotation.value), mode="eval").body
    return ast.unparse(arguments.args)


def _client(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = next(each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == _CLIENT)
    start = next(each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__")
    given = [each.arg for each in start.args.args[1:]]
    given += [f"{each.arg}={each.arg}" for each in start.args.kwonlyargs]
    kept = {
        "from stancer_tui.api.client import StancerClient",
        "from stancer_tui.api.sync.portal import Portal",
        "from stancer_tui.models.mode import Mode",
        "from functools import cached_property",
        "from types import TracebackType",
        "from typing import Self",
    }
    lines = [
        f"class Sync{_CLIENT}:",
        f'    """{_CLIENT_WORDS}"""',
        "",
        f"    def __init__({_arguments(start)}) -> None:",
        f'        """{_as_twin(_docstring(start))}"""',
        f"        self._twin = {_CLIENT}({', '.join(given)})",
        "        self._portal = Portal(self._twin)",
    ]
    for name, kind, words in _attributes(start):
        lines += ["", "    @property", f"    def {name}(self) -> {kind}:", f'        """{words}"""']
        lines += [f"        return self._twin.{name}"]
    for each in _public(node):
        if any(ast.unparse(one) == "cached_property" for one in each.decorator_list):
            assert each.returns is not None
            kind = "Sync" + ast.unparse(each.returns).strip("'\"")
            home = next(stem for stem, name in _homes() if f"Sync{name}" == kind)
            kept.add(f"from stancer_tui.api.sync.{home} import {kind}")
            lines += ["", "    @cached_property", f"    def {each.name}(self) -> {kind}:"]
            lines += [f'        """{_docstring(each)}"""']
            lines += [f"        return {kind}(self._twin.{each.name}, self._portal)"]
    lines += ["", _CLOSING]
    return _text(_docstring(tree), tree, ["\n".join(lines)], kept, {_CLIENT}, "")


_CLOSING = '''    def close(self) -> None:
        """Close every connection and end the thread, once what was asked is over; it may be used again."""
        self._portal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
'''


def _attributes(start: ast.FunctionDef) -> Iterator[tuple[str, str, str]]:
    """The public attributes that `__init__` sets and documents, with their types."""
    for each, words in zip(start.body, start.body[1:], strict=False):
        if (
            isinstance(each, ast.AnnAssign)
            and isinstance(each.target, ast.Attribute)
            and isinstance(words, ast.Expr)
            and isinstance(words.value, ast.Constant)
        ):
            yield each.target.attr, ast.unparse(each.annotation), str(words.value.value)


def _homes() -> Iterator[tuple[str, str]]:
    for path in sorted((API / "resources").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and _is_resource(node):
                yield path.stem, node.name


def _text(
    words: str, tree: ast.Module, classes: list[str], kept: set[str], named: set[str], home: str
) -> str:
    body = "\n\n\n".join(classes)
    used = {each.id for each in ast.walk(ast.parse(body)) if isinstance(each, ast.Name)}
    imports = set(kept)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imports |= {
                f"from {node.module} import {each.name}"
                for each in node.names
                if each.name in used and each.name not in named and not each.name.startswith("Pipeline")
            }
    defined = {each.name for each in tree.body if isinstance(each, ast.ClassDef)} & used
    imports |= {f"from {home} import {each}" for each in defined - named} if home else set()
    if "partial" in used:
        imports.add("from functools import partial")
    if "Generator" in used:
        imports.add("from collections.abc import Generator")
    variables = [
        ast.unparse(each)
        for each in tree.body
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) in used
    ]
    if variables:
        imports.add("from typing import TypeVar")
    head = f'"""{words}\n\nWritten by `python -m tests.sync_twin --write`.\n"""\n'
    return "\n\n".join([head, "\n".join(sorted(imports)), *variables, f"\n{body}"]).rstrip() + "\n"


def _docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return ast.get_docstring(node, clean=False) or ""


def _as_twin(words: str) -> str:
    for name, twin in _AS_TWIN.items():
        words = words.replace(name, twin)
    return words


def stale() -> list[Path]:
    """The files that are not what would be written, whatever their layout."""
    made = twins()
    left = {*TWINS.glob("*.py")} - {TWINS / "__init__.py", TWINS / "portal.py"} - {*made}
    return sorted(left) + [path for path, text in made.items() if not _same(path, text)]


def _same(path: Path, text: str) -> bool:
    return path.exists() and _meaning(path.read_text(encoding="utf-8")) == _meaning(text)


def _meaning(text: str) -> tuple[set[str], list[str]]:
    tree = ast.parse(text)
    imports: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            imports |= {f"{node.module}.{each.name}" for each in node.names}
    return imports, [ast.dump(node) for node in tree.body if not isinstance(node, ast.ImportFrom)]


def main(arguments: list[str]) -> int:
    """Write the files, or say which are stale; the exit code."""
    if arguments == ["--write"]:
        for path, text in twins().items():
            path.write_text(text, encoding="utf-8")
        for command in (["format", "--quiet"], ["check", "--fix", "--quiet"], ["format", "--quiet"]):
            subprocess.run([sys.executable, "-m", "ruff", *command, str(TWINS)], check=True)
    found = stale()
    for path in found:
        sys.stdout.write(f"{path.relative_to(ROOT)}: run python -m tests.sync_twin --write\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
