"""The limits of a team's ledger, combined with the policy of this desk."""

from collections.abc import Mapping
from dataclasses import replace

from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.store.limits import Limit


def within(policy: RefundPolicy, limits: Mapping[str, Limit]) -> RefundPolicy:
    """The policy with the stricter of both limits; the ledger enforces its own in any case."""
    return replace(
        policy,
        ceilings=_stricter(policy.ceilings, {name: each.ceiling for name, each in limits.items()}),
        approval_above=_stricter(
            policy.approval_above, {name: each.approval_above for name, each in limits.items()}
        ),
    )


def _stricter(mine: Mapping[str, int], theirs: Mapping[str, int | None]) -> dict[str, int]:
    """The smaller amount of each currency, in minor units; None is no limit."""
    found = dict(mine)
    for currency, amount in theirs.items():
        if amount is not None:
            found[currency] = min(amount, found.get(currency, amount))
    return found
