"""The fields of the search that the ledger answers and not the row."""

TEAM_FIELDS = ("note", "has", "with")
"""Which objects have a note, what it says, and who works on them."""
