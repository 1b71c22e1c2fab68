"""Adding many rows without repeated passes of the garbage collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_many() -> Iterator[None]:
    """Run the garbage collector rarely within the block: rows have no cycles, and most objects stay."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
