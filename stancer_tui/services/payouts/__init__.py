"""Payouts: their members, their sums, those that are expected."""
