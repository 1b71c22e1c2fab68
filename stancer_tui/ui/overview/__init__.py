"""The first section: what the loaded payments add up to."""
