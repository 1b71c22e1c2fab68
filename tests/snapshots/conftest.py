"""What the pictures share with the tests of the screen."""

from tests.ui.conftest import (
    frames_on_request,
    loops_observed,
    resting,
    shops_built_once,
    styles_parsed_once,
)

__all__ = ["frames_on_request", "loops_observed", "resting", "shops_built_once", "styles_parsed_once"]
