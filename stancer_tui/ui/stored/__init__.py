"""Customers, accounts, cards and addresses that Stancer keeps: one object, its forms, its deletion."""
