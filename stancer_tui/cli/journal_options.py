"""The options by which `stancer-tui journal` is narrowed."""

from collections.abc import Callable

from stancer_tui.language import _


def add_filter(add: Callable[..., object], moment: Callable[[str], object]) -> None:
    """Add the options of the filter."""
    add("--agent", metavar=_("NAME"), help=_("only what this agent confirmed: the name or the role"))
    add("--ticket", metavar=_("REF"), help=_("only what has this ticket reference"))
    add("--reason", metavar=_("REASON"), help=_("only what was refunded for this reason, such as fraud"))
    add("--since", type=moment, metavar=_("DATE"), help=_("confirmed on or after this day or moment"))
    add(
        "--until",
        type=moment,
        metavar=_("DATE"),
        help=_("confirmed up to this day's end, or before this moment"),
    )
