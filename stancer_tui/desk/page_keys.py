"""The public keys in the addresses of payment pages; a desk asks for one at the first link."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret

if TYPE_CHECKING:
    from pydantic import SecretStr

    from stancer_tui.keys import KeyStore


class PageKeys(Protocol):
    """Public keys by mode. No message of a `WrongKey` or `KeyringTrouble` holds what was typed."""

    async def find(self, mode: Mode) -> Secret | None:
        """The known key, or None; raises `WrongKey` and `KeyringTrouble` (see `keys`)."""
        ...

    def take(self, mode: Mode, text: str) -> Secret:
        """Keep a typed key for this session; raises `WrongKey` and then keeps nothing."""
        ...

    async def keep(self, mode: Mode) -> None:
        """Put the key of this session into the keyring; raises `KeyringTrouble`."""
        ...


class StoredPageKeys:
    """The account's own: environment, then keyring, then what was typed in this session."""

    def __init__(self, keys: "KeyStore") -> None:
        self._keys = keys

    async def find(self, mode: Mode) -> Secret | None:
        """The key that is known."""
        from stancer_tui.keys import Slot

        found = await self._keys.find(Slot(mode, public=True))
        return None if found is None else found.key

    def take(self, mode: Mode, text: str) -> Secret:
        """Keep a typed key for this session."""
        key = checked(mode, text)
        from stancer_tui.keys import Slot

        self._keys.remember(Slot(mode, public=True), key)
        return key

    async def keep(self, mode: Mode) -> None:
        """Put it into the keyring."""
        from stancer_tui.keys import Slot

        slot = Slot(mode, public=True)
        found = await self._keys.find(slot)
        if found is not None:
            await self._keys.store(slot, found.key)


class SessionPageKeys:
    """Keys in memory only; `known` are there from the start, such as the demo's own."""

    def __init__(self, known: Mapping[Mode, Secret] | None = None) -> None:
        self._known: dict[Mode, Secret] = dict(known or {})

    async def find(self, mode: Mode) -> Secret | None:
        """The key that is known."""
        return self._known.get(mode)

    def take(self, mode: Mode, text: str) -> Secret:
        """Keep a typed key for this session."""
        self._known[mode] = checked(mode, text)
        return self._known[mode]

    async def keep(self, mode: Mode) -> None:
        """Nothing: there is no keyring here."""


def checked(mode: Mode, text: str) -> "SecretStr":
    """`text` as a public key of this mode; raises `WrongKey`, with a warning for a secret key."""
    from stancer_tui.keys import SLOTS, Slot, WrongKey, check_key

    slot = Slot(mode, public=True)
    try:
        return check_key(text, slot)
    except WrongKey as error:
        typed = next((each for each in SLOTS if text.strip().startswith(each.prefix)), slot)
        if typed.public:
            raise
        reason = str(error)
    raise WrongKey(
        _(
            "{reason} A secret key must never be in an address that customers see: "
            "it was not kept. Clear your clipboard.",
            reason=reason,
        )
    )
