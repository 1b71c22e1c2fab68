"""An answer that arrives when its screen is already being left: what is drawn then is nobody's."""

from collections.abc import Iterator
from types import TracebackType

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import MountError
from textual.worker import WorkerFailed

_OF_LEAVING = (NoMatches, NoScreen, ScreenStackError, MountError)
"""What Textual raises when something is looked for, shown or closed on a screen whose parts are gone.

`is_mounted` is no answer: it stays true until the last of them has gone.
"""


class SurvivesLeaving(MessagePump):
    """Handles its next message even though something else was closed while this one was drawn.

    Textual ends the loop of whatever raises: a screen would freeze, and so would the program.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except _OF_LEAVING as error:
            if not is_late_drawing(error):
                raise


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
    # Textual marks what it takes down before its children go; no public property tells of it.
    return any(each._pruning or not each.is_running for each in node.ancestors_with_self)
