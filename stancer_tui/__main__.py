"""`stancer-tui` and `python -m stancer_tui`: makes the process safe, then runs the command line."""

import gc
import os
import sys
from collections.abc import MutableMapping, Sequence
from io import TextIOWrapper

from stancer_tui.cli.given_keys import take_keys

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""The only driver that may be chosen from outside: the one that textual-serve sets."""

FRAMES = "500"
"""Frames a second for TEXTUAL_FPS; at Textual's default of 60, painting waits up to 17 ms."""

TURN = 0.0002
"""Seconds for which one thread may keep another waiting: keys are read, and screens written, by threads of
their own, which would wait 5 ms while the first one searches."""

_DROPPED = frozenset(
    {"TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_DEBUG", "TEXTUAL_SHOW_RETURN", "TEXTUAL_DRIVER"}
)
_DROPPED_PREFIXES = ("TEXTUAL_SCREENSHOT", "TEXTUAL_DEVTOOLS_")


def scrub(env: MutableMapping[str, str], arguments: Sequence[str]) -> None:
    """Drop the variables through which Textual would log, press keys, take pictures or load a driver.

    Textual reads them when it is imported. A developer keeps them with STANCER_TUI_DEV=1 and `--demo`, where
    all data is invented.
    """
    if env.get("STANCER_TUI_DEV") == "1" and "--demo" in arguments:
        return
    for name in list(env):
        if name == "TEXTUAL_DRIVER" and env[name] == WEB_DRIVER:
            continue
        if name in _DROPPED or name.startswith(_DROPPED_PREFIXES):
            del env[name]


def skip_httpx_command_line() -> None:
    """Keep the command line of httpx out of this program: it loads click, rich's syntax and pygments, 60 ms.

    httpx does without it where click is not installed; here uvicorn brings it. A module that is None counts
    as one that cannot be imported. Tried on httpx 0.28.1.
    """
    sys.modules["httpx._main"] = None  # type: ignore[assignment] # what Python's import system asks for


def main() -> int:
    """The console script; the value is the exit code."""
    gc.disable()  # while modules are imported: they make many objects and hardly any garbage
    scrub(os.environ, sys.argv[1:])
    skip_httpx_command_line()
    keys = take_keys(os.environ)  # before anything that could start another program
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    sys.setswitchinterval(TURN)
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal or a pipe with a smaller alphabet gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    from stancer_tui import crash
    from stancer_tui.cli import main as cli

    crash.guard()
    try:
        return cli.main(keys=keys)
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            raise
        sys.stderr.write(f"{crash.clean(str(ending.code))}\n")  # Python itself would print it as it is
        return 1
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
