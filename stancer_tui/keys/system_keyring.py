"""The system's keyring: which backends are trusted, calls in a thread, and typed errors."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from stancer_tui.language import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from pydantic import SecretStr

T = TypeVar("T")

TRUSTED_BACKENDS = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "macOS", "Windows", "kwallet", "libsecret")
)
_CHAINER = "keyring.backends.chainer"
_FAIL = "keyring.backends.fail"
_MOST_COPIES = 8
"""Copies of one entry that are deleted before the deletion counts as failed."""


class KeyringTrouble(Exception):
    """The keyring could not be used: `problem` is a sentence, the message adds advice for the desk.

    Commands take `problem` and give their own advice, since no key can be typed into them.
    """

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem


class KeyringMissing(KeyringTrouble):
    """No keyring runs here."""

    def __init__(self) -> None:
        super().__init__(_("No system keyring answers here."), _("Type the key for this session only."))


class KeyringLocked(KeyringTrouble):
    """The keyring is locked, and was not unlocked."""

    def __init__(self) -> None:
        super().__init__(
            _("The system keyring is locked."),
            _("Unlock it and try again, or type the key for this session only."),
        )


class KeyringSlow(KeyringTrouble):
    """The keyring did not answer in time; a write may still take effect."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            _("The system keyring did not answer within {seconds} s.", seconds=format(limit, "g")),
            _(
                "If it is asking for its password, answer and try again, "
                "or type the key for this session only."
            ),
        )


class KeyringRefused(KeyringTrouble):
    """The keyring in use is not one that this program trusts with a key."""

    def __init__(self, backend: str) -> None:
        super().__init__(
            _("The keyring backend {backend} does not protect keys, so it is not used.", backend=backend),
            _("Type the key for this session only, or choose the system's own keyring."),
        )
        self.backend = backend


class KeyringFailed(KeyringTrouble):
    """The keyring answered with an error of its own."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _("The system keyring failed: {what}.", what=what),
            _("Type the key for this session only, or try again."),
        )


async def in_thread(call: Callable[[], T], limit: float) -> T:
    """Run `call` in a daemon thread, which neither blocks the loop nor keeps the program from ending.

    Raises `KeyringSlow` after `limit` seconds, and another `KeyringTrouble` for what `call` raises.
    """
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()
    settle = partial(copy_context().run, _settle, answer, call)  # the context holds the language
    threading.Thread(target=settle, name="keyring", daemon=True).start()
    try:
        async with asyncio.timeout(limit):
            return await asyncio.wrap_future(answer)
    except TimeoutError:
        raise KeyringSlow(limit) from None


def _settle(answer: "Future[T]", call: Callable[[], T]) -> None:
    try:
        answer.set_result(call())
    except BaseException as error:  # noqa: BLE001 - each backend raises what its own platform raises
        answer.set_exception(_named(error))


def _named(error: BaseException) -> BaseException:
    if isinstance(error, KeyringTrouble):
        return error
    if isinstance(error, ImportError):
        return KeyringMissing()
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return KeyringLocked()
    if isinstance(error, errors.NoKeyringError | errors.InitError):
        return KeyringMissing()
    # The message is left out: a backend may put the password into it.
    return KeyringFailed(type(error).__name__)


def _backends() -> "Sequence[KeyringBackend]":
    import keyring

    backend = keyring.get_keyring()
    module = type(backend).__module__
    if module == _FAIL:
        raise KeyringMissing
    children: Sequence[KeyringBackend] = (
        getattr(backend, "backends", ()) if module == _CHAINER else (backend,)
    )
    for child in children:
        _check_trusted(child)
    if not children:
        raise KeyringMissing
    return children


def _check_trusted(backend: "KeyringBackend") -> None:
    kind = type(backend)
    if kind.__module__ not in TRUSTED_BACKENDS:
        raise KeyringRefused(f"{kind.__module__}.{kind.__qualname__}")
    try:
        priority = float(backend.priority)
    except RuntimeError:
        # A backend raises this where its platform's keyring is not available.
        raise KeyringMissing from None
    if priority < 1:
        raise KeyringRefused(f"{kind.__module__}.{kind.__qualname__}")


def read(service: str, entry: str) -> "SecretStr | None":
    """The secret stored under an entry; call it in a thread."""
    for backend in _backends():
        stored = _get(backend, service, entry)
        if stored is not None:
            return stored
    return None


def _get(backend: "KeyringBackend", service: str, entry: str) -> "SecretStr | None":
    value = backend.get_password(service, entry)
    from pydantic import SecretStr

    return None if value is None else SecretStr(value)


def write(service: str, entry: str, key: "SecretStr") -> None:
    """Store a key under an entry of the first keyring, and delete it from the others; call it in a thread."""
    first, *others = _backends()
    first.set_password(service, entry, key.get_secret_value())
    if _get(first, service, entry) != key:
        raise KeyringFailed(_("what was stored does not read back"))
    for backend in others:
        _clear(backend, service, entry)


def delete(service: str, entry: str) -> bool:
    """Remove an entry from every keyring; False if none had it. Call it in a thread."""
    return sum(_clear(backend, service, entry) for backend in _backends()) > 0


def _clear(backend: "KeyringBackend", service: str, entry: str) -> int:
    """Delete every copy that `backend` holds; a backend deletes one at a time."""
    for copies in range(_MOST_COPIES):
        if backend.get_password(service, entry) is None:
            return copies
        backend.delete_password(service, entry)
    raise KeyringFailed(_("a copy of the key is still there"))
