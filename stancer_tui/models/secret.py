"""A key as far as its users need to know it."""

from typing import Protocol, cast


class Secret(Protocol):
    """A key that shows in no representation, as pydantic's `SecretStr`: its value is asked for by name."""

    def get_secret_value(self) -> str:
        """The value itself."""
        ...


def hidden(key: object) -> Secret:
    """The key as a value that shows in no representation.

    What is no key at all, such as None where the environment has no such variable, becomes an empty one,
    which no check accepts.
    """
    if hasattr(key, "get_secret_value"):
        return cast(Secret, key)
    from pydantic import SecretStr

    return SecretStr(key if isinstance(key, str) else "")


def fingerprint(key: Secret) -> str:
    """The first 12 hexadecimal digits of the key's SHA-256: tells keys apart, gives none away."""
    from hashlib import sha256

    return sha256(key.get_secret_value().encode()).hexdigest()[:12]
