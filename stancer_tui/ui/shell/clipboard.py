"""Copying, and saying what was done: no terminal and no browser confirms that it took a text."""

import os
from typing import Any

from textual.app import App

from stancer_tui.language import _
from stancer_tui.render.safe import safe

_LINE, _LINES = 120, 8
"""Characters of a line, and lines, that the message shows of a long text."""


def copy(app: App[Any], text: str, what: str, *, lines: int = _LINES) -> None:
    """Send `text` to the terminal's clipboard and show its beginning; `what` is ours, `text` never a key."""
    app.copy_to_clipboard(text)
    shown = "\n".join(safe(line, _LINE) for line in text.split("\n")[:lines])
    if app.is_web:
        said = [
            _("Sent to your browser's clipboard; it takes a text only over https or from its own machine.")
        ]
    else:
        said = [_("Sent to the terminal's clipboard.")]
    if "TMUX" in os.environ and not app.is_web:
        said.append(_("tmux passes it on with: {setting}.", setting="set -g set-clipboard on"))
    app.notify(
        f"{shown}\n{' '.join(said)}",
        title=what,
        timeout=6,
        markup=False,
    )
