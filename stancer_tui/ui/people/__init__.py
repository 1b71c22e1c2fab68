"""People: all that is loaded of one person, and what belongs to it."""
