"""What the Checks section asks of the program, besides what every screen may ask."""

from typing import Protocol

from stancer_tui.ui.forms.host import OpensForms
from stancer_tui.ui.shell.host import ListHost


class ChecksHost(ListHost, OpensForms, Protocol):
    """What lists account checks and scorings, and asks for new ones."""
