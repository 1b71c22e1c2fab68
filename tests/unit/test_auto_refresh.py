"""When a list that is looked at is read again by itself."""

from collections.abc import Callable

from stancer_tui.ui.shell.freshness import EVERY, PUT_OFF, SLOWEST, AutoRefresh


class Timer:
    """A timer that only notes that it was stopped."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Timers:
    """The timers that were made."""

    def __init__(self) -> None:
        self.made: list[Timer] = []

    def __call__(self, delay: float, look: Callable[[], None]) -> Timer:
        self.made.append(Timer(delay))
        return self.made[-1]

    @property
    def running(self) -> list[float]:
        return [timer.delay for timer in self.made if not timer.stopped]


def refresh() -> tuple[AutoRefresh, Timers, list[str]]:
    timers, looks = Timers(), list[str]()
    return AutoRefresh(timers, lambda: looks.append("look")), timers, looks  # type: ignore[arg-type] # fake


def test_it_looks_each_minute_from_the_last_reading_on() -> None:
    auto, timers, _ = refresh()
    assert timers.running == []
    auto.begin(EVERY)
    assert timers.running == [60]
    auto.went_well()
    assert timers.running == [60], "the minute begins again"
    assert len(timers.made) == 2


def test_zero_seconds_are_never() -> None:
    auto, timers, looks = refresh()
    auto.begin(0)
    auto.tick()
    assert (timers.running, looks, auto.words) == ([], [], "auto off")


def test_it_waits_longer_after_each_failure_and_not_for_ever() -> None:
    auto, timers, _ = refresh()
    auto.begin(EVERY)
    seen = []
    for _ in range(4):
        auto.slow_down()
        seen += timers.running
    assert seen == [120, 240, SLOWEST, SLOWEST]
    assert auto.words == "auto 5 min"
    auto.went_well()
    assert (timers.running, auto.words) == ([60], "")


def test_a_rarer_look_is_not_made_more_frequent_by_a_failure() -> None:
    auto, timers, _ = refresh()
    auto.begin(600)
    auto.slow_down()
    assert timers.running == [600]


def test_a_look_at_a_bad_moment_is_tried_again_before_long() -> None:
    auto, timers, _ = refresh()
    auto.begin(EVERY)
    auto.put_off()
    auto.put_off()
    assert timers.running == [PUT_OFF]
    assert len(timers.made) == 2, "one timer goes on"
    assert auto.words == ""
    auto.toggle()
    assert timers.running == []
    auto.put_off()
    assert timers.running == []
