"""The period that a list shows."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from stancer_tui.language import N_, _
from stancer_tui.models.moments import instant_of


class Window(NamedTuple):
    """Payments created from `since` (inclusive) to `until` (exclusive; None: up to now and on).

    `words` is what it is called, a message, with its `values`; `label` says it in the language spoken now.

    `key` names the window so that `window_of` makes it again another day: a preset's key, or its days.
    """

    since: datetime
    until: datetime | None
    words: str
    key: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The translated name."""
        return _(self.words, **dict(self.values))

    @classmethod
    def days(cls, first: date, last: date, zone: tzinfo) -> "Window":
        """Whole days of the agent's calendar, both included; raises ValueError when they run backwards."""
        if last < first:
            raise ValueError("the last day comes before the first")
        return cls(
            datetime.combine(first, time(), zone),
            datetime.combine(last + timedelta(days=1), time(), zone),
            f"{first:%Y-%m-%d}" if first == last else N_("{first} to {last}"),
            f"{first}/{last}",
            (("first", f"{first:%Y-%m-%d}"), ("last", f"{last:%Y-%m-%d}")),
        )

    @classmethod
    def since_day(cls, first: date, zone: tzinfo) -> "Window":
        """From the beginning of a day of the agent's calendar up to now and on."""
        since = datetime.combine(first, time(), zone)
        return cls(since, None, N_("since {first}"), f"{first}/", (("first", f"{first}"),))

    def before(self, now: datetime) -> "Window":
        """The window of the same length that ends where this one begins."""
        length = (now if self.until is None else min(now, self.until)) - self.since
        since = self.since.timestamp() - max(length, timedelta(hours=1)).total_seconds()
        return Window(instant_of(since), self.since, N_("before {label}"), values=(("label", self.label),))


class Preset(NamedTuple):
    """A window that ends now; `key` is its name in the settings, `label` the message that names it."""

    key: str
    label: str
    span: timedelta

    def window(self, now: datetime) -> Window:
        """The window as of `now`."""
        return Window(now - self.span, None, self.label, self.key)


PRESETS = (
    Preset("24h", N_("last 24 hours"), timedelta(hours=24)),
    Preset("7d", N_("last 7 days"), timedelta(days=7)),
    Preset("30d", N_("last 30 days"), timedelta(days=30)),
    Preset("90d", N_("last 90 days"), timedelta(days=90)),
)

DEFAULT = PRESETS[1]
"""The window that the program opens with."""


def window_of(key: str, now: datetime, zone: tzinfo) -> Window | None:
    """The window of a key as of `now`; None where the key names none."""
    preset = next((each for each in PRESETS if each.key == key), None)
    if preset is not None:
        return preset.window(now)
    first, _slash, last = key.partition("/")
    try:
        since = date.fromisoformat(first)
        return Window.days(since, date.fromisoformat(last), zone) if last else Window.since_day(since, zone)
    except (ValueError, OverflowError):
        return None


STEPS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
"""How far back each slice of a load reaches; the last slice takes the rest."""


def slices(window: Window, now: datetime) -> list[tuple[int, int | None]]:
    """The slices in which a window is loaded, newest first: Unix seconds from (inclusive) to (exclusive).

    The API lists oldest first, so a short newest slice puts today's payments on the screen first.
    """
    until = None if window.until is None else _ceil(window.until)
    top = now if window.until is None else min(now, window.until)
    since = int(window.since.timestamp())
    edges = [edge for step in STEPS if (edge := int((top - step).timestamp())) > since]
    return list(zip([*edges, since], [until, *edges], strict=True))


def _ceil(moment: datetime) -> int:
    return -int(-moment.timestamp() // 1)
