"""The interface of an API key, and what can be derived from one without showing it."""

from typing import Protocol, cast


class Secret(Protocol):
    """A key that no representation shows, such as pydantic's `SecretStr`."""

    def get_secret_value(self) -> str:
        """The value itself."""
        ...


def hidden(key: object) -> Secret:
    """The key as a `Secret`.

    Anything else, such as None for a missing environment variable, becomes an empty secret, which no check
    accepts.
    """
    if hasattr(key, "get_secret_value"):
        return cast(Secret, key)
    from pydantic import SecretStr

    return SecretStr(key if isinstance(key, str) else "")


def fingerprint(key: Secret) -> str:
    """The first 12 hexadecimal digits of the key's SHA-256: the journal tells keys apart by it."""
    from hashlib import sha256

    return sha256(key.get_secret_value().encode()).hexdigest()[:12]
