"""Test or live: the two modes and what each is called."""

import pytest

from stancer_tui.models.mode import Mode


@pytest.mark.parametrize(
    ("mode", "live", "word", "other"),
    [(Mode.TEST, False, "TEST", Mode.LIVE), (Mode.LIVE, True, "LIVE", Mode.TEST)],
)
def test_a_mode_knows_itself_and_the_other(mode: Mode, live: bool, word: str, other: Mode) -> None:
    assert (mode.live, mode.word, mode.other) == (live, word, other)
