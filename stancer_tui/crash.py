"""What a crash leaves, wherever it happens: one sentence, and a private report without values.

What threads raise, what asyncio logs in its debug mode and the text of a `SystemExit` may hold a key or a
customer's data: here they all lose what is shaped like a key, and every character that a terminal would obey.
"""

import os
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from stancer_tui import __version__
from stancer_tui.config import Paths, private
from stancer_tui.language import _
from stancer_tui.language.numbers import NARROW_BLANK

if TYPE_CHECKING:
    import logging
    import threading

MOST_CHARACTERS = 100_000
"""Characters of a report; the rest of a longer traceback is cut off."""

_LINE = 300
"""Characters printed of one log record."""


def last_words(error: BaseException, directory: Path | None) -> str:
    """The sentence for the terminal; the report is written to `directory`, where there is one."""
    words = _("stancer-tui stopped on an unexpected error ({name}).", name=type(error).__name__)
    if directory is None:
        return words
    try:
        path = write_report(error, private(directory))
    except OSError:
        return " ".join((words, _("No report of it could be written.")))
    return " ".join((words, _("Report: {path}", path=path)))


def write_report(error: BaseException, directory: Path) -> Path:
    """Write the redacted traceback of `error` to a new file of mode 0600; raises OSError."""
    path = directory / f"crash-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(report(error))
    return path


def report(error: BaseException) -> str:
    """The traceback of `error` with its causes; keys and control characters are taken out of messages."""
    text = "".join(traceback.format_exception(error))
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS]}\n(cut)\n"
    return clean(f"stancer-tui {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n{text}")


def clean(text: str) -> str:
    """`text` without keys, credentials and characters that a terminal obeys; its lines stay."""
    from stancer_tui.keys import redact  # costs start-up time, and a crash is rare

    return "".join(
        each if each.isprintable() or each in {"\n", NARROW_BLANK} else "\ufffd" for each in redact(text)
    )


def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """An `excepthook`: the sentence on stderr, and after the refund command what to do about the money."""
    del trace
    words = last_words(error or kind(), Paths.find(os.environ).state)
    if "refund" in sys.argv[1:]:
        words += " " + _(
            "The journal records whether the refund was sent: run the same command again; it sends "
            "nothing before that is known."
        )
    _say(words)


def guard() -> None:
    """Handle every crash of this process: also those in threads, in logs and while objects are deleted."""
    import logging
    import threading

    sys.excepthook = show
    threading.excepthook = _in_a_thread
    sys.unraisablehook = _unraisable
    logging.lastResort = _handler()


def be_silent() -> None:
    """Keep threads and logs silent while the desk owns the terminal: a line would break the screen."""
    import logging

    logging.getLogger().addHandler(logging.NullHandler())


def _in_a_thread(hook: "threading.ExceptHookArgs") -> None:
    if hook.exc_value is not None:
        _say(_("A thread stopped on an unexpected error ({name}).", name=type(hook.exc_value).__name__))


def _unraisable(hook: "sys.UnraisableHookArgs") -> None:
    name = type(hook.exc_value).__name__ if hook.exc_value is not None else hook.exc_type.__name__
    _say(_("An unexpected error was not handled ({name}).", name=name))


def _handler() -> "logging.Handler":
    import logging

    class Cleaned(logging.Handler):
        """One line per record, without the traceback."""

        def emit(self, record: logging.LogRecord) -> None:
            first = record.getMessage().partition("\n")[0]
            error = record.exc_info[0] if record.exc_info else None
            _say(f"{record.name}: {first}{f' ({error.__name__})' if error else ''}"[:_LINE])

    return Cleaned(logging.WARNING)


def _say(words: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{clean(words)}\n")
