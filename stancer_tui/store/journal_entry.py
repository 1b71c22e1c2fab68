"""What every entry of a ledger has, whatever was asked."""

from dataclasses import dataclass
from datetime import datetime

from stancer_tui import __version__
from stancer_tui.store.owner import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A request that was journaled; times are aware and UTC.

    `http_status` and `error_class` are those of its answer, `reason` is a word of ours or a status.
    Nothing of a card, an account or a customer is kept, and no key: only its fingerprint. `agent` is who the
    ledger says asked for it, `account` the profile whose account it is; "" in entries of older versions.
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
