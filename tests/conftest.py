"""What holds for every test."""

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


def pytest_xdist_auto_num_workers() -> int:
    """Two processes a core: a test of the screen waits a third of its time for the program to rest."""
    return 2 * (os.cpu_count() or 1)
