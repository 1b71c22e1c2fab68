"""Of what the desk and the ledger's owner allow the stricter holds."""

from stancer_tui.services.refunds.limits import within
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.store.limits import Limit

DESK = RefundPolicy(live=True, ceilings={"eur": 5000, "usd": 700}, approval_above={"eur": 1000})


def test_the_stricter_holds_for_each_currency() -> None:
    limits = {"eur": Limit(2000, 4000), "usd": Limit(300, None), "gbp": Limit(None, 90)}
    policy = within(DESK, limits)
    assert policy.ceilings == {"eur": 4000, "usd": 700, "gbp": 90}
    assert policy.approval_above == {"eur": 1000, "usd": 300}
    assert policy.live


def test_without_limits_it_stays_as_it_is() -> None:
    assert within(DESK, {}) == DESK
    assert within(DESK, {"eur": Limit()}) == DESK
