"""Payments: windows of them, one of them, what can be done with it."""
