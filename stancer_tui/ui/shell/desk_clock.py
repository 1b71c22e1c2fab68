"""The desk's clock: the time from which ages are counted, and the zone in which times are shown."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo


class DeskClock:
    """Tells the moment of the desks, in the agent's own zone or in UTC.

    The agent's zone may be one that has to be looked for: it is, when a time is first shown.
    """

    def __init__(self, now: Callable[[], datetime], own_zone: tzinfo | Callable[[], tzinfo]) -> None:
        self.now = now
        self.utc = False
        self._own_zone = own_zone

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown now."""
        if self.utc:
            return UTC
        return self._own_zone if isinstance(self._own_zone, tzinfo) else self._own_zone()

    def toggle_utc(self) -> None:
        """Show UTC, or the agent's zone again."""
        self.utc = not self.utc
