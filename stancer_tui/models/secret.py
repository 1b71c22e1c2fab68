"""A key as far as its users need to know it."""

from typing import Protocol


class Secret(Protocol):
    """Gives its value only when it is asked for by name, as pydantic's `SecretStr` does."""

    def get_secret_value(self) -> str:
        """The value itself."""
        ...
