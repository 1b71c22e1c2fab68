"""The views that every desk has are named in the language that is spoken, an agent's own as they are."""

from stancer_tui.config import BUILT_IN_VIEWS, SavedView
from stancer_tui.language import Language, using


def test_only_the_built_in_ones_are_translated() -> None:
    own = SavedView("Refused today", "status:refused country:fr")
    with using(Language.FR):
        assert [view.title for view in BUILT_IN_VIEWS] == [
            "Refusés aujourd’hui",
            "Autorisations bientôt expirées",
        ]
        assert own.title == "Refused today"
    assert BUILT_IN_VIEWS[0].title == "Refused today"
