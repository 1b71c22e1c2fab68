"""What can be copied: one key per entry."""

from collections.abc import Sequence

from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry

_PREVIEW = 44


def copy_menu(entries: Sequence[CopyEntry]) -> Menu[CopyEntry]:
    """Offers texts with their beginnings; answers the entry of the one that was chosen."""
    offered = [
        MenuEntry(each.key, safe(each.label), safe(each.text.split("\n", 1)[0], _PREVIEW), each)
        for each in entries
    ]
    return Menu("Copy", offered, hint="its key or enter copies", beside=True)
