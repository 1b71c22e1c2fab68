"""What the agent watches until it changes."""
