"""The settings file: what it may say, and where it is mistaken."""
