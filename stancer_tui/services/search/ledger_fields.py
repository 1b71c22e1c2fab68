"""The fields of the search that the ledger answers and not the row."""

TEAM_FIELDS = ("note", "has")
"""Which objects have a note, and what it says."""
