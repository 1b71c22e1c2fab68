"""The tables of batches, statement by statement: what version 4 adds to the journal."""

BATCHES = (
    """
    CREATE TABLE batches (
        id TEXT PRIMARY KEY,
        created_at TEXT NOT NULL,
        key_fingerprint TEXT NOT NULL,
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        reason TEXT NOT NULL,
        ticket TEXT,
        state TEXT NOT NULL,
        revision INTEGER NOT NULL,
        stopped TEXT,
        pid INTEGER NOT NULL,
        pid_started TEXT NOT NULL,
        os_user TEXT NOT NULL,
        app_version TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE batch_items (
        batch TEXT NOT NULL REFERENCES batches (id),
        place INTEGER NOT NULL,
        payment TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount > 0),
        currency TEXT NOT NULL,
        intent TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        note TEXT,
        PRIMARY KEY (batch, place),
        UNIQUE (batch, payment)
    ) STRICT
    """,
    """
    CREATE TABLE batch_changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        batch TEXT NOT NULL REFERENCES batches (id),
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        detail TEXT NOT NULL,
        pid INTEGER NOT NULL,
        os_user TEXT NOT NULL,
        app_version TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER batches_are_kept BEFORE DELETE ON batches
        BEGIN SELECT RAISE(ABORT, 'a batch is never deleted'); END
    """,
    """
    CREATE TRIGGER batch_items_are_kept BEFORE DELETE ON batch_items
        BEGIN SELECT RAISE(ABORT, 'an item of a batch is never deleted'); END
    """,
    """
    CREATE TRIGGER batch_items_stand
        BEFORE UPDATE OF batch, place, payment, amount, currency, intent ON batch_items
        BEGIN SELECT RAISE(ABORT, 'what was confirmed is never rewritten'); END
    """,
    """
    CREATE TRIGGER batch_changes_are_kept BEFORE DELETE ON batch_changes
        BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END
    """,
    """
    CREATE TRIGGER batch_changes_stand BEFORE UPDATE ON batch_changes
        BEGIN SELECT RAISE(ABORT, 'the audit is never rewritten'); END
    """,
)
