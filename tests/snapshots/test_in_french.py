"""Every section in French, at both sizes; `--snapshot-update` takes the pictures anew."""

from typing import Any

import pytest

from tests.snapshots.test_snapshots import SIZES, always_as_quick, program, steps

__all__ = ["always_as_quick"]

LIVE = ("ctrl+t", "tab", "enter")
SECTIONS = {
    "overview": ("1",),
    "payments": ("j", "j", "space"),
    "refunds": ("3",),
    "disputes": ("4",),
    "payouts": (*LIVE, "5"),
    "checks": ("6",),
    "reference": ("7",),
    "payment": ("j", "enter"),
    "refund": ("r",),
    "help": ("question_mark",),
}


pytestmark = pytest.mark.usefixtures("french")


@SIZES
@pytest.mark.parametrize("name", SECTIONS)
def test_what_is_shown(name: str, size: tuple[int, int], snap_compare: Any) -> None:
    assert snap_compare(program(), terminal_size=size, run_before=steps(*SECTIONS[name]))
