"""No piece of a French sentence is left in English, and none disagrees with its noun."""

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.characters import named
from stancer_tui.models.ids import Kind
from stancer_tui.ui.dialogs.links import named_by


@pytest.mark.parametrize(
    ("character", "words"),
    [("×", "«\u202f×\u202f» (U+00D7)"), ("e", "«\u202fe\u202f» (U+0065)"), ("\x07", "U+0007")],
)
def test_a_character_is_shown_where_its_english_name_would_say_nothing(character: str, words: str) -> None:
    with using(Language.FR):
        assert named(character) == words


def test_what_names_an_object_has_a_french_word() -> None:
    payment, customer = "paym_" + "b" * 24, "cust_" + "a" * 24
    raw = {"id": payment, "customer": {"id": customer}}
    with using(Language.FR):
        (found,) = named_by(raw, payment, mask=False)
    assert (found.kind, found.label, found.detail) == (Kind.CUSTOMER, "Client", f"{customer}  client")
