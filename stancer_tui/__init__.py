"""A terminal desk for support agents of merchants on Stancer."""

__version__ = "0.1.0"
