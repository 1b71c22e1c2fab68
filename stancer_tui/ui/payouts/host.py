"""What the Payouts section asks of the program, besides what every screen may ask."""

from typing import Protocol

from stancer_tui.ui.shell.host import ListHost, SwitchesMode


class PayoutsHost(ListHost, SwitchesMode, Protocol):
    """What lists payouts, which exist in live mode only."""
