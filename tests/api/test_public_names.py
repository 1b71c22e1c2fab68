"""What `stancer_tui.api` offers: every name that its own signatures speak of, each documented."""

import ast
import inspect
import subprocess
import sys
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from stancer_tui import api

SOURCE = Path(api.__file__).read_text(encoding="utf-8")


def test_the_names_are_those_that_a_type_checker_sees() -> None:
    seen = {
        alias.name
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stancer_tui")
        for alias in node.names
    }
    assert sorted(seen) == sorted(api.__all__)


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(api, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert value.__doc__
        assert not (is_dataclass(value) and value.__doc__.startswith(f"{name}("))  # dataclass's own


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = api.Nonsense
    assert {*api.__all__} <= {*dir(api)}


def public_callables() -> Iterator[tuple[str, object]]:
    for name in api.__all__:
        value = getattr(api, name)
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value):
            for method, function in vars(value).items():
                if method.startswith("_") and method != "__init__":
                    continue
                inner = ("fget", "func", "__func__")  # of a property, a cached one, a class method
                plain = next((found for each in inner if (found := getattr(function, each, None))), function)
                if inspect.isfunction(plain) and plain.__module__.startswith("stancer_tui"):
                    yield f"{name}.{method}", plain


def ours(kind: object) -> Iterator[str]:
    """The classes of this package that an annotation names."""
    for part in typing.get_args(kind):
        yield from ours(part)
    if inspect.isclass(kind) and kind.__module__.startswith("stancer_tui"):
        yield kind.__name__


HIDDEN = {"Pipeline", "Portal"}
"""What the client itself makes its resources of; nobody else makes one."""


@pytest.mark.parametrize(("name", "function"), [*public_callables()])
def test_what_a_signature_names_is_public(name: str, function: object) -> None:
    scope = {each: getattr(api, each) for each in api.__all__}
    hints = typing.get_type_hints(function, localns=scope)
    named = {each for kind in hints.values() for each in ours(kind)}
    assert named - {*api.__all__} <= HIDDEN, name


def test_a_name_costs_only_what_it_needs() -> None:
    program = (
        "import sys\n"
        "from stancer_tui.api import NotFound, Effect\n"
        "heavy = [name for name in ('httpx', 'pydantic', 'asyncio') if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
