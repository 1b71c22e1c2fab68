"""Whatever looks for its parts, or for its screen, survives that they are gone."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.message_pump import MessagePump
from textual.screen import Screen

import stancer_tui.ui
from stancer_tui.ui import private
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

_LOOKS = re.compile(r"self\.(query|screen\b|dismiss|mount)")


def looking() -> Iterator[type[MessagePump]]:
    """The program's own screens, and its widgets that look for something when they draw."""
    for module in pkgutil.walk_packages(stancer_tui.ui.__path__, "stancer_tui.ui."):
        if module.name == private.__name__:
            continue  # what they are made of
        for _, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            if not issubclass(found, MessagePump) or found.__module__ != module.name:
                continue
            if issubclass(found, Screen) or _LOOKS.search(inspect.getsource(found)):
                yield found


@pytest.mark.parametrize("kind", looking(), ids=lambda kind: kind.__name__)
def test_it_goes_on_after_an_answer_that_came_too_late(kind: type[MessagePump]) -> None:
    assert issubclass(kind, SurvivesLeaving)
