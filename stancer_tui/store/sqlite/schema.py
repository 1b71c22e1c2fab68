"""The journal's file: its tables, its creation and upgrades, and the refusal of foreign or damaged files."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from secrets import token_hex

from stancer_tui.language import _
from stancer_tui.store.durable import sync_directory
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.sqlite.batch_schema import BATCHES
from stancer_tui.store.sqlite.team_schema import TEAM, chain_what_was

APPLICATION_ID = 0x53544A4C
VERSION = 5

SCHEMA = """
CREATE TABLE intents (
    id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    kind TEXT NOT NULL,
    payment TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
    currency TEXT NOT NULL,
    baseline_ids TEXT NOT NULL,
    baseline_sum INTEGER NOT NULL CHECK (typeof(baseline_sum) = 'integer'),
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    server_date TEXT,
    sent_at TEXT,
    refund_id TEXT,
    http_status INTEGER,
    error_class TEXT,
    reason TEXT,
    candidate_ids TEXT NOT NULL,
    sum_after INTEGER,
    pid INTEGER NOT NULL,
    pid_started TEXT NOT NULL,
    os_user TEXT NOT NULL,
    app_version TEXT NOT NULL,
    ticket TEXT,
    supersedes TEXT REFERENCES intents (id)
) STRICT;
CREATE UNIQUE INDEX one_open_intent ON intents (live, payment)
    WHERE state IN ('prepared', 'sending', 'unknown', 'ambiguous');
CREATE UNIQUE INDEX one_claim_a_refund ON intents (live, refund_id) WHERE refund_id IS NOT NULL;
CREATE VIEW open_intents AS
    SELECT rowid AS number, * FROM intents WHERE state IN ('prepared', 'sending', 'unknown', 'ambiguous');
CREATE VIEW unresolved_intents AS
    SELECT rowid AS number, * FROM intents
    WHERE state IN ('prepared', 'sending', 'unknown', 'ambiguous', 'not_found');
CREATE INDEX of_payment ON intents (live, payment);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    intent TEXT NOT NULL REFERENCES intents (id),
    at TEXT NOT NULL,
    before_state TEXT,
    after_state TEXT NOT NULL,
    detail TEXT NOT NULL,
    pid INTEGER NOT NULL,
    os_user TEXT NOT NULL,
    app_version TEXT NOT NULL
) STRICT;
CREATE INDEX changes_of_intent ON changes (intent);
CREATE TRIGGER intents_are_kept BEFORE DELETE ON intents
    BEGIN SELECT RAISE(ABORT, 'an intent is never deleted'); END;
CREATE TRIGGER changes_are_kept BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
CREATE TRIGGER changes_stand BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'the audit is never rewritten'); END;
"""

PENDING_REQUESTS = (
    """
    CREATE TABLE errands (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        created_at TEXT NOT NULL,
        key_fingerprint TEXT NOT NULL,
        state TEXT NOT NULL,
        object_id TEXT,
        unique_id TEXT,
        amount INTEGER,
        currency TEXT,
        http_status INTEGER,
        error_class TEXT,
        reason TEXT,
        finished_at TEXT,
        pid INTEGER NOT NULL,
        pid_started TEXT NOT NULL,
        os_user TEXT NOT NULL,
        app_version TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX errands_of_mode ON errands (live, kind)",
    """
    CREATE TRIGGER errands_are_kept BEFORE DELETE ON errands
        BEGIN SELECT RAISE(ABORT, 'an errand is never deleted'); END
    """,
)
"""What version 2 adds, statement by statement: a script would end the transaction that it runs in.

Journals that exist call the table "errands". It keeps that name: an older program still reads the file.
"""

REFUSED = ("ALTER TABLE intents ADD COLUMN refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1))",)
"""What version 3 adds: refusals that are not proved yet."""

_ADDED = {2: PENDING_REQUESTS, 3: REFUSED, 4: BATCHES, 5: TEAM}
"""The statements that lead to each version from the one before it."""

CHAINED = 5
"""The version whose audit is chained."""

_FIRST_STAMP = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;"


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open the journal, creating it only where no file stands.

    Raises `LedgerUnavailable`, and OSError or sqlite3.Error as they come.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_directory(path.parent)
    if not os.path.lexists(path):
        _create(path)
    _check_file(path)
    connection = _open(path, busy_seconds)
    try:
        check_content(connection)
        _upgrade(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=busy_seconds, isolation_level=None
    )
    try:
        # Rollback mode also works on network homes; EXTRA syncs the directory after the journal is gone.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.row_factory = sqlite3.Row
    except BaseException:
        connection.close()
        raise
    return connection


def _create(path: Path) -> None:
    """Build the whole file aside and link it into place, so that an empty file always means damage."""
    made = path.with_name(f"{path.name}.{os.getpid()}.{token_hex(4)}")
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    try:
        with closing(_open(made, 0)) as connection:
            connection.executescript(f"BEGIN IMMEDIATE;{SCHEMA}{_FIRST_STAMP}COMMIT;")
            _upgrade(connection)
        try:
            os.link(made, path)
        except FileExistsError:
            return  # another program was first: its journal is the journal
        sync_directory(path.parent)
    finally:
        made.unlink()


def _check_directory(directory: Path) -> None:
    """Refuse a directory in which another user could remove or replace the journal."""
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise LedgerUnavailable(
            LedgerTrouble.UNSAFE, _("{directory} is a link, not a directory", directory=directory)
        )
    if os.name != "posix":
        return
    if found.st_uid != os.geteuid():
        raise LedgerUnavailable(LedgerTrouble.UNSAFE, _("{path} belongs to another user", path=directory))
    if found.st_mode & 0o022:
        raise LedgerUnavailable(
            LedgerTrouble.UNSAFE,
            _("others can write in {directory}: chmod go-w '{directory}'", directory=directory),
        )


def _check_file(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise LedgerUnavailable(LedgerTrouble.FOREIGN, _("not a regular file"))
    if os.name == "posix" and found.st_uid != os.geteuid():
        raise LedgerUnavailable(LedgerTrouble.UNSAFE, _("{path} belongs to another user", path=path))
    if found.st_size == 0:
        raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("the file is empty"))
    if os.name != "nt" and stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(0o600)


def check_content(connection: sqlite3.Connection) -> None:
    """Refuse a database that is not a sound journal of a known version; raises `LedgerUnavailable`."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise LedgerUnavailable(LedgerTrouble.FOREIGN)
    version = _version(connection)
    if version > VERSION:
        detail = _("version {version}, this program knows {known}", version=version, known=VERSION)
        raise LedgerUnavailable(LedgerTrouble.NEWER, detail)
    if version < 1 or connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise LedgerUnavailable(LedgerTrouble.DAMAGED)


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring an older journal up to date; its refunds stay as they are.

    Whole or not at all: closing the connection takes back what was not committed.
    """
    connection.execute("BEGIN IMMEDIATE")  # refuses a file that can only be read, an up-to-date one too
    for version in range(_version(connection) + 1, VERSION + 1):  # another program may have been first
        for statement in _ADDED[version]:
            connection.execute(statement)
        if version == CHAINED:
            chain_what_was(connection)
        connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
