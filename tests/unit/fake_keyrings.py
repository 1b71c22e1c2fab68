"""Keyrings of our own that claim the module of a real backend.

What is tested with them is how the program answers to a chain, a plain-text file, a locked and a hanging
keyring: states that a real one cannot be put into on every machine. tests/keyring_real talks to a real
Secret Service.
"""

import threading

from keyring import errors
from keyring.backend import KeyringBackend

TRUSTED = "keyring.backends.SecretService"


class MemoryKeyring(KeyringBackend):
    """Keeps passwords in memory, several copies of one entry as a Secret Service may."""

    __module__ = TRUSTED
    priority = 5.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it without types
        self.copies: dict[tuple[str, str], list[str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        found = self.copies.get((service, username))
        return found[0] if found else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.copies[service, username] = [password]

    def delete_password(self, service: str, username: str) -> None:
        if not self.copies.get((service, username)):
            raise errors.PasswordDeleteError("No such password!")
        self.copies[service, username].pop()


class PlainTextKeyring(MemoryKeyring):
    """A file anyone can read."""

    __module__ = "keyrings.alt.file"


class NullKeyring(MemoryKeyring):
    """Takes everything and keeps nothing."""

    __module__ = "keyring.backends.null"
    priority = -1


class NoKeyring(MemoryKeyring):
    """What keyring gives when it found none."""

    __module__ = "keyring.backends.fail"
    priority = 0


class WeakKeyring(MemoryKeyring):
    """A backend that says of itself that it is not to be preferred."""

    __module__ = TRUSTED
    priority = 0.5


class Chain(MemoryKeyring):
    """Several keyrings behind one name."""

    __module__ = "keyring.backends.chainer"
    priority = 10

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = list(backends)


class FailingKeyring(MemoryKeyring):
    """Raises the given error on every call."""

    __module__ = TRUSTED

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


class HangingKeyring(MemoryKeyring):
    """Answers when the test lets it."""

    __module__ = TRUSTED

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.thread: threading.Thread | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self.thread = threading.current_thread()
        self.gate.wait()
        return None


class ForgetfulKeyring(MemoryKeyring):
    """Says that it stored, and did not."""

    __module__ = TRUSTED

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


class StickyKeyring(MemoryKeyring):
    """Says that it deleted, and did not."""

    __module__ = TRUSTED

    def delete_password(self, service: str, username: str) -> None:
        return None
