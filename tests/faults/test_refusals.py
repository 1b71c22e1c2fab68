"""Some of the refusals of refunds that were made; all of them by python -m tests.faults.refusals."""

import pytest

from tests.faults.refusals import REFUSALS, campaign
from tests.faults.wire import Commit

pytestmark = pytest.mark.slow


async def test_no_refusal_is_believed_before_the_payment_was_read_again() -> None:
    kinds = {each.name: each for each in REFUSALS}
    runs = [
        (kinds["401"], Commit.NOW, False),
        (kinds["429"], Commit.NOW, True),
        (kinds["400"], Commit.LATE, False),
        (kinds["409"], Commit.LATE, True),
    ]
    outcomes = await campaign(runs)
    assert [(each.refusal.name, each.wrongs) for each in outcomes if each.wrongs] == []
