"""Forms in French: labels have the room they need; days, amounts and limits are as they are typed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from stancer_tui.language import N_, Language, using
from stancer_tui.ui.forms.form import FieldKind, Form, FormField
from stancer_tui.ui.forms.reading import FieldError, limit_words, normal, read_field
from stancer_tui.ui.forms.rows import FieldRow
from tests.ui.desks.refund_shop import counter
from tests.ui.driving import NARROW, press, screen_text, settled, type_text
from tests.ui.forms.test_screen import Sender

BORN = FormField(name="born", label=N_("Birth date"), kind=FieldKind.DATE, required=True)
SIGNED = FormField(name="signed", label=N_("Signed on"), kind=FieldKind.DATE, recent=True)
AMOUNT = FormField(name="amount", label=N_("Amount"), kind=FieldKind.AMOUNT, rule=("payment", "amount"))


def read(field: FormField, typed: str) -> Any:
    return read_field(field, {field.name: typed})


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("typed", ["1 034,45", "1.034,45", "1,034.45", "1034,45 €", "1\u202f034,45\u00a0EUR"])
def test_an_amount_is_read_in_either_writing(typed: str, language: Language) -> None:
    with using(language):
        assert read(AMOUNT, typed) == 103_445


@pytest.mark.parametrize("language", list(Language))
def test_a_day_is_read_in_either_writing(language: Language) -> None:
    with using(language):
        for typed in ("21/11/1985", "1985-11-21", "21 nov. 1985", "21.11.1985"):
            assert read(BORN, typed) == date(1985, 11, 21)
        assert read(SIGNED, "aujourd’hui") == read(SIGNED, "today")
        assert read(SIGNED, "hier") == read(SIGNED, "yesterday")
        assert read(SIGNED, "avant-hier") < read(SIGNED, "hier") < read(SIGNED, "aujourd'hui")


def test_a_birth_date_is_never_completed() -> None:
    for typed in ("hier", "21/11", "21/11/85"):
        with pytest.raises(FieldError):
            read(BORN, typed)


def test_limits_and_days_are_written_as_they_are_typed() -> None:
    with using(Language.FR):
        assert limit_words(BORN, {}) == "JJ/MM/AAAA"
        assert normal(BORN, "1985-11-21") == "21/11/1985"
        assert limit_words(AMOUNT, {}) == "0,50 EUR ou plus"
        with pytest.raises(FieldError, match="Date de naissance"):
            read(BORN, "")
        with pytest.raises(FieldError, match="Il faut au moins 0,50 EUR"):
            read(AMOUNT, "0,49")
    assert limit_words(BORN, {}) == "YYYY-MM-DD"
    assert normal(BORN, "21/11/1985") == "1985-11-21"


async def test_a_label_that_is_longer_in_french_stands_whole(tmp_path: Path) -> None:
    send = Sender()
    form = Form(name="made", title=N_("Customer"), action=N_("Open"), parts=(BORN, AMOUNT), send=send)
    with using(Language.FR):
        async with counter(tmp_path, size=NARROW) as at:
            desk = at.desks.opened[at.app.parts.places.mode]
            at.app.parts.submissions.open_form(desk, form)
            await settled(at.pilot)
            shown = screen_text(at.app)
            assert "Date de naissance *" in shown
            assert "* requis" in shown
            rows = at.app.screen.query(FieldRow)
            assert len({row.control.region.x for row in rows}) == 1, "the fields stand under each other"
            at.app.screen.query_one("#field-amount Input", Input).focus()
            await type_text(at.pilot, "12,5")
            await press(at.pilot, "ctrl+s")
            shown = screen_text(at.app)
            assert "Rien n’a été envoyé\u202f: 1 champ est à revoir." in shown
            assert "Date de naissance\u202f: à renseigner." in shown
            assert send.sent == []
