"""The ledger in a SQLite file: one agent's own."""
