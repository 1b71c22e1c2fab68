"""The fields of the search whose answers come from the ledger."""

TEAM_FIELDS = ("note", "has", "with")
"""Which objects have a note, what it says, and who works on them."""

REFUND_FIELDS = ("reason", "by")
"""Word fields of a refund that the ledger has: why the money went back, and who confirmed it."""
