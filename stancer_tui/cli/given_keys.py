"""The keys that the environment gave: taken out of it, so that no program started from here inherits them."""

from collections.abc import Mapping, MutableMapping

VARIABLES = (
    "STANCER_API_KEY_TEST",
    "STANCER_API_KEY_LIVE",
    "STANCER_PUBLIC_KEY_TEST",
    "STANCER_PUBLIC_KEY_LIVE",
)


class GivenKeys(dict[str, str]):
    """Keys by the name of their variable; its repr shows the names only."""

    def __repr__(self) -> str:
        return f"<keys of {', '.join(self) or 'nothing'}>"


def take_keys(env: MutableMapping[str, str]) -> GivenKeys:
    """Take the keys out of `env` and return them."""
    return GivenKeys({name: env.pop(name) for name in VARIABLES if name in env})


def read_keys(env: Mapping[str, str]) -> GivenKeys:
    """The keys of `env`, which stays as it is."""
    return GivenKeys({name: env[name] for name in VARIABLES if name in env})
