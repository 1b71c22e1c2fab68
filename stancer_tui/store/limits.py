"""The limits of refunds that the owner of a team's ledger sets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of one currency, in minor units; None is no limit.

    Above `approval_above` a second agent must approve; nothing above `ceiling` is refunded.
    """

    approval_above: int | None = None
    ceiling: int | None = None
