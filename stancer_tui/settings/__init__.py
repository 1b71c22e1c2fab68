"""The settings file: what it may say, and where its mistakes are."""
