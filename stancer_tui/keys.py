"""API keys: the slot a key belongs to, and the places a key may be kept.

A key comes from the environment, from the system's keyring, or is typed and kept for this session only.
It never comes from an argument or a file of ours, and no message of this module holds one.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret
from stancer_tui.models.typed_text import key_text, stranger

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from pydantic import SecretStr

T = TypeVar("T")

SERVICE = "stancer-tui"
DEFAULT_PROFILE = "default"

QUICK = 5.0
"""Seconds a keyring may take when nobody expects it to ask for a password."""

PATIENT = 60.0
"""Seconds a keyring may take when its owner may be typing a password into its prompt."""

BODY_LENGTH = 24
TRUSTED_BACKENDS = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "macOS", "Windows", "kwallet", "libsecret")
)
_CHAINER = "keyring.backends.chainer"
_FAIL = "keyring.backends.fail"
_MOST_COPIES = 8

_KEY = re.compile(r"(stest|sprod|ptest|pprod)_(\w+)", re.ASCII)
_CREDENTIALS = re.compile(
    r"(?:\bBasic\s+[\w+/=-]+)|(?:c3Rlc3Rf|c3Byb2Rf|cHRlc3Rf|cHByb2Rf)[\w+/=-]*|(?<=://)[^/\s@]+(?=@)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the four places for a key, by mode and by public or secret (reference: Authentication)."""

    mode: Mode
    public: bool = False

    @property
    def prefix(self) -> str:
        """What every key of this slot starts with."""
        return f"{'p' if self.public else 's'}{'prod' if self.mode.live else 'test'}_"

    @property
    def variable(self) -> str:
        """The environment variable that is read for this slot."""
        return f"STANCER_{'PUBLIC' if self.public else 'API'}_KEY_{self.mode.name}"

    @property
    def label(self) -> str:
        """The slot in words: "secret test key"."""
        return f"{'public' if self.public else 'secret'} {self.mode} key"

    def entry(self, profile: str) -> str:
        """The user name of this slot's keyring entry."""
        return f"{profile}/{'public' if self.public else 'secret'}-{self.mode}"


SLOTS = (Slot(Mode.TEST), Slot(Mode.LIVE), Slot(Mode.TEST, public=True), Slot(Mode.LIVE, public=True))


class Source(StrEnum):
    """Where a key was found."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    SESSION = "this session"


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key and where it came from."""

    key: "SecretStr"
    source: Source


class WrongKey(ValueError):
    """A text is not a key for this slot; the message says why and never holds the text."""


class KeyringTrouble(Exception):
    """The keyring could not be used: `problem` is a sentence, the message adds what to do in the desk.

    A command gives other advice: nothing can be typed into it.
    """

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem


class KeyringMissing(KeyringTrouble):
    """No keyring runs here."""

    def __init__(self) -> None:
        super().__init__(
            "No system keyring answers here.",
            "Type the key for this session only, "
            "or set STANCER_API_KEY_TEST or STANCER_API_KEY_LIVE in the environment.",
        )


class KeyringLocked(KeyringTrouble):
    """The keyring is locked, and was not unlocked."""

    def __init__(self) -> None:
        super().__init__(
            "The system keyring is locked.",
            "Unlock it and try again, or type the key for this session only.",
        )


class KeyringSlow(KeyringTrouble):
    """The keyring did not answer in time; what was asked may still happen."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"The system keyring did not answer within {limit:g} s.",
            "If it is asking for its password, answer and try again, or type the key for this session only.",
        )


class KeyringRefused(KeyringTrouble):
    """The keyring in use is not one that this program trusts with a key."""

    def __init__(self, backend: str) -> None:
        super().__init__(
            f"The keyring backend {backend} does not protect keys, so it is not used.",
            "Type the key for this session only, or choose the system's own keyring.",
        )
        self.backend = backend


class KeyringFailed(KeyringTrouble):
    """The keyring answered with an error of its own."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The system keyring failed: {what}.", "Type the key for this session only, or try again."
        )


def check_key(text: str, slot: Slot) -> "SecretStr":
    """`text` as a key of `slot`; raises WrongKey without the text in it."""
    text = key_text(text)
    if not text:
        raise WrongKey(f"No key was given. The {slot.label} starts with {slot.prefix}.")
    other = next((each for each in SLOTS if text.startswith(each.prefix)), None)
    if other is None:
        raise WrongKey(f"This is not a Stancer key. The {slot.label} starts with {slot.prefix}.")
    if other != slot:
        raise WrongKey(f"This is a {other.label}. The {slot.label} starts with {slot.prefix}.")
    strange = stranger(text, "[A-Za-z0-9_]")
    if strange is not None:
        raise WrongKey(f"A key has only letters, digits and _; this one has {strange}.")
    body = text.removeprefix(slot.prefix)
    if len(body) != BODY_LENGTH:
        raise WrongKey(
            f"A key has {BODY_LENGTH} characters after {slot.prefix}; this one has {len(body)}. "
            "Copy the whole key and paste it again."
        )
    from pydantic import SecretStr

    return SecretStr(text)


