"""What is said of a row is drawn when the cursor rests, and not before what draws it is there."""

from collections.abc import Callable
from typing import cast

from textual.timer import Timer

from stancer_tui.ui.shell.cursor_preview import CursorPreview


class Rest:
    """Stands in for a timer, for which a test would have to wait: `comes` is called when it is at its end."""

    def __init__(self, comes: Callable[[], None]) -> None:
        self.comes = comes
        self.running = False

    def resume(self) -> None:
        self.running = True

    def pause(self) -> None:
        self.running = False

    def reset(self) -> None:
        """It begins anew."""


def test_what_is_drawn_at_rest_waits_until_it_is_ready() -> None:
    ready, drawn, rests = False, list[tuple[object, bool]](), list[Rest]()

    def rest(comes: Callable[[], None]) -> Timer:
        rests.append(Rest(comes))
        return cast(Timer, rests[-1])

    preview = CursorPreview(lambda: "row", lambda row, whole: drawn.append((row, whole)), ready=lambda: ready)
    preview.wait_for_rest(rest)
    preview.soon()
    rests[0].comes()
    assert not drawn
    assert rests[0].running

    ready = True
    rests[0].comes()
    assert drawn == [("row", True)]
    assert not rests[0].running
