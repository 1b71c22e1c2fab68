"""The password of a team's ledger, in the system's keyring: an entry of its own under each profile."""

from typing import TYPE_CHECKING

from stancer_tui.keys import PATIENT, QUICK, SERVICE
from stancer_tui.keys.system_keyring import delete, in_thread, read, write

if TYPE_CHECKING:
    from pydantic import SecretStr


class LedgerPassword:
    """The password of one profile's ledger. Every call may raise `KeyringTrouble`."""

    def __init__(self, profile: str, service: str = SERVICE) -> None:
        self._entry = f"{profile}/ledger"
        self._service = service

    async def find(self, *, limit: float = QUICK) -> "SecretStr | None":
        """The stored password, if there is one."""
        return await in_thread(lambda: read(self._service, self._entry), limit)

    async def store(self, password: "SecretStr", *, limit: float = PATIENT) -> None:
        """Store a password; it replaces an earlier one."""
        await in_thread(lambda: write(self._service, self._entry, password), limit)

    async def remove(self, *, limit: float = PATIENT) -> bool:
        """Remove it from every keyring that holds it; False if none did."""
        return await in_thread(lambda: delete(self._service, self._entry), limit)
