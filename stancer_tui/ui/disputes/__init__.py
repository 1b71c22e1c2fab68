"""Disputes: the list, one dispute, those that are new."""
