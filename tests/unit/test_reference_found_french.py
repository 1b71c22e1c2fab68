"""Codes and statuses are found by words of either language, in either language."""

import json

import pytest

from stancer_tui.cli.code import run
from stancer_tui.language import Language, using
from stancer_tui.models.folding import fold
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.services.search.jump import OpenStatus, SearchLoaded, targets

Capture = pytest.CaptureFixture[str]
BOTH = pytest.mark.parametrize("language", Language)


@BOTH
@pytest.mark.parametrize(
    "words", ["not enough money", "fonds insuffisants", "FONDS INSUFFISANTS", "provision"]
)
def test_a_code_is_found_by_words_of_any_language(language: Language, words: str) -> None:
    with using(language):
        assert ("card", "51") in {(entry.family, entry.code) for entry in codes.search(words, fold)}


@BOTH
@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("remboursé", "refunded"),
        ("Remboursée", "refunded"),
        ("rembourse", "refunded"),
        ("encaissé", "captured"),
        ("ENCAISSE", "captured"),
        ("à encaisser", "to_capture"),
        ("refusé", "refused"),
        ("contestée", "disputed"),
        ("expired", "expired"),
    ],
)
def test_a_status_is_found_by_its_word_in_french_lists(language: Language, word: str, status: str) -> None:
    with using(language):
        assert status in {entry.status for entry in statuses.find(word, fold)}


@BOTH
def test_a_french_status_goes_to_the_status_and_to_its_payments(language: Language) -> None:
    with using(language):
        reference, loaded = targets("encaissé")[:2]
        assert isinstance(reference, OpenStatus)
        assert reference.status == "captured"
        assert isinstance(loaded, SearchLoaded)
        assert loaded.search == "status:captured"


def test_only_what_a_list_shows_is_a_status_in_french() -> None:
    with using(Language.FR):
        assert statuses.find("capturer", fold) == []
        assert {entry.shown for entry in statuses.entries("page")} == {
            entry.status for entry in statuses.entries("page")
        }


def test_the_command_explains_in_french(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    entry = lookup("51", Family.CARD)
    assert entry is not None
    with using(Language.FR):
        assert run("51", "card", json_output=False) == 0
    out = capsys.readouterr().out
    lines, words = out.splitlines(), " ".join(out.split())
    assert "Not enough money" not in lines[0]
    assert "  Famille         code réponse carte" in lines
    assert "  Qui peut agir   Le client" in lines
    assert f"À dire (FR) {entry.say_fr}" in words
    assert f"À dire (EN) {entry.say_en}" in words


@BOTH
@pytest.mark.parametrize("word", ["remboursé", "encaissé", "opposition", "fonds insuffisants", "lost card"])
def test_the_command_finds_words(language: Language, word: str, capsys: Capture) -> None:
    with using(language):
        assert run(word, None, json_output=False) == 0
    out, err = capsys.readouterr()
    assert out
    assert not err


@pytest.mark.parametrize("unknown", ["ZZ9", "TECH", "5", "zebra", "xx 51"])
def test_an_unknown_code_is_never_taken_for_a_word(unknown: str, capsys: Capture) -> None:
    with using(Language.FR):
        assert run(unknown, None, json_output=False) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "inconnu" in err


def test_what_a_program_reads_is_the_same_in_every_language(capsys: Capture) -> None:
    assert run("refunded", "status", json_output=True) == 0
    english = capsys.readouterr().out
    with using(Language.FR):
        assert run("remboursé", "status", json_output=True) == 0
    assert capsys.readouterr().out == english
    assert json.loads(english)["title"] == "Paid back"
