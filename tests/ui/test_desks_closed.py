"""The end of the program: what fails to close leaves nothing else open."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.desk import Account, Desk
from stancer_tui.models.mode import Mode
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

    async def aclose(self) -> None:
        self.closed.append(self.name)
        if self.breaks:
            raise Broken


@dataclass
class Program:
    """Forgets its desks."""

    forgotten: list[str] = field(default_factory=list)

    def forget_desks(self) -> None:
        self.forgotten.append("desks")


@pytest.mark.parametrize("broken", ["live", "test"])
async def test_a_desk_that_cannot_be_closed_leaves_no_other_open(broken: str) -> None:
    closed: list[str] = []
    parts: Any = {each: Part(each, closed, breaks=each == broken) for each in ("live", "test", "shared")}
    program: Any = Program()
    writes = OpenDesks(program, parts["shared"])
    writes._open = {Mode.LIVE: parts["live"], Mode.TEST: parts["test"]}
    with pytest.raises(Broken):
        await writes.close()
    assert sorted(closed[:2]) == ["live", "test"]
    assert closed[2:] == ["shared"], "what they share goes last, and goes"
    assert program.forgotten == ["desks"]


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
        journal=journal,
        key_fingerprint="0" * 12,
    )
    vars(desk).update(refunds=parts["refunds"], pending_requests=parts["pending_requests"])
    with pytest.raises(Broken):
        await desk.aclose()
    assert closed == ["refunds", "pending_requests", "client"]
