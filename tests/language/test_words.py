"""The words of the French catalogue, as gettext itself reads them; and what is no catalogue."""

from gettext import GNUTranslations
from pathlib import Path
from struct import error as StructError  # noqa: N812 - struct's own name is that of any error

import pytest

from stancer_tui.language.current import DOMAIN, LOCALES
from stancer_tui.language.words import Words

FRENCH = LOCALES / "fr" / "LC_MESSAGES" / f"{DOMAIN}.mo"


def test_each_word_is_the_one_that_gettext_reads() -> None:
    with FRENCH.open("rb") as file:
        read_by_gettext = GNUTranslations(file)
    words = Words(FRENCH)
    catalogue: dict[str | tuple[str, int], str] = vars(read_by_gettext)["_catalog"]
    for asked, said in catalogue.items():
        if isinstance(asked, tuple):
            message, form = asked
            assert words.ngettext(message, "", 1 + form) == said
        elif "\x04" in asked:
            assert words.pgettext(*asked.split("\x04")) == said
        elif asked:
            assert words.gettext(asked) == said


@pytest.mark.parametrize("number", [0, 1, 2, 1000])
def test_a_number_has_the_form_that_gettext_gives_it(number: int) -> None:
    with FRENCH.open("rb") as file:
        read_by_gettext = GNUTranslations(file)
    asked = ("{count} payment", "{count} payments", number)
    said = Words(FRENCH).ngettext(*asked)
    assert said == read_by_gettext.ngettext(*asked)
    assert said not in asked


def test_what_is_not_in_it_is_said_as_it_is_written() -> None:
    words = Words(FRENCH)
    assert words.gettext("nobody says this") == "nobody says this"
    assert words.pgettext("nowhere", "Payments") == "Payments"
    assert [words.ngettext("one of it", "several of it", number) for number in (1, 2)] == [
        "one of it",
        "several of it",
    ]


@pytest.mark.parametrize("bytes_left", [0, 10, 30, 1000, -1])
def test_a_file_that_was_cut_off_is_none(bytes_left: int, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mo"
    cut.write_bytes(FRENCH.read_bytes()[:bytes_left])
    with pytest.raises((ValueError, StructError)):
        Words(cut)


def test_another_file_is_none(tmp_path: Path) -> None:
    other = tmp_path / "other.mo"
    other.write_bytes(bytes(100))
    with pytest.raises(ValueError, match="catalogue"):
        Words(other)
