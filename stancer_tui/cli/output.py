"""What a command writes: data on stdout, words on stderr; nothing more once its reader has left."""

import os
import sys
from typing import TextIO


def put(data: str) -> None:
    """Write a line of data to stdout, at once."""
    _write(sys.stdout, data)


def say(words: str) -> None:
    """Write a line of words to stderr, at once; where that is gone, nobody reads them."""
    _write(sys.stderr, words, gone=OSError)


def tell(words: str) -> None:
    """Tell a person at the terminal how far it is, in one line; a script's log is kept clear of it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def silence(stream: TextIO) -> None:
    """Discard what is still written to `stream`; Python would complain once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def finish() -> None:
    """Write what is left, as far as it is still taken: a terminal may be gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            silence(stream)


def _write(stream: TextIO, line: str, *, gone: type[OSError] = BrokenPipeError) -> None:
    try:
        stream.write(f"{line}\n")
        stream.flush()
    except gone:
        silence(stream)
