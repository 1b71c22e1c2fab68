"""Copying, and saying what was done: a terminal never confirms that it took a text."""

import os

from textual.app import App

from stancer_tui.render.safe import safe


def copy(app: App[int], text: str, what: str) -> None:
    """Send `text` to the terminal's clipboard and show it; `what` is ours, `text` is never a key."""
    app.copy_to_clipboard(text)
    tmux = " tmux passes it on with: set -g set-clipboard on." if "TMUX" in os.environ else ""
    app.notify(
        f"{safe(text)}\nSent to the terminal's clipboard.{tmux}",
        title=what,
        timeout=6,
        markup=False,
    )
