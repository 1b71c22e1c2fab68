"""The ledgers: one contract for both, and a real PostgreSQL to hold it on."""
