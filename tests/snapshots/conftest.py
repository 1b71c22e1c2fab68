"""What the pictures share with the tests of the screen."""

from tests.ui.conftest import shops_built_once, styles_parsed_once

__all__ = ["shops_built_once", "styles_parsed_once"]
