"""The meanings of colours; the theme gives each its colour."""

from enum import StrEnum


class Tone(StrEnum):
    """The meaning of a text's colour, the same on every screen."""

    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"
    MUTED = "muted"
    ACCENT = "accent"
    PLAIN = "plain"
