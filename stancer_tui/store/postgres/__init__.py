"""The ledger of a team in PostgreSQL: its rules are functions of the database."""
