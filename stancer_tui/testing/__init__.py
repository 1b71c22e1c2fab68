"""For tests of code that integrates Stancer: a sandbox on a socket, and pytest fixtures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancer_tui.testing.pytest_plugin import SetFaults
    from stancer_tui.testing.serving import served

__all__ = ["SetFaults", "served"]

_HOMES = {"SetFaults": "pytest_plugin", "served": "serving"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: pytest imports this package at every start."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
