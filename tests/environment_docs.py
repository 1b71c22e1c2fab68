"""docs/environment.md: `python -m tests.environment_docs --write` writes its tables from the code.

The exit codes and what they mean are those of `stancer_tui.cli.exits`. Variables have their words here; which
ones the program reads is found in its source, and a test compares the two.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from stancer_tui.cli import exits
from stancer_tui.cli.exits import Exit
from stancer_tui.cli.main import INTERRUPTED

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "environment.md"
PACKAGE = ROOT / "stancer_tui"

READ = MappingProxyType(
    {
        "STANCER_API_KEY_TEST": "the secret test key of the default profile; it comes before the keyring",
        "STANCER_API_KEY_LIVE": "the secret live key, likewise",
        "STANCER_PUBLIC_KEY_TEST": "the public test key, for links to payment pages",
        "STANCER_PUBLIC_KEY_LIVE": "the public live key, likewise",
        "STANCER_TUI_HOME": "one directory for settings, state and journal, in place of the system's own",
        "SSL_CERT_FILE": "certificates to trust, such as a company's, in place of the installed list",
        "SSL_CERT_DIR": "a directory of such certificates; `SSL_CERT_FILE` comes before it",
        "SSLKEYLOGFILE": "the file that TLS keys are logged to; named where it cannot be written",
        "TZ": "the time zone of days and moments, such as `Europe/Paris`; without it, the system's",
        "LC_ALL": "the language, where neither `--lang` nor the settings say it: French or English",
        "LC_MESSAGES": "the language, after `LC_ALL`",
        "LANG": "the language, after `LC_MESSAGES`",
        "NO_COLOR": "no colours in the desk; mode and status are in words anyway",
        "COLORTERM": "`truecolor` or `24bit`: 16 million colours",
        "TERM": "the kind of terminal; on `dumb`, which cannot position text, the desk does not open",
        "TMUX": "copying then says how tmux passes the clipboard on",
        "TEXTUAL_FPS": "how often a second the screen is looked at for something to paint (500)",
        "TEXTUAL_DRIVER": "dropped at the start, unless it is the one that serves the desk to a browser",
        "STANCER_TUI_DEV": "`1`, with `--demo` only: Textual's variables for developers are kept",
    }
)
"""What the program itself reads, with what it does."""

LIBRARIES = MappingProxyType(
    {
        "HTTPS_PROXY": "the proxy to go through, `http://host:port`; not for this machine's own addresses",
        "HTTP_PROXY": "the same for an `http://` address, which only a sandbox has",
        "ALL_PROXY": "the same, where the variable of the scheme is not set",
        "NO_PROXY": "hosts that are reached without the proxy, separated by commas",
        "XDG_CONFIG_HOME": "where settings are kept on Linux (`~/.config`)",
        "XDG_STATE_HOME": "where the journal and the state are kept on Linux (`~/.local/state`)",
        "XDG_DATA_HOME": "where `sandbox --tls` keeps its authority on Linux (`~/.local/share`)",
        "DBUS_SESSION_BUS_ADDRESS": "the bus on which the keyring of Linux answers",
        "PYTHON_KEYRING_BACKEND": "another keyring for Python; one that protects nothing is refused",
        "PGPASSFILE": "the password file of a team's ledger, in place of `~/.pgpass`",
        "PGPASSWORD": "the password of a team's ledger",
        "BROWSER": "the program that opens a payment page",
    }
)
"""What libraries read for it: urllib, platformdirs, keyring, asyncpg, webbrowser."""

_NAME = re.compile(r"[A-Z][A-Z0-9_]*[A-Z0-9]")
_ENVIRONMENTS = {"env", "environ"}


def read_by_the_program() -> set[str]:
    """The variables that the package asks an environment for, or names in a list beside such a question."""
    return {name for file in PACKAGE.rglob("*.py") for name in _read_in(ast.parse(file.read_text("utf-8")))}


def _read_in(tree: ast.Module) -> Iterator[str]:
    asked = [key for node in ast.walk(tree) for key in _keys(node)]
    lists = [] if all(isinstance(key, ast.Constant) for key in asked) else _named_in_lists(tree)
    for name in [*asked, *lists]:
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and _NAME.fullmatch(name.value):
            yield name.value


def _keys(node: ast.AST) -> list[ast.expr]:
    """What an expression asks an environment for."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.args[:1] if _is_environment(node.func.value) else []
    if isinstance(node, ast.Subscript):
        return [node.slice] if _is_environment(node.value) else []
    if isinstance(node, ast.Compare):
        return [node.left] if any(map(_is_environment, node.comparators)) else []
    return []


def _is_environment(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in _ENVIRONMENTS) or (
        isinstance(node, ast.Attribute) and node.attr == "environ"
    )


def _named_in_lists(tree: ast.Module) -> Iterator[ast.expr]:
    """The texts that constants of a module hold, alone or in a tuple; what names begin with is no name."""
    for each in tree.body:
        if isinstance(each, ast.Assign) and "PREFIXES" not in ast.unparse(each.targets[0]):
            yield from each.value.elts if isinstance(each.value, ast.Tuple) else [each.value]


def exit_codes() -> dict[int, str]:
    """What each exit code says, the docstring behind its member."""
    (kinds,) = (
        each
        for each in ast.parse(Path(exits.__file__).read_text("utf-8")).body
        if isinstance(each, ast.ClassDef) and each.name == "Exit"
    )
    words: dict[int, str] = {}
    for member, text in zip(kinds.body, kinds.body[1:], strict=False):
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr):
            name, value = member.targets[0], text.value
            assert isinstance(name, ast.Name)
            assert isinstance(value, ast.Constant)
            words[Exit[name.id]] = " ".join(str(value.value).split())
    return words | {INTERRUPTED: "Interrupted by ctrl+c."}


def _variables(named: Mapping[str, str]) -> str:
    return _table("variable", "what it does", {f"`{name}`": words for name, words in named.items()})


def _table(left: str, right: str, rows: Mapping[str, str]) -> str:
    lines = [f"| {name} | {words} |" for name, words in rows.items()]
    return "\n".join([f"| {left} | {right} |", "|---|---|", *lines, ""])


def written(page: str) -> str:
    """The page with its tables as they are."""
    codes = {str(int(code)): words for code, words in sorted(exit_codes().items())}
    tables = {
        "exit codes": _table("code", "meaning", codes),
        "variables": _variables(READ),
        "variables of libraries": _variables(LIBRARIES),
    }
    for name, table in tables.items():
        begin, end = (
            f"<!-- {name}: python -m tests.environment_docs --write -->\n",
            f"<!-- end of the {name} -->",
        )
        before, rest = page.split(begin)
        page = f"{before}{begin}{table}{end}{rest.split(end, 1)[1]}"
    return page


if __name__ == "__main__" and "--write" in sys.argv:
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
