"""Where a request stands in an application that is mounted below a path of another one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope

CONTROL = "/_sandbox"
"""Where the control is served, in a sandbox that was started with it."""


def path_of(scope: "Scope") -> str:
    """The path of a request inside the sandbox."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def base_url(request: "Request") -> str:
    """Where the caller reaches the sandbox: scheme, host, and the path of its mount, without a last slash."""
    return str(request.url.replace(path=request.scope.get("root_path", ""), query="", fragment=""))
