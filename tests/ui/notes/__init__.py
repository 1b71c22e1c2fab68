"""Notes through the running program."""
