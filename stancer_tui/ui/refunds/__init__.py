"""Refunds: the list, the form, what is under way."""
