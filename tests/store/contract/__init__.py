"""What every ledger does, whatever keeps it: one suite for all of them."""
