"""When people buy: the hours of a day, the days of a week."""

from stancer_tui.sandbox import paris

_BY_HOUR = (4, 2, 1, 1, 1, 2, 5, 11, 17, 22, 26, 25, 27, 26, 24, 22, 23, 25, 28, 31, 36, 37, 26, 12)
"""How many of the day's purchases each hour sees, to scale."""

_HOURS = tuple(hour for hour, share in enumerate(_BY_HOUR) for _ in range(share))

_BY_WEEKDAY = (1.18, 1.02, 0.98, 0.95, 0.97, 0.92, 0.98)
"""Sunday first, as the day's number modulo 7 counts."""


def instant(day: int, chance: bytes) -> int:
    """An instant (Unix seconds) of the day numbered `day` in Paris, from four bytes of chance."""
    hour = _HOURS[(chance[0] << 8 | chance[1]) * len(_HOURS) >> 16]
    second = (chance[2] << 8 | chance[3]) * paris.HOUR >> 16
    # A day of 23 hours ends before its clock's last hour would.
    return min(paris.midnight_of(day) + hour * paris.HOUR + second, paris.midnight_of(day + 1) - 1)


def purchases(day: int, usual: float, chance: float) -> int:
    """How many payments the day sees when `usual` are made on an ordinary one."""
    return max(1, round(usual * _BY_WEEKDAY[day % 7] * (0.85 + 0.3 * chance)))
