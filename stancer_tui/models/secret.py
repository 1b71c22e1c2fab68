"""A key as far as its users need to know it."""

from typing import Protocol


class Secret(Protocol):
    """A key that shows in no representation, as pydantic's `SecretStr`: its value is asked for by name."""

    def get_secret_value(self) -> str:
        """The value itself."""
        ...
