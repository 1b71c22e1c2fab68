"""Entries that were written before the journal told accounts apart: whose they are, and that they become."""

from collections.abc import Collection

from stancer_tui.store.sqlite.journal import Journal

_TABLES = ("intents", "errands", "batches")
_KEYS = " UNION ".join(
    f"SELECT key_fingerprint FROM {table} WHERE live = :live AND account = :account"  # noqa: S608 - of ours
    for table in _TABLES
)
_MINE = f"live = :live AND account = '' AND (key_fingerprint = :key OR key_fingerprint IN ({_KEYS}))"


def adoptable(journal: Journal, live: bool, key_fingerprint: str) -> tuple[str, ...]:
    """The keys of the journal's account with which something was written for no account by name.

    Its keys are the one named and those with which it has written since. Raises `LedgerUnavailable`.
    """
    if not journal.account:
        return ()
    values = {"live": live, "account": journal.account, "key": key_fingerprint}
    query = " UNION ".join(f"SELECT key_fingerprint FROM {table} WHERE {_MINE}" for table in _TABLES)  # noqa: S608
    with journal.reading() as connection:
        return tuple(key for (key,) in connection.execute(query, values))


def adopt(journal: Journal, live: bool, keys: Collection[str]) -> None:
    """Give the journal's account what was written for no account by name with these keys.

    Raises `LedgerUnavailable`.
    """
    marks = ", ".join("?" * len(keys))
    with journal.writing() as connection:
        for table in _TABLES:
            mine = f"live = ? AND account = '' AND key_fingerprint IN ({marks})"
            connection.execute(
                f"UPDATE {table} SET account = ? WHERE {mine}",  # noqa: S608 - of ours
                (journal.account, live, *keys),
            )
