"""What can be copied: one key per entry."""

from collections.abc import Sequence

from stancer_tui.language import _
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry, label_width

_ROOM = 64
"""Columns of a label and its text in a dialog of 80x24, which is one line for each entry."""


def copy_menu(entries: Sequence[CopyEntry]) -> Menu[CopyEntry]:
    """Offers texts with their beginnings; answers the entry of the one that was chosen."""
    room = _ROOM - label_width([safe(each.label) for each in entries])
    offered = [
        MenuEntry(each.key, safe(each.label), safe(each.text.split("\n", 1)[0], max(room, 1)), each)
        for each in entries
    ]
    return Menu(_("Copy"), offered, hint=_("its key or enter copies"), beside=True)
