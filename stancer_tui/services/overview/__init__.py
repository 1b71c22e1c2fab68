"""What the loaded payments add up to."""
