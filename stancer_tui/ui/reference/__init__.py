"""The reference: codes, statuses, test data."""
