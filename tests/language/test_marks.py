"""How strings are marked: found by the extraction, and translated where they are shown."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.catalogues import PACKAGE, ROOT

MARKS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark strings, and how many of them each is given."""


def test_only_whole_strings_are_marked() -> None:
    assert _places()[_not_extracted] == []


def test_nothing_is_translated_before_it_is_shown() -> None:
    assert _places()[_frozen] == []


def test_the_mark_is_never_another_thing() -> None:
    assert _places()[_covered] == []


def test_no_screen_is_given_unmarked_words() -> None:
    assert [each for each in _places()[_unmarked] if each.startswith("stancer_tui/ui/")] == []


@pytest.mark.parametrize(
    "wrong",
    [
        '_(f"{count} payments")',
        '_("a" + word)',
        '_("%s" % word)',
        "N_(word)",
        'ngettext("one", several, 2)',
        '_("one" if alone else "several")',
        "f\"{_('said')}\"",
    ],
)
def test_a_string_that_would_not_be_found_is_told(wrong: str) -> None:
    assert list(_not_extracted(ast.parse(wrong)))


@pytest.mark.parametrize(
    "wrong",
    [
        'WORDS = _("said")',
        'class A:\n    label = ngettext("one", "several", 2)',
        'def show(words=_("said")): ...',
        'class A:\n    def show(self, *, words=_("said")): ...',
        '@told(_("said"))\ndef show(): ...',
        'SAY = {"a": [_(word) for word in WORDS]}',
    ],
)
def test_a_language_that_would_be_frozen_is_told(wrong: str) -> None:
    assert list(_frozen(ast.parse(wrong)))


def test_what_is_translated_when_it_is_shown_is_in_order() -> None:
    right = ast.parse(
        'A = N_("said")\nSAY = lambda: _("said")\ndef show(n): return _(A) + ngettext("a", "b", n)'
    )
    assert not list(_frozen(right))
    assert not list(_not_extracted(right))


@pytest.mark.parametrize(
    "wrong",
    [
        "from stancer_tui.language import _\n_, rest = pair",
        "from stancer_tui.language import _\nfor _ in range(3): ...",
        "from stancer_tui.language import _\nlambda _: 1",
        "from stancer_tui.language import _\ndef told(_): ...",
    ],
)
def test_a_mark_that_is_covered_is_told(wrong: str) -> None:
    assert list(_covered(ast.parse(wrong)))


@pytest.mark.parametrize(
    "wrong",
    [
        'screen.show_state("reading")',
        'self.notify("Not sent", markup=False)',
        'self.notify(text, title="Not now")',
        'errors = {"name": "It cannot be empty: type it again."}',
    ],
)
def test_words_without_a_mark_are_told(wrong: str) -> None:
    assert list(_unmarked(ast.parse(wrong)))


@cache
def _places() -> dict[Callable[[ast.Module], Iterator[ast.AST]], list[str]]:
    """Where each of the things is wrong, for a person to go there."""
    found: dict[Callable[[ast.Module], Iterator[ast.AST]], list[str]] = {
        _not_extracted: [],
        _frozen: [],
        _covered: [],
        _unmarked: [],
    }
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent == PACKAGE / "language" and path.name != "calendar.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for wrong, places in found.items():
            name = path.relative_to(ROOT).as_posix()
            places += [f"{name}:{getattr(node, 'lineno', 0)}" for node in wrong(tree)]
    return found


def _marks(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node


def _not_extracted(tree: ast.Module) -> Iterator[ast.AST]:
    """The marks of what is no literal, and of literals within an f-string, where the extraction is blind."""
    for node in _marks(tree):
        assert isinstance(node.func, ast.Name)
        given = node.args[: MARKS[node.func.id]]
        if not all(_literal(each) for each in given) and not (node.func.id == "_" and _held(given)):
            yield node
    for text in ast.walk(tree):
        if isinstance(text, ast.JoinedStr):
            yield from (mark for mark in _marks(text) if any(map(_literal, mark.args)))


def _literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _held(given: list[ast.expr]) -> bool:
    """Whether it is a string that was marked where it is kept."""
    return len(given) == 1 and isinstance(given[0], ast.Name | ast.Attribute | ast.Subscript | ast.Call)


def _frozen(tree: ast.AST) -> Iterator[ast.AST]:
    """The translations that run at import: outside functions, in their defaults and decorators."""
    at_once = [tree]
    while at_once:
        node = at_once.pop()
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "ngettext"}
        ):
            yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            at_once += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Lambda):
            at_once += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            at_once += ast.iter_child_nodes(node)


def _covered(tree: ast.Module) -> Iterator[ast.AST]:
    """What else is called `_` in a file that imports it."""
    imported = any(
        isinstance(node, ast.ImportFrom) and any((each.asname or each.name) == "_" for each in node.names)
        for node in ast.walk(tree)
    )
    for node in ast.walk(tree) if imported else ():
        stored = isinstance(node, ast.Name) and node.id == "_" and not isinstance(node.ctx, ast.Load)
        given = isinstance(node, ast.arg) and node.arg == "_"
        if stored or given:
            yield node


SAYS = frozenset({"show_state", "notify", "say", "show_error", "EmptyState"})
"""The methods, and the class, that put the words they are given on a screen."""

_SENTENCE = re.compile(r"[A-Z][a-z].* .*[.?]")


def _unmarked(tree: ast.Module) -> Iterator[ast.AST]:
    """Words that a screen is given as they stand, and sentences that are a value of a dictionary."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SAYS:
            titles = [each.value for each in node.keywords if each.arg == "title"]
            yield from (each for each in (*node.args[:1], *titles) if _literal(each) and _has_words(each))
        elif isinstance(node, ast.DictComp | ast.Dict):
            values = [node.value] if isinstance(node, ast.DictComp) else node.values
            yield from (each for each in values if _literal(each) and _is_sentence(each))


def _called(call: ast.Call) -> str | None:
    called = call.func
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else None


def _has_words(node: ast.expr) -> bool:
    return any(map(str.isalpha, str(ast.literal_eval(node))))


def _is_sentence(node: ast.expr) -> bool:
    return _SENTENCE.fullmatch(str(ast.literal_eval(node))) is not None
