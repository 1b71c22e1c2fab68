"""Entries that were written before the journal told accounts apart: whose they are, and that they become."""

from stancer_tui.store.sqlite.journal import Journal

_TABLES = ("intents", "errands", "batches")
_KEYS = " UNION ".join(
    f"SELECT key_fingerprint FROM {table} WHERE live = :live AND account = :account"  # noqa: S608 - of ours
    for table in _TABLES
)
_MINE = f"live = :live AND account = '' AND (key_fingerprint = :key OR key_fingerprint IN ({_KEYS}))"


def adopt(journal: Journal, live: bool, key_fingerprint: str) -> None:
    """Give the journal's account what was written for no account by name, with a key of this one.

    Its keys are the one named and those with which it has written since. Raises `LedgerUnavailable`.
    """
    if not journal.account:
        return
    values = {"live": live, "account": journal.account, "key": key_fingerprint}
    query = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE {_MINE}" for table in _TABLES)  # noqa: S608
    with journal.reading() as connection:
        if connection.execute(f"{query} LIMIT 1", values).fetchone() is None:
            return
    with journal.writing() as connection:
        for table in _TABLES:
            connection.execute(f"UPDATE {table} SET account = :account WHERE {_MINE}", values)  # noqa: S608
