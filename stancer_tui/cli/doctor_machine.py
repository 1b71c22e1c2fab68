"""What the doctor looks at on this machine: versions, terminal, time zone, settings, directories."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from stancer_tui import __version__
from stancer_tui.api.environment import proxy_for, tls_context, trust_source
from stancer_tui.api.errors import BadEnvironment
from stancer_tui.cli.findings import Finding, note, ok, wrong
from stancer_tui.config import Paths
from stancer_tui.desk import JOURNAL
from stancer_tui.render.safe import safe
from stancer_tui.store.journal import Journal
from stancer_tui.store.journal_schema import VERSION, JournalTrouble, JournalUnavailable
from stancer_tui.ui.shell.zone import find_zone

_LIBRARIES = ("textual", "httpx", "pydantic", "keyring")
_OLDEST_PYTHON = (3, 11)
_LEAST_COLUMNS, _LEAST_ROWS = 60, 16
JOURNAL_ADVICE: dict[JournalTrouble, str] = {
    JournalTrouble.NEWER: "Install the newer stancer-tui again: an older one does not touch its journal.",
    JournalTrouble.FULL: "Make room on the disk.",
    JournalTrouble.LOCKED: "Close the other program, or wait until it has finished.",
    JournalTrouble.READ_ONLY: "Make the file and its directory writable for yourself.",
}
"""What helps when refunds are off; for the rest the message says what was found, and a person must look."""

_NAME_A_ZONE = "Set TZ to a name such as Europe/Paris."
_TRUE_COLOUR = frozenset({"truecolor", "24bit"})


def versions() -> Iterator[Finding]:
    """The program, Python, the libraries."""
    yield ok("stancer-tui", __version__)
    python = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info[:2] < _OLDEST_PYTHON:
        yield wrong("Python", python, "Python 3.11 or newer is needed.")
    else:
        yield ok("Python", python)
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield wrong(name, "is not installed", "Install stancer-tui again.")
    yield ok("Libraries", ", ".join(found))


def terminal(env: Mapping[str, str]) -> Iterator[Finding]:
    """Where the desk would be drawn, and with how many colours."""
    name = env.get("TERM") or "no TERM"
    if env.get("TMUX"):
        name += ", in tmux"
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        yield note(
            "Terminal",
            f"{name}; not run in a terminal",
            "The desk needs one; other commands do not.",
        )
    else:
        size = shutil.get_terminal_size()
        shown = f"{name}, {size.columns}x{size.lines}"
        if size.columns < _LEAST_COLUMNS or size.lines < _LEAST_ROWS:
            least = f"{_LEAST_COLUMNS}x{_LEAST_ROWS}"
            yield wrong("Terminal", shown, f"The desk needs at least {least}: enlarge the window.")
        elif env.get("TERM", "dumb") == "dumb":
            yield wrong("Terminal", shown, "This terminal cannot position text: use another.")
        else:
            yield ok("Terminal", shown)
    yield _colours(env)
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    if encoding.replace("-", "") == "utf8":
        yield ok("Characters", encoding)
    else:
        yield note("Characters", encoding, "Names may show as question marks: set a UTF-8 locale.")


def _colours(env: Mapping[str, str]) -> Finding:
    if env.get("NO_COLOR"):
        return ok("Colours", "none (NO_COLOR); mode and status are in words")
    if env.get("COLORTERM", "").lower() in _TRUE_COLOUR:
        return ok("Colours", "16 million")
    if "256" in env.get("TERM", ""):
        return ok("Colours", "256")
    return note("Colours", "16 or fewer, as far as the terminal says")


def time_zone(env: Mapping[str, str]) -> Iterator[Finding]:
    """By whose calendar days and times are shown."""
    found = find_zone(env)
    if found.doubt:
        yield note("Time zone", f"{found.name} (from {found.source})", f"{found.doubt} {_NAME_A_ZONE}")
    else:
        yield ok("Time zone", f"{safe(found.name, 80)} (from {found.source})")


def directories(paths: Paths) -> Iterator[Finding]:
    """Where the journal is kept: for its owner only."""
    yield _private("State directory", paths.state, stat.S_ISDIR)
    journal = paths.state / JOURNAL
    if journal.exists():
        yield _private("Journal", journal, stat.S_ISREG)


def refunds(paths: Paths, *, read_only: bool) -> Finding:
    """Whether refunds can be sent from here: each is journaled first, so the journal must be writable."""
    if read_only:
        return note(
            "Refunds", "off: this desk is read-only", "Leave out --read-only, or read_only in the settings."
        )
    journal = paths.state / JOURNAL
    if not os.path.lexists(journal):
        place = next(each for each in (paths.state, *paths.state.parents) if os.path.lexists(each))
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return ok("Refunds", "on; the journal is created with the first one")
        why = f"off: {place} is not a directory that you can write to"
        return wrong("Refunds", why, "Make it yours and writable, or set STANCER_TUI_HOME to another place.")
    opened = Journal(journal)
    try:
        opened.open()
    except JournalUnavailable as trouble:
        return wrong("Refunds", f"off: {trouble}", JOURNAL_ADVICE.get(trouble.trouble, ""))
    finally:
        opened.close()
    return ok("Refunds", f"on; journal version {VERSION}")


def network(base_url: str) -> Iterator[Finding]:
    """Which certificates and which proxy the environment asks for, and whether they can be used."""
    if base_url.startswith("https:"):
        yield _of_environment("Certificates", trust_source, tls_context)
    else:
        yield note("Certificates", "not needed for http:// on this machine")
    yield _of_environment("Proxy", lambda: str(proxy_for(base_url) or "none"))


def _of_environment(what: str, found: Callable[[], str], check: Callable[[], object] = str) -> Finding:
    try:
        check()
        return ok(what, safe(found()))
    except BadEnvironment as error:
        return wrong(what, safe(error.message), safe(error.advice))


def _private(what: str, path: Path, of_kind: Callable[[int], bool]) -> Finding:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return ok(what, f"{path} (not created yet)")
    except OSError as error:
        return wrong(what, f"{path}: {error.strerror}", "Make it readable for yourself.")
    if not of_kind(found.st_mode):
        return wrong(what, f"{path} is a link or of the wrong kind", "Move it: the desk creates its own.")
    if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        return wrong(
            what, f"{path} belongs to another user", "Take ownership of it, or set STANCER_TUI_HOME."
        )
    if os.name == "posix" and found.st_mode & 0o077:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        return wrong(what, f"{path} is open to others ({mode})", f"chmod go-rwx '{path}'")
    return ok(what, str(path))
