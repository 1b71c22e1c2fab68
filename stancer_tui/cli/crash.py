"""The one way out for whatever nobody expected: a sentence, and a report in the state directory."""

import logging
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from stancer_tui.config import Paths


def guard(environment: Mapping[str, str]) -> None:
    """Let no exception's text reach the terminal as it is: not from the main thread, another, or a log."""

    def tell(error: BaseException | None) -> None:
        from stancer_tui.crash_report import last_words

        if error is not None and sys.stderr is not None:
            sys.stderr.write(f"{last_words(error, Paths.find(environment).state)}\n")

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        del kind, trace
        tell(error)

    def unraisable(left: Any) -> None:  # its type is private to sys
        tell(left.exc_value)

    sys.excepthook = crashed
    sys.unraisablehook = unraisable
    threading.excepthook = lambda left: tell(left.exc_value)
    # What libraries log (asyncio's debug mode whole exceptions) goes nowhere, not to stderr.
    logging.getLogger().addHandler(logging.NullHandler())
