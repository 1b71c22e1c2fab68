"""Drawing values that look random and are the same each time."""

from binascii import b2a_base64
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")

Object = dict[str, Any]
"""An object as the API returns it."""


_LETTERS = bytes.maketrans(b"+/", b"qZ")


def token(chance: bytes) -> str:
    """24 letters or digits from 18 bytes."""
    return b2a_base64(chance, newline=False).translate(_LETTERS).decode("ascii")


def new_id(prefix: str, randbytes: Callable[[int], bytes]) -> str:
    """An id such as `paym_` and 24 letters or digits (reference: each object's `id`)."""
    return f"{prefix}_{token(randbytes(18))}"


def digest(text: str) -> bytes:
    """64 bytes of chance that only `text` decides."""
    return blake2b(text.encode()).digest()


def weighted(*shares: tuple[T, int]) -> tuple[T, ...]:
    """Each value as often as its share, to pick from evenly."""
    return tuple(value for value, share in shares for _ in range(share))
