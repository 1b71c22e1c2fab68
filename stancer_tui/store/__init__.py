"""Storage: the ledger of refunds, notes and claims on disk, and payment rows in memory."""
