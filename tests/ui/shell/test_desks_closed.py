"""The end of the program: what fails to close leaves nothing else open."""

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.desk import Account, Desk
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.first_paint import FirstPaint
from stancer_tui.ui.shell.open_desks import OpenDesks


class Broken(Exception):
    """What could not be closed."""


@dataclass
class Part:
    """Something that is closed once, well or badly."""

    name: str
    closed: list[str]
    breaks: bool = False
    demo: bool = True

    @property
    def mode(self) -> Mode:
        return Mode(self.name)

    async def aclose(self) -> None:
        self.closed.append(self.name)
        if self.breaks:
            raise Broken


class Program:
    """Begins no work."""

    def run_worker(self, work: Coroutine[Any, Any, None], **_: object) -> None:
        work.close()


@pytest.mark.parametrize("broken", ["live", "test"])
async def test_a_desk_that_cannot_be_closed_leaves_no_other_open(broken: str) -> None:
    closed: list[str] = []
    parts: Any = {each: Part(each, closed, breaks=each == broken) for each in ("live", "test", "shared")}
    program: Any = Program()
    desks = OpenDesks(
        program,
        parts["shared"],
        places=program,
        first_paint=FirstPaint(),
        opened=lambda _desk: None,
        closing=lambda: closed.append("what is known of them"),
        others=program,
    )
    for mode in Mode:
        desks.take(parts[mode.value])
    with pytest.raises(Broken):
        await desks.close()
    assert closed[0] == "what is known of them"
    assert sorted(closed[1:3]) == ["live", "test"]
    assert closed[3:] == ["shared"], "what they share goes last, and goes"


@pytest.mark.parametrize("broken", ["refunds", "pending_requests"])
async def test_a_service_that_cannot_be_closed_leaves_no_connection_open(broken: str) -> None:
    closed: list[str] = []
    parts: Any = {
        each: Part(each, closed, breaks=each == broken) for each in ("refunds", "pending_requests", "client")
    }
    journal: Any = None
    desk = Desk(
        mode=Mode.TEST,
        account=Account(name="Shop", key="stest_…", host=None, demo=True),
        read_only=False,
        client=parts["client"],
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        shared_ledger=journal,
        key_fingerprint="0" * 12,
    )
    vars(desk).update(refunds=parts["refunds"], pending_requests=parts["pending_requests"])
    with pytest.raises(Broken):
        await desk.aclose()
    assert closed == ["refunds", "pending_requests", "client"]
