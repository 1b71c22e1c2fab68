"""The fields that every entry of a ledger has."""

from dataclasses import dataclass
from datetime import datetime

from stancer_tui import __version__
from stancer_tui.store.owner import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A request that was journaled; times are aware and UTC.

    `http_status` and `error_class` are those of its answer, `reason` is a word of this program or a status.
    No data of cards, accounts or customers is stored, and no key, only its fingerprint. `agent` is who made
    the request according to the ledger, `account` the profile of its account; both are "" in entries of older
    versions.
    """

    id: str
    created_at: datetime
    key_fingerprint: str
    live: bool
    owner: Owner
    agent: str = ""
    account: str = ""
    app_version: str = __version__
    http_status: int | None = None
    error_class: str | None = None
    reason: str | None = None
