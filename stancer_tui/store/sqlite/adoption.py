"""Assigns entries from before the journal distinguished accounts to the account of their key."""

from collections.abc import Collection

from stancer_tui.store.sqlite.journal import Journal

_TABLES = ("intents", "errands", "batches")
_KEYS = " UNION ".join(
    f"SELECT key_fingerprint FROM {table} WHERE live = :live AND account = :account"  # noqa: S608 - of ours
    for table in _TABLES
)
_MINE = f"live = :live AND account = '' AND (key_fingerprint = :key OR key_fingerprint IN ({_KEYS}))"


def adoptable(journal: Journal, live: bool, key_fingerprint: str) -> tuple[str, ...]:
    """The fingerprints of the account's keys that entries without an account were written with.

    The account's keys are the given one and those it has written with since. Raises `LedgerUnavailable`.
    """
    if not journal.account:
        return ()
    values = {"live": live, "account": journal.account, "key": key_fingerprint}
    query = " UNION ".join(f"SELECT key_fingerprint FROM {table} WHERE {_MINE}" for table in _TABLES)  # noqa: S608
    with journal.reading() as connection:
        return tuple(key for (key,) in connection.execute(query, values))


def adopt(journal: Journal, live: bool, keys: Collection[str]) -> None:
    """Assign entries without an account that were written with these keys to the journal's account.

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
