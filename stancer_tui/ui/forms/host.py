"""What a part that opens forms asks of the program."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stancer_tui.ui.forms.submissions import Submissions


class OpensForms(Protocol):
    """The forms, and what sends them."""

    @property
    def submissions(self) -> "Submissions":
        """Writes other than refunds: sent once, reported in their form or by a notice."""
        ...
