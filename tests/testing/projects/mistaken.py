"""Markers that say what cannot be."""

import pytest

from stancer_tui.sandbox.clock import Clock
from stancer_tui.sandbox.core import Sandbox


@pytest.mark.stancer(20)
def test_without_a_name(stancer_sandbox: Sandbox) -> None: ...


@pytest.mark.stancer(payment=20)
def test_with_another_name(stancer_sandbox: Sandbox) -> None: ...


@pytest.mark.stancer(now=Clock(0))
def test_with_a_clock(stancer_sandbox: Sandbox) -> None: ...
