"""API keys: the slot a key belongs to, and the places a key may be kept.

A key comes from the environment, from the system's keyring, or is typed and kept for this session only.
It never comes from an argument or a file of this program, and no message of this package holds one.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from stancer_tui.keys.system_keyring import (
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSlow,
    KeyringTrouble,
    delete,
    in_thread,
    read,
    write,
)
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret
from stancer_tui.models.typed_text import key_text, stranger

if TYPE_CHECKING:
    from pydantic import SecretStr

SERVICE = "stancer-tui"
DEFAULT_PROFILE = "default"

QUICK = 5.0
"""Seconds to wait for the keyring when nobody expects it to ask for a password."""

PATIENT = 60.0
"""Seconds to wait for the keyring when its owner may be typing a password into its prompt."""

BODY_LENGTH = 24
"""Characters of a key after its prefix."""

_KEY = re.compile(r"(stest|sprod|ptest|pprod)_(\w+)", re.ASCII)
_CREDENTIALS = re.compile(
    r"(?:\bBasic\s+[\w+/=-]+)|(?:c3Rlc3Rf|c3Byb2Rf|cHRlc3Rf|cHByb2Rf)[\w+/=-]*|(?<=://)[^/\s@]+(?=@)",
    re.ASCII,
)


class Slot(NamedTuple):
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
        return _(_LABELS[self.public, self.mode])

    def entry(self, profile: str) -> str:
        """The user name of this slot's keyring entry."""
        return f"{profile}/{'public' if self.public else 'secret'}-{self.mode}"


def of_profile(profile: str) -> str:
    """The option that names a profile, with a blank before it; "" for the default profile."""
    return "" if profile == DEFAULT_PROFILE else f" --profile {quote(profile)}"


def set_command(slot: Slot, profile: str) -> str:
    """The command that puts a key of a profile into the keyring; not yet safe to show."""
    public = " --public" if slot.public else ""
    return f"stancer-tui keys set {slot.mode}{public}{of_profile(profile)}"


_LABELS = {
    (False, Mode.TEST): N_("secret test key"),
    (False, Mode.LIVE): N_("secret live key"),
    (True, Mode.TEST): N_("public test key"),
    (True, Mode.LIVE): N_("public live key"),
}

SLOTS = (Slot(Mode.TEST), Slot(Mode.LIVE), Slot(Mode.TEST, public=True), Slot(Mode.LIVE, public=True))


class Source(StrEnum):
    """Where a key was found."""

    ENVIRONMENT = N_("environment")
    KEYRING = N_("keyring")
    SESSION = N_("this session")


class FoundKey(NamedTuple):
    """A key and where it came from."""

    key: "SecretStr"
    source: Source


class EveryKey(NamedTuple):
    """The keys of a slot in all places; `whole` is false if the keyring could not be read."""

    keys: "tuple[SecretStr, ...]"
    whole: bool


class WrongKey(ValueError):
    """A text that is not a key for this slot; the message says why and never holds the text."""


def check_key(text: str, slot: Slot) -> "SecretStr":
    """`text` as a key of `slot`; raises WrongKey without the text in it."""
    text = key_text(text)
    if not text:
        said = _("No key was given. The {key} starts with {prefix}.", key=slot.label, prefix=slot.prefix)
        raise WrongKey(said)
    other = next((each for each in SLOTS if text.startswith(each.prefix)), None)
    if other is None:
        raise WrongKey(
            _(
                "This is not a Stancer key. The {key} starts with {prefix}.",
                key=slot.label,
                prefix=slot.prefix,
            )
        )
    if other != slot:
        raise WrongKey(
            _(
                "This is a {other}. The {key} starts with {prefix}.",
                other=other.label,
                key=slot.label,
                prefix=slot.prefix,
            )
        )
    strange = stranger(text, "[A-Za-z0-9_]")
    if strange is not None:
        raise WrongKey(_("A key has only letters, digits and _; this one has {strange}.", strange=strange))
    body = text.removeprefix(slot.prefix)
    if len(body) != BODY_LENGTH:
        raise WrongKey(
            _(
                "A key has {length} characters after {prefix}; this one has {count}. "
                "Copy the whole key and paste it again.",
                length=BODY_LENGTH,
                prefix=slot.prefix,
                count=len(body),
            )
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

    A key typed for this session comes first: the desk asked for it because no other place had a working one.
    Every keyring call runs in a daemon thread with a time limit, so a keyring that hangs holds up nothing.
    """

    def __init__(
        self, env: Mapping[str, str], service: str = SERVICE, profile: str = DEFAULT_PROFILE
    ) -> None:
        self._env = env
        self._service = service
        self._profile = profile
        self._session: dict[Slot, SecretStr] = {}

    @property
    def profile(self) -> str:
        """The profile whose keys these are."""
        return self._profile

    async def find(self, slot: Slot, *, limit: float = QUICK) -> FoundKey | None:
        """The key of `slot`; raises KeyringTrouble, and WrongKey for a key that does not belong there."""
        if typed := self._session.get(slot):
            return FoundKey(typed, Source.SESSION)
        if self.in_environment(slot):
            try:
                return FoundKey(check_key(self._env[slot.variable], slot), Source.ENVIRONMENT)
            except WrongKey as error:
                said = _("{variable}: {reason}", variable=slot.variable, reason=error)
                raise WrongKey(said) from None
        entry = slot.entry(self._profile)
        stored = await in_thread(lambda: read(self._service, entry), limit)
        if stored is None:
            return None
        try:
            return FoundKey(check_key(stored.get_secret_value(), slot), Source.KEYRING)
        except WrongKey as error:
            said = _("The keyring's entry {entry}: {reason}", entry=entry, reason=error)
            raise WrongKey(said) from None

    async def every(self, slot: Slot, *, limit: float = QUICK) -> EveryKey:
        """The keys of `slot` in every place, unchecked, also those that `find` does not reach."""
        from pydantic import SecretStr

        here = [self._session.get(slot)]
        if self.in_environment(slot):
            here.append(SecretStr(key_text(self._env[slot.variable])))
        entry, whole = slot.entry(self._profile), True
        try:
            here.append(await in_thread(lambda: read(self._service, entry), limit))
        except (KeyringMissing, KeyringRefused):
            pass  # no key of ours is there
        except KeyringTrouble:
            whole = False
        return EveryKey(tuple(key for key in here if key is not None), whole)

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
        await in_thread(lambda: write(self._service, entry, checked), limit)
        self._session.pop(slot, None)

    async def remove(self, slot: Slot, *, limit: float = PATIENT) -> bool:
        """Remove a key from the session and from every keyring that holds it; False if none had it."""
        typed = self._session.pop(slot, None)
        entry = slot.entry(self._profile)
        return await in_thread(lambda: delete(self._service, entry), limit) or typed is not None


__all__ = [
    "DEFAULT_PROFILE",
    "PATIENT",
    "QUICK",
    "SERVICE",
    "SLOTS",
    "EveryKey",
    "FoundKey",
    "KeyStore",
    "KeyringFailed",
    "KeyringLocked",
    "KeyringMissing",
    "KeyringRefused",
    "KeyringSlow",
    "KeyringTrouble",
    "Slot",
    "Source",
    "WrongKey",
    "check_key",
    "mask",
    "of_profile",
    "redact",
    "set_command",
]
