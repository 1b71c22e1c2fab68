"""The Stancer API over HTTP; the only package that imports httpx.

`StancerClient` is imported when it is first asked for, so that `stancer_tui.api.errors` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancer_tui.api.client import StancerClient

__all__ = ["StancerClient"]


def __getattr__(name: str) -> Any:
    if name == "StancerClient":
        from stancer_tui.api.client import StancerClient

        return StancerClient
    raise AttributeError(name)
