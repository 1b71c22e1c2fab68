"""No piece of a French sentence is left in English, and none disagrees with its noun."""

import ast
from pathlib import Path

import pytest

import stancer_tui
from stancer_tui.language import Language, using
from stancer_tui.models.characters import named
from stancer_tui.models.ids import Kind
from stancer_tui.render.fields import Field, FieldSection
from stancer_tui.render.tones import Tone
from stancer_tui.ui.dialogs.links import named_by
from stancer_tui.ui.widgets.object_facts import section_facts
from tests.catalogues import french

PACKAGE = Path(stancer_tui.__file__).parent


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


def test_several_silent_fields_are_told_in_a_form_that_agrees_with_all_of_them() -> None:
    with using(Language.FR):
        facts = section_facts([FieldSection("Client", (_silent("Pays"), _silent("IBAN")))])
    assert facts[-1].label == "l’API ne communique pas\u202f: pays, IBAN"


def _silent(label: str) -> Field:
    return Field(label.lower(), label, "non communiqué par l’API", label.lower(), Tone.MUTED)


def test_what_is_counted_is_never_said_without_its_plural() -> None:
    counted = {message.id[0] for message in french() if isinstance(message.id, tuple)}
    plain = {
        call.args[0].value
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "N_"}
        and isinstance(call.args[0], ast.Constant)
    }
    assert plain
    assert not counted & plain