def mask(key: Secret) -> str:
    """A key as it may be shown: its prefix and last four characters."""
    found = _KEY.fullmatch(key.get_secret_value())
    return f"{found[1]}_…{found[2][-4:]}" if found and len(found[2]) == BODY_LENGTH else "…"


def redact(text: str) -> str:
    """`text` without anything shaped like a key, Basic credentials or a URL's user."""
    return _CREDENTIALS.sub("[redacted]", _KEY.sub(r"\1_[redacted]", text))


class KeyStore:
    """The keys of one profile; environment keys serve the default profile only.

    A key typed for this session comes first: it was asked for because the other places had none that works.
    Every keyring call runs in a daemon thread with a time limit, so a keyring that hangs holds up nothing.
    """

    def __init__(
        self, env: Mapping[str, str], service: str = SERVICE, profile: str = DEFAULT_PROFILE
    ) -> None:
        self._env = env
        self._service = service
        self._profile = profile
        self._session: dict[Slot, SecretStr] = {}

    async def find(self, slot: Slot, *, limit: float = QUICK) -> FoundKey | None:
        """The key of `slot`; raises KeyringTrouble, and WrongKey for a key that does not belong there."""
        if typed := self._session.get(slot):
            return FoundKey(typed, Source.SESSION)
        if self.in_environment(slot):
            try:
                return FoundKey(check_key(self._env[slot.variable], slot), Source.ENVIRONMENT)
            except WrongKey as error:
                raise WrongKey(f"{slot.variable}: {error}") from None
        entry = slot.entry(self._profile)
        stored = await _in_thread(lambda: _read(self._service, entry), limit)
        if stored is None:
            return None
        try:
            return FoundKey(check_key(stored.get_secret_value(), slot), Source.KEYRING)
        except WrongKey as error:
            raise WrongKey(f"The keyring's entry {entry}: {error}") from None

    def in_environment(self, slot: Slot) -> bool:
        """Whether the environment holds a value for `slot`."""
        return self._profile == DEFAULT_PROFILE and bool(self._env.get(slot.variable, "").strip())

    def remember(self, slot: Slot, key: "SecretStr") -> None:
        """Keep a key until the program ends, in memory only."""
        self._session[slot] = check_key(key.get_secret_value(), slot)

    async def store(self, slot: Slot, key: "SecretStr", *, limit: float = PATIENT) -> None:
        """Put a key into the keyring, in place of this slot's own entry; raises WrongKey, KeyringTrouble."""
        checked = check_key(key.get_secret_value(), slot)
        entry = slot.entry(self._profile)
        await _in_thread(lambda: _write(self._service, entry, checked), limit)
        self._session.pop(slot, None)

    async def remove(self, slot: Slot, *, limit: float = PATIENT) -> bool:
        """Remove a key from the session and from every keyring that holds it; False if none had it."""
        typed = self._session.pop(slot, None)
        entry = slot.entry(self._profile)
        return await _in_thread(lambda: _delete(self._service, entry), limit) or typed is not None


async def _in_thread(call: Callable[[], T], limit: float) -> T:
    """What `call` returns, from a thread that neither blocks the loop nor keeps the program from ending."""
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()
    settle = partial(copy_context().run, _settle, answer, call)  # it speaks the language of this program
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
        # How a backend says that its platform's keyring is not there.
        raise KeyringMissing from None
    if priority < 1:
        raise KeyringRefused(f"{kind.__module__}.{kind.__qualname__}")


def _read(service: str, entry: str) -> "SecretStr | None":
    for backend in _backends():
        stored = _get(backend, service, entry)
        if stored is not None:
            return stored
    return None


def _get(backend: "KeyringBackend", service: str, entry: str) -> "SecretStr | None":
    value = backend.get_password(service, entry)
    from pydantic import SecretStr

    return None if value is None else SecretStr(value)


def _write(service: str, entry: str, key: "SecretStr") -> None:
    first, *others = _backends()
    first.set_password(service, entry, key.get_secret_value())
    if _get(first, service, entry) != key:
        raise KeyringFailed("what was stored does not read back")
    for backend in others:
        _clear(backend, service, entry)


def _delete(service: str, entry: str) -> bool:
    return sum(_clear(backend, service, entry) for backend in _backends()) > 0


def _clear(backend: "KeyringBackend", service: str, entry: str) -> int:
    """Delete every copy that `backend` holds; a backend deletes one at a time."""
    for copies in range(_MOST_COPIES):
        if backend.get_password(service, entry) is None:
            return copies
        backend.delete_password(service, entry)
    raise KeyringFailed("a copy of the key is still there")
