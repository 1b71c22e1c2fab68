"""The team: what agents note on objects, and what lists show and search of it."""
