"""The packaged TOML tables, each parsed when it is first asked for."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed TOML file `name`. The result is shared: read it, never change it."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
