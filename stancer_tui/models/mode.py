"""Test or live: the wall that nothing crosses."""

from enum import StrEnum

from stancer_tui.language import N_, _

_WORDS = {"test": N_("TEST"), "live": N_("LIVE")}


class Mode(StrEnum):
    """The mode of a key, an object or a request (reference: Authentication): nothing crosses it."""

    TEST = "test"
    """Keys that begin with stest_ and ptest_: no money moves."""
    LIVE = "live"
    """Keys that begin with sprod_ and pprod_."""

    @classmethod
    def of(cls, *, live: bool) -> "Mode":
        """The mode in which `live_mode` is `live`."""
        return cls.LIVE if live else cls.TEST

    @property
    def live(self) -> bool:
        """The value that `live_mode` has in this mode."""
        return self is Mode.LIVE

    @property
    def word(self) -> str:
        """The mode as shown: "TEST" or "LIVE", translated."""
        return _(_WORDS[self.value])

    @property
    def other(self) -> "Mode":
        """The opposite mode."""
        return Mode.TEST if self is Mode.LIVE else Mode.LIVE
