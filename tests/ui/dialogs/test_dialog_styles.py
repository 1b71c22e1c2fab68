"""What the styles of dialogs may ask."""

from pathlib import Path

from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.dialogs.dialog import Dialog
from tests.language.walk import screens_of_the_program


def test_no_style_of_a_dialog_asks_for_the_width_that_it_is_not_told() -> None:
    assert StancerApp.HORIZONTAL_BREAKPOINTS
    widths = [f".{name}" for _, name in StancerApp.HORIZONTAL_BREAKPOINTS]
    dialogs = [each for each in screens_of_the_program() if issubclass(each, Dialog)]
    assert len(dialogs) > 10
    asking = {
        dialog.__name__
        for dialog in dialogs
        for base in dialog.__mro__
        if not vars(dialog).get("HORIZONTAL_BREAKPOINTS")
        and any(width in styles for styles in _styles(base) for width in widths)
    }
    assert not asking, "Dialog.HORIZONTAL_BREAKPOINTS is empty: give the dialog its own"


def _styles(kind: type) -> list[str]:
    """The styles that a class brings itself."""
    own = vars(kind)
    path = own.get("CSS_PATH")
    file = [path.read_text(encoding="utf-8")] if isinstance(path, Path) else []
    return [own.get("CSS", ""), own.get("DEFAULT_CSS", ""), *file]
