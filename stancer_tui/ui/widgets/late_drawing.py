"""An answer that arrives while its screen is being left: an error of drawing it then ends nothing."""

from collections.abc import Iterator
from types import TracebackType

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.widget import MountError
from textual.worker import WorkerFailed

from stancer_tui.ui.private import DispatchGuard

_OF_LEAVING = (NoMatches, NoScreen, ScreenStackError, MountError)
"""What Textual raises when something is looked for, shown or closed on a screen whose parts are gone.

`is_mounted` is no answer: it stays true until the last of them has gone.
"""


class SurvivesLeaving(DispatchGuard):
    """Handles its next message even though something else was closed while this one was drawn.

    Textual ends the loop of whatever raises: a screen would freeze, and so would the program.
    """

    GUARDED = _OF_LEAVING

    def passes_over(self, error: BaseException) -> bool:
        """Whether `error` came from drawing on what is being left."""
        return is_late_drawing(error)


def is_late_drawing(error: BaseException) -> bool:
    """Whether `error` came from drawing on a part of the program that is closing, and on nothing else."""
    if isinstance(error, WorkerFailed):
        error = error.error
    if not isinstance(error, _OF_LEAVING):
        return False
    return any(_leaving(node) for node in _nodes(error.__traceback__))


def _nodes(trace: TracebackType | None) -> Iterator[DOMNode]:
    """The screens and widgets whose methods the error passed through."""
    while trace is not None:
        node = trace.tb_frame.f_locals.get("self")
        if isinstance(node, DOMNode):
            yield node
        trace = trace.tb_next


def _leaving(node: DOMNode) -> bool:
    """Whether it, or an ancestor of it, is being taken down."""
    if not node.is_attached:
        return True
    return any(_taken_down(each) or not each.is_running for each in node.ancestors_with_self)


def _taken_down(node: DOMNode) -> bool:
    # What Textual takes down, it displays no longer, before its children go and whatever its style says.
    return not node.display and node.styles.display != "none"
