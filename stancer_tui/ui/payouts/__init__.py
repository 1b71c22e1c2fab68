"""Payouts: the list, one payout and its members."""
