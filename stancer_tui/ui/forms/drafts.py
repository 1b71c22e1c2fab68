"""What was typed into forms and not sent, kept in memory only, each with its mode."""

from stancer_tui.models.mode import Mode
from stancer_tui.ui.forms.form import Raw, Raws


class Drafts:
    """Drafts by mode and form; nothing of them ever touches the disk."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Mode, str], dict[str, Raw]] = {}

    def keep(self, mode: Mode, form: str, raws: Raws) -> None:
        """Keep what was typed."""
        self._kept[mode, form] = dict(raws)

    def take(self, mode: Mode, form: str) -> dict[str, Raw]:
        """Take what was kept."""
        return self._kept.pop((mode, form), {})

    def forget(self) -> None:
        """The account was left: drop its drafts."""
        self._kept.clear()
