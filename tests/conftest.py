"""What holds for every test."""

import gc
import os
import signal


def pytest_configure() -> None:
    """Give the programs under test their signals back.

    A runner that was started in the background, or by nohup, ignores interrupts and hang-ups, and every
    process it starts inherits that: a test that presses ctrl+c would wait for nothing.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what was imported: a quarter of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_xdist_auto_num_workers() -> int:
    """Two processes a core: a test of the screen waits a third of its time for the program to rest."""
    return 2 * (os.cpu_count() or 1)
