"""What the command says of colleagues: with a ledger that they share they are seen."""

from stancer_tui.cli.refund_command import Plan
from tests.services.refund_world import offer, view


def test_who_is_seen_from_here_is_said_as_it_is() -> None:
    alone, team = (tuple(Plan(offer(view()), 1250, shared=each).lines())[-1] for each in (False, True))
    assert "cannot be seen from here" in alone
    assert team.startswith("Colleagues at this ledger are seen.")
