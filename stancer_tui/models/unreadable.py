"""What cannot be read, named without its values."""


class Unreadable(ValueError):
    """An object that cannot be read: why (never with its values), and its id when that can."""

    def __init__(self, reason: str, object_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.id = object_id
