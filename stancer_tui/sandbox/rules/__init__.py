"""What the API decides."""
