"""What is left of a crash: one sentence on the terminal, and a private report without local variables."""

import os
import sys
import time
import traceback
from pathlib import Path

from stancer_tui import __version__
from stancer_tui.config import private

MOST_CHARACTERS = 100_000


def last_words(error: BaseException, directory: Path | None) -> str:
    """The sentence for `error`; its report is written into `directory`, if there is one."""
    words = f"stancer-tui stopped on an unexpected error ({type(error).__name__})."
    if directory is None:
        return words
    try:
        path = write_report(error, private(directory))
    except OSError:
        return f"{words} No report of it could be written."
    return f"{words} Report: {path}"


def write_report(error: BaseException, directory: Path) -> Path:
    """Write the redacted traceback of `error` to a new file of mode 0600; raises OSError."""
    path = directory / f"crash-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(report(error))
    return path


def report(error: BaseException) -> str:
    """The traceback of `error` with its causes; keys and control characters are taken out of messages."""
    from stancer_tui.keys import redact  # costs start-up time, and a crash is rare

    text = "".join(traceback.format_exception(error))
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS]}\n(cut)\n"
    text = redact(f"stancer-tui {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n{text}")
    return "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)
