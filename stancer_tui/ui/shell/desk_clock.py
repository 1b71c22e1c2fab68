"""The desk's clock: the time from which ages are counted, and the zone in which times are shown."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo


class DeskClock:
    """Tells the moment of the desks, in the agent's own zone or in UTC."""

    def __init__(self, now: Callable[[], datetime], own_zone: tzinfo) -> None:
        self.now = now
        self.utc = False
        self._own_zone = own_zone

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown now."""
        return UTC if self.utc else self._own_zone

    def toggle_utc(self) -> None:
        """Show UTC, or the agent's zone again."""
        self.utc = not self.utc
