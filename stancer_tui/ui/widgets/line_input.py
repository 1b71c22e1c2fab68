"""One line to type in, which takes what is pasted as it is meant."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from stancer_tui.language import _
from stancer_tui.models.typed_text import cleaned


class LineInput(Input):
    """An input whose pastes are joined to one line and cleaned of invisible characters.

    `clean` may remove more, such as the blanks in an IBAN. Textual's own keeps only the first
    line, and nothing where that is blank. A paste that does not fit is cut, with a notice.
    """

    virtual_size = Reactive(Size(0, 0))
    """The cells of the text. Textual lays the screen out when they change: one line takes no more room."""

    def __init__(self, *args: Any, clean: Callable[[str], str] = cleaned, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clean = clean

    def on_paste(self, event: events.Paste) -> None:
        """Put the text where the cursor is, or in place of what is selected."""
        event.prevent_default()
        event.stop()
        text = self._clean(event.text)
        if not text:
            return
        start, end = sorted(self.selection)
        if self.max_length:
            room = max(self.max_length - len(self.value) + end - start, 0)
            if len(text) > room:
                self.notify(
                    _(
                        "What was pasted is longer than the {count} characters that fit: it was cut.",
                        count=self.max_length,
                    ),
                    title=_("Cut"),
                    severity="warning",
                    markup=False,
                )
                text = text[:room]
        self.replace(text, start, end)
