"""The agent's time zone."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfoNotFoundError


def local_zone() -> tzinfo:
    """The IANA zone of this machine, or UTC when the system names none."""
    from tzlocal import get_localzone

    try:
        return get_localzone()
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
