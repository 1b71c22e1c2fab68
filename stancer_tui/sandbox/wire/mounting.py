"""Where a request stands in an application that is mounted below a path of another one."""

from starlette.types import Scope


def path_of(scope: Scope) -> str:
    """The path of a request inside the sandbox."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path
