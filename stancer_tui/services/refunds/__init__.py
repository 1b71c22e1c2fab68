"""Refunds: what is offered, sent once, written down and found out."""
