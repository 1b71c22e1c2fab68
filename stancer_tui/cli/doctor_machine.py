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
from stancer_tui.language import N_, Language, _
from stancer_tui.language.current import has_words
from stancer_tui.render.safe import safe
from stancer_tui.services.advice import advice_on
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.schema import VERSION
from stancer_tui.ui.shell.zone import find_zone

_LIBRARIES = ("textual", "httpx", "pydantic", "keyring")
_OLDEST_PYTHON = (3, 11)
_LEAST_COLUMNS, _LEAST_ROWS = 60, 16
JOURNAL_ADVICE: dict[LedgerTrouble, str] = {
    LedgerTrouble.NEWER: N_("Install the newer stancer-tui again: an older one does not touch its journal."),
    LedgerTrouble.FULL: N_("Make room on the disk."),
    LedgerTrouble.LOCKED: N_("Close the other program, or wait until it has finished."),
    LedgerTrouble.READ_ONLY: N_("Make the file and its directory writable for yourself."),
}
"""What helps when refunds are off; for the rest the message says what was found, and a person must look."""

_NAME_A_ZONE = N_("Set TZ to a name such as Europe/Paris.")
_TRUE_COLOUR = frozenset({"truecolor", "24bit"})


def versions() -> Iterator[Finding]:
    """The program, Python, the libraries."""
    yield ok("stancer-tui", __version__)
    system = f"{platform.system()} {platform.machine()}"
    python = _("{version} on {system}", version=platform.python_version(), system=system)
    if sys.version_info[:2] < _OLDEST_PYTHON:
        yield wrong("Python", python, _("Python 3.11 or newer is needed."))
    else:
        yield ok("Python", python)
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield wrong(name, _("is not installed"), _("Install stancer-tui again."))
    yield ok(_("Libraries"), ", ".join(found))


def terminal(env: Mapping[str, str]) -> Iterator[Finding]:
    """Where the desk would be drawn, and with how many colours."""
    name = env.get("TERM") or _("no TERM")
    if env.get("TMUX"):
        name = _("{terminal}, in tmux", terminal=name)
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        yield note(
            _("Terminal"),
            _("{terminal}; not run in a terminal", terminal=name),
            _("The desk needs one; other commands do not."),
        )
    else:
        size = shutil.get_terminal_size()
        shown = f"{name}, {size.columns}x{size.lines}"
        if size.columns < _LEAST_COLUMNS or size.lines < _LEAST_ROWS:
            least = f"{_LEAST_COLUMNS}x{_LEAST_ROWS}"
            advice = _("The desk needs at least {least}: enlarge the window.", least=least)
            yield wrong(_("Terminal"), shown, advice)
        elif env.get("TERM", "dumb") == "dumb":
            yield wrong(_("Terminal"), shown, _("This terminal cannot position text: use another."))
        else:
            yield ok(_("Terminal"), shown)
    yield _colours(env)
    encoding = (getattr(sys.stdout, "encoding", None) or _("unknown")).lower()
    if encoding.replace("-", "") == "utf8":
        yield ok(_("Characters"), encoding)
    else:
        yield note(_("Characters"), encoding, _("Names may show as question marks: set a UTF-8 locale."))


def _colours(env: Mapping[str, str]) -> Finding:
    if env.get("NO_COLOR"):
        return ok(_("Colours"), _("none (NO_COLOR); mode and status are in words"))
    if env.get("COLORTERM", "").lower() in _TRUE_COLOUR:
        return ok(_("Colours"), _("16 million"))
    if "256" in env.get("TERM", ""):
        return ok(_("Colours"), "256")
    return note(_("Colours"), _("16 or fewer, as far as the terminal says"))


def language(spoken: Language) -> Iterator[Finding]:
    """What is spoken, and whether its words are there: without them all of it is English."""
    what = _("Language")
    if has_words(spoken):
        yield ok(what, spoken.own_name)
    else:
        yield wrong(
            what,
            _("{language}, but its words are not in this installation", language=spoken.own_name),
            _("Install stancer-tui again; in a checkout: python -m tests.catalogues --write"),
        )


def time_zone(env: Mapping[str, str]) -> Iterator[Finding]:
    """By whose calendar days and times are shown."""
    found = find_zone(env)
    if found.doubt:
        where = _("{zone} (from {source})", zone=found.name, source=found.source)
        yield note(_("Time zone"), where, f"{found.doubt} {_(_NAME_A_ZONE)}")
    else:
        where = _("{zone} (from {source})", zone=safe(found.name, 80), source=found.source)
        yield ok(_("Time zone"), where)


def directories(paths: Paths) -> Iterator[Finding]:
    """Whether the state directory and the journal in it are open to their owner only."""
    yield _private(_("State directory"), paths.state, stat.S_ISDIR)
    journal = paths.state / JOURNAL
    if journal.exists():
        yield _private(_("Journal"), journal, stat.S_ISREG)


def refunds(paths: Paths) -> Finding:
    """Whether refunds can be sent from here: each is journaled first, so the journal must be writable."""
    journal = paths.state / JOURNAL
    if not os.path.lexists(journal):
        place = next(each for each in (paths.state, *paths.state.parents) if os.path.lexists(each))
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return ok(_("Refunds"), _("on; the journal is created with the first one"))
        why = _("off: {place} is not a directory that you can write to", place=place)
        advice = _("Make it yours and writable, or set STANCER_TUI_HOME to another place.")
        return wrong(_("Refunds"), why, advice)
    opened = Journal(journal)
    try:
        opened.open()
    except LedgerUnavailable as trouble:
        return wrong(
            _("Refunds"),
            _("off: {reason}", reason=trouble),
            _(JOURNAL_ADVICE.get(trouble.trouble, "")),
        )
    finally:
        opened.close()
    return ok(_("Refunds"), _("on; journal version {version}", version=VERSION))


def network(base_url: str) -> Iterator[Finding]:
    """Which certificates and which proxy the environment asks for, and whether they can be used."""
    if base_url.startswith("https:"):
        yield _of_environment(_("Certificates"), trust_source, tls_context)
    else:
        yield note(_("Certificates"), _("not needed for http:// on this machine"))
    yield _of_environment(_("Proxy"), lambda: str(proxy_for(base_url) or _("none")))


def _of_environment(what: str, found: Callable[[], str], check: Callable[[], object] = str) -> Finding:
    try:
        check()
        return ok(what, safe(found()))
    except BadEnvironment as error:
        return wrong(what, safe(error.said), safe(advice_on(error)))


def _private(what: str, path: Path, of_kind: Callable[[int], bool]) -> Finding:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return ok(what, _("{path} (not created yet)", path=path))
    except OSError as error:
        return wrong(what, f"{path}: {error.strerror}", _("Make it readable for yourself."))
    if not of_kind(found.st_mode):
        return wrong(
            what,
            _("{path} is a link or of the wrong kind", path=path),
            _("Move it: the desk creates its own."),
        )
    if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        return wrong(
            what,
            _("{path} belongs to another user", path=path),
            _("Take ownership of it, or set STANCER_TUI_HOME."),
        )
    if os.name == "posix" and found.st_mode & 0o077:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        return wrong(
            what,
            _("{path} is open to others ({mode})", path=path, mode=mode),
            f"chmod go-rwx '{path}'",
        )
    return ok(what, str(path))
