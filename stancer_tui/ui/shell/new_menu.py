"""What can be created here: one key per entry, what cannot is dimmed with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry


def _always(desk: Desk) -> str | None:  # noqa: ARG001 - the shape of a reason
    return None


def only_in_test(desk: Desk) -> str | None:
    """For what exists in test mode alone."""
    return _("in test mode only") if desk.mode.live else None


@dataclass(frozen=True, slots=True)
class Creatable:
    """One line of the menu: `key` chooses it, `open` opens its form on a desk.

    `unavailable` gives the reason, in a few words, where it cannot be created on a desk.
    """

    key: str
    label: str
    about: str
    open: Callable[[Desk], None]
    unavailable: Callable[[Desk], str | None] = _always

    def why_not(self, desk: Desk) -> str | None:
        """The reason why this desk cannot create it, None where it can."""
        return _("this desk is read-only") if desk.read_only else self.unavailable(desk)


def new_menu(desk: Desk, creatables: Sequence[Creatable]) -> Menu[Creatable]:
    """What can be created on a desk; answers the entry of what was chosen."""
    offered = [MenuEntry(each.key, each.label, each.about, each, each.why_not(desk)) for each in creatables]
    return Menu(
        _("New · {mode}", mode=desk.mode.word),
        offered,
        hint=_("its key or enter opens the form"),
        beside=True,
    )
