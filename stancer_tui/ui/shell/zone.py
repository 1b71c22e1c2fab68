"""The agent's time zone: the IANA zone of this machine, or else what the C library takes for local time."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property

from stancer_tui.language import _
from stancer_tui.render.safe import safe

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - counted from in local time and in UTC


class LocalTime(tzinfo):
    """The C library's local time, which also knows zones without an IANA name (`TZ=CET-1CEST,M3.5.0,...`)."""

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a UTC time; where clocks go back, the second of two times has `fold` set."""
        seconds = (dt.replace(tzinfo=None) - _EPOCH) // timedelta(seconds=1)
        there = datetime.fromtimestamp(seconds)  # noqa: DTZ006 - local time is meant
        return there.replace(microsecond=dt.microsecond, tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far local time is ahead of UTC."""
        if dt is None:
            return None
        there = dt.replace(tzinfo=None, microsecond=0)
        return there - _EPOCH - timedelta(seconds=there.timestamp())

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not known apart from the offset."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """The abbreviation, such as CEST."""
        return None if dt is None else time.localtime(dt.replace(tzinfo=None).timestamp()).tm_zone

    def __str__(self) -> str:
        return _("local time")


@dataclass(frozen=True)
class AgentZone:
    """A zone and where it comes from; `doubt` is a sentence where it has no IANA name."""

    zone: tzinfo
    source: str
    doubt: str = ""

    @cached_property
    def name(self) -> str:
        """Its IANA name, or what else it is called."""
        return getattr(self.zone, "key", None) or str(self.zone)


def find_zone(env: Mapping[str, str]) -> AgentZone:
    """The zone that `TZ` names, or the system's own.

    `env` is this process's environment: the C library reads the same. An empty TZ is UTC, as it is there.
    """
    given = env.get("TZ")
    if given is not None and not given.removeprefix(":"):
        return AgentZone(UTC, _("TZ, which is empty"))
    from zoneinfo import ZoneInfoNotFoundError

    from tzlocal import get_localzone

    source = _("this system") if given is None else "TZ"
    try:
        return AgentZone(get_localzone(), source)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return AgentZone(LocalTime(), source, _doubt(given))


def _doubt(given: str | None) -> str:
    west = time.timezone  # seconds, outside summer time
    offset = f"UTC{'-' if west > 0 else '+'}{abs(west) // 3600:02d}:{abs(west) // 60 % 60:02d}"
    names = "/".join(filter(None, (*dict.fromkeys(time.tzname), offset)))
    local = safe(names, 40)
    if given is None:
        return _(
            "This system's time zone has no IANA name: times are this system's local time ({names}).",
            names=local,
        )
    return _(
        "TZ={zone} names no IANA zone: times are this system's local time ({names}).",
        zone=safe(given, 60),
        names=local,
    )
