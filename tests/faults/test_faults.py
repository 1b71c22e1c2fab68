"""Every fault once, with the commits taken in turn; all of them by python -m tests.faults.campaign."""

import pytest

from tests.faults.campaign import campaign, figures
from tests.faults.faults import FAULTS
from tests.faults.wire import Commit


async def test_no_fault_refunds_twice_or_hides_a_refund(capsys: pytest.CaptureFixture[str]) -> None:
    commits = tuple(Commit)
    runs = [(fault, commits[place % len(commits)]) for place, fault in enumerate(FAULTS)]
    outcomes = await campaign(runs)
    with capsys.disabled():
        print(f"\n{figures(outcomes)}")
    assert sum(each.arrived for each in outcomes) > len(outcomes) * 0.9
    assert [(each.fault.name, each.commit, each.wrongs) for each in outcomes if each.wrongs] == []


def test_every_fault_has_its_own_name() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
