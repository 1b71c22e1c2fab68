"""What the walk shares with the tests of the screen."""

from tests.ui.conftest import (
    frames_on_request,
    lasting_notices,
    loops_observed,
    nothing_by_itself,
    resting,
    shops_built_once,
    styles_parsed_once,
)

__all__ = [
    "frames_on_request",
    "lasting_notices",
    "loops_observed",
    "nothing_by_itself",
    "resting",
    "shops_built_once",
    "styles_parsed_once",
]
