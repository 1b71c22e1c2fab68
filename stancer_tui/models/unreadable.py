"""The error for an object that cannot be read."""


class Unreadable(ValueError):
    """An object that cannot be read: the `reason`, which never holds its values, and its `id` if readable."""

    def __init__(self, reason: str, object_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.id = object_id
