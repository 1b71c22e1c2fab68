"""What a colour means; the theme decides which colour it is."""

from enum import StrEnum


class Tone(StrEnum):
    """The meaning of a text's colour, the same on every screen."""

    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"
    MUTED = "muted"
    ACCENT = "accent"
    PLAIN = "plain"
