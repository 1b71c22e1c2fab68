"""Payments: the list, one payment, what can be done with it."""
