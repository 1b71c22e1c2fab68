"""What the screens of payouts ask of the program, besides what every screen may ask."""

from typing import Protocol

from stancer_tui.ui.shell.host import Host, ListHost, Loads, SwitchesMode


class PayoutsHost(ListHost, SwitchesMode, Protocol):
    """What lists payouts, which exist in live mode only."""


class PayoutHost(Host, Loads, SwitchesMode, Protocol):
    """What shows one payout, and whose its members are."""
