"""An imitation of the Stancer API for the demo and for tests."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancer_tui.sandbox.clock import Clock, FixedClock, SystemClock
    from stancer_tui.sandbox.core import CannotReset, Sandbox
    from stancer_tui.sandbox.journal import Journal, Received
    from stancer_tui.sandbox.keys import (
        DEMO_PUBLIC_LIVE,
        DEMO_PUBLIC_TEST,
        DEMO_SECRET_LIVE,
        DEMO_SECRET_TEST,
    )
    from stancer_tui.sandbox.settings import SandboxSettings
    from stancer_tui.sandbox.wire.app import create_app
    from stancer_tui.sandbox.wire.faults import Faults

__all__ = [
    "DEMO_PUBLIC_LIVE",
    "DEMO_PUBLIC_TEST",
    "DEMO_SECRET_LIVE",
    "DEMO_SECRET_TEST",
    "CannotReset",
    "Clock",
    "Faults",
    "FixedClock",
    "Journal",
    "Received",
    "Sandbox",
    "SandboxSettings",
    "SystemClock",
    "create_app",
]

_HOMES = {
    "CannotReset": "core",
    "Clock": "clock",
    "Faults": "wire.faults",
    "FixedClock": "clock",
    "Journal": "journal",
    "Received": "journal",
    "Sandbox": "core",
    "SandboxSettings": "settings",
    "SystemClock": "clock",
    "create_app": "wire.app",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: every start of the program imports this package."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'keys')}"), name)
