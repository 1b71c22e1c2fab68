"""What the owner of a team's ledger allows to be refunded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Of one currency, in minor units: above `approval_above` a second agent approves, above `ceiling` none.

    None is no limit.
    """

    approval_above: int | None = None
    ceiling: int | None = None
