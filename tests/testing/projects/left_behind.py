"""A conftest.py: a test fails where a thread or a socket of the sandbox outlives it."""

import gc
import socket
import threading

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> object:
    """Look around once everything is torn down."""
    try:
        return (yield)
    finally:
        gc.collect()
        threads = [each.name for each in threading.enumerate() if "stancer" in each.name]
        sockets = [
            each for each in gc.get_objects() if isinstance(each, socket.socket) and each.fileno() >= 0
        ]
        on_the_network = [each for each in sockets if each.family in {socket.AF_INET, socket.AF_INET6}]
        assert not threads
        assert not on_the_network
