"""The client speaks to whoever calls it: it knows no desk, no screen and no agent."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, Effect
from tests.api.every_error import every_kind

API = Path(errors.__file__).parent

_OF_THE_DESK = re.compile(r"\b(desks?|agents?|screens?|operators?|F5|key press|install)\b", re.IGNORECASE)


def _words(tree: ast.Module) -> Iterator[str]:
    """What a module says: its docstrings, those of attributes included, and its messages."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text
            case ast.Call(func=ast.Name(id="N_" | "_" | "Sentence" | "ngettext"), args=given):
                yield from (
                    each.value
                    for each in given
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def test_neither_messages_nor_docstrings_speak_of_the_desk() -> None:
    said = {
        f"{path.relative_to(API)}: {text}"
        for path in sorted(API.rglob("*.py"))
        for text in _words(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(said) > 300
    assert not [text for text in said if _OF_THE_DESK.search(text)]


@pytest.mark.parametrize(
    "kind",
    [kind for kind in every_kind() if kind.__module__ == errors.__name__],
    ids=lambda kind: kind.__name__,
)
def test_every_error_says_when_it_is_raised_and_what_it_may_have_done(kind: type[ApiError]) -> None:
    assert kind.__doc__
    assert any(f"`{effect.name}`" in kind.__doc__ for effect in Effect)


def test_no_error_advises_anything() -> None:
    assert not [kind for kind in every_kind() if hasattr(kind, "advice") or hasattr(kind, "default_advice")]
