"""Notes: those on one object, read, written, struck through."""
