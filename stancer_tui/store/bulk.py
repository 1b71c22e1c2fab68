"""Adding many rows without repeated passes of the garbage collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_many() -> Iterator[None]:
    """Let the garbage collector look at what is new alone: rows have no cycles, and most objects stay.

    It looks at little of that at once: a key may be waiting.
    """
    before = gc.get_threshold()
    gc.set_threshold(2_000, 10_000, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
