"""Which account a key belongs to already: each merchant of the settings has their own key."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from stancer_tui.config import Settings
from stancer_tui.language import _
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.keys import KeyStore

_LIMIT = 2.0
"""Seconds to wait for the keyring when a desk has its own key already."""


def not_twice(whose: str) -> str:
    """Why a key is refused for a second account; `whose` names the account that has it."""
    return _("That is the key of {account}: each merchant has their own.", account=whose)


class OtherKeys:
    """The keys of the other accounts of the settings: each one's name, not safe to show, and its keys."""

    def __init__(self, others: "Iterable[tuple[str, KeyStore]]" = ()) -> None:
        self._others = tuple(others)

    @classmethod
    def beside(cls, profile: str, stores: "Mapping[str, KeyStore]", settings: Settings) -> "OtherKeys":
        """The keys of every profile but one; an account is named by number and name, as in the program."""
        of = settings.profiles
        return cls(
            (f"{number} {of[name].shown_name if name in of else name}", store)
            for number, (name, store) in enumerate(stores.items(), 1)
            if name != profile
        )

    async def whose(self, mode: Mode, fingerprint: str) -> str:
        """The name of the account that has this key in this mode; "" where none is known to."""
        asked = await self._ask(mode, fingerprint)
        return next((name for name, has in asked if has), "")

    async def sole(self, live: bool, fingerprint: str) -> bool:
        """Whether the key is surely no other account's."""
        asked = await self._ask(Mode.of(live=live), fingerprint)
        return all(has is False for _name, has in asked)

    async def _ask(self, mode: Mode, fingerprint: str) -> list[tuple[str, bool | None]]:
        has = await asyncio.gather(*(_has(store, mode, fingerprint) for _name, store in self._others))
        return [(name, each) for (name, _store), each in zip(self._others, has, strict=True)]


async def _has(store: "KeyStore", mode: Mode, fingerprint: str) -> bool | None:
    """Whether a profile has the key; None where its keyring cannot be read."""
    from stancer_tui.keys import Slot
    from stancer_tui.models.secret import fingerprint as fingerprint_of

    known = await store.every(Slot(mode), limit=_LIMIT)
    if any(fingerprint_of(key) == fingerprint for key in known.keys):
        return True
    return False if known.whole else None
