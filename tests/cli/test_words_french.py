"""What the commands say in French, on stdout for people and on stderr."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import keyring
import pytest

from stancer_tui import crash
from stancer_tui.cli import doctor_machine
from stancer_tui.cli.findings import State
from stancer_tui.cli.main import main
from stancer_tui.language import Language, current, using
from tests.cli.running import without_keys
from tests.unit.fake_keyrings import MemoryKeyring

DEMO = ("--demo", "--payments", "60", "--now", "2026-11-21T18:04", "--lang", "fr")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Europe/Paris")
    without_keys(monkeypatch)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert main([*arguments]) == code
    told = capsys.readouterr()
    return told.out, told.err


def settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(text, encoding="utf-8")


class TestList:
    def test_dates_are_typed_as_the_french_write_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        english, _err = said(
            capsys, *DEMO, "list", "payments", "--csv", "--since", "2026-11-14", "--until", "yesterday"
        )
        french, _err = said(
            capsys, *DEMO, "list", "payments", "--csv", "--since", "14/11/2026", "--until", "hier"
        )
        assert english == french
        assert len(french.splitlines()) > 2

    def test_what_does_not_fit_together(self, capsys: pytest.CaptureFixture[str]) -> None:
        asked = (*DEMO, "list", "payments", "--since", "hier", "--until", "1 nov. 2026")
        assert said(capsys, *asked, code=2) == ("", "--until est avant --since.\n")
        _out, err = said(capsys, *DEMO, "list", "disputes", "--unique-id", "x", code=2)
        assert err == "--unique-id ne s’applique pas aux contestations\u202f: cela n’y existe pas.\n"

    def test_nothing_found_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        _out, err = said(capsys, *DEMO, "list", "payments", "--order-id", "none-such")
        assert err == "Aucun paiement ne correspond.\n"
        _out, err = said(capsys, *DEMO, "list", "people", "zenobia")
        assert err.startswith("Personne ne correspond dans les ")

    def test_a_person_is_a_line_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        out, _err = said(capsys, *DEMO, "list", "people", "4242")
        line = out.splitlines()[0]
        assert ", remboursé " in line
        assert "\u202f; refusés\u202f: " in line
        assert not any(word in line for word in ("paid", "back", "declined", "none"))


def test_an_id_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    _out, err = said(capsys, *DEMO, "show", "x", code=2)
    assert err.startswith("Ce n’est pas un identifiant\u202f: paym_, ")


def test_why_a_payment_is_as_it_is_stands_under_french_labels(capsys: pytest.CaptureFixture[str]) -> None:
    out, _err = said(capsys, *DEMO, "list", "payments", "--limit", "1", "--json")
    out, _err = said(capsys, *DEMO, "show", json.loads(out)["id"])
    assert out.startswith("Pourquoi\n  Motif ")


class TestSettings:
    def test_a_mistake_is_named_with_its_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings(tmp_path, 'language = "fr"\n[ui]\ntheme = "stancer-drak"\nmask = 1\nwindow = "8d"\n')
        out, _err = said(capsys, "doctor", code=1)
        assert "ligne 3\u202f: stancer-drak n’est pas un thème\u202f; s’agit-il de stancer-dark\u202f?" in out
        assert "ligne 4\u202f: mask doit être true ou false" in out
        assert "ligne 5\u202f: 8d n’est pas une période\u202f; connus ici\u202f: 24h, 7d, 30d, 90d" in out

    def test_a_language_that_is_not_spoken_is_a_mistake_like_others(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings(tmp_path, '# settings\nlanguage = "de"\n')
        _out, err = said(capsys, "list", "payments", code=2)
        assert err.endswith("line 2: de is not a language; known here: en, fr\n")


class TestDoctor:
    def test_it_speaks_french_in_columns_as_wide_as_its_words(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out, _err = said(capsys, "doctor", *DEMO)
        lines = [re.split(r" {2,}", line, maxsplit=2) for line in out.splitlines()]
        lines = [line for line in lines if len(line) == 3]
        assert ["ok", "Langue", "Français"] in lines
        assert any(line[1] == "Remboursements" and line[2].startswith("activés") for line in lines)
        assert any(line[0] == "ok" and line[2].startswith("répond en ") for line in lines)
        assert {line[1] for line in lines} >= {"Réglages", "Certificats", "Couleurs"}
        begin = {
            line.index(word) for word in ("Français", "activés") for line in out.splitlines() if word in line
        }
        assert len(begin) == 1

    def test_json_is_the_same_in_every_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        out, _err = said(capsys, "doctor", "--json", *DEMO)
        found = {each["what"]: each["found"] for each in json.loads(out)["findings"]}
        assert found["Language"] == "Français"
        assert found["Refunds"] == "on; the journal is created with the first one"
        assert current().language is Language.EN

    def test_words_that_are_missing_are_a_mistake_that_says_how_to_mend_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (finding,) = doctor_machine.language(Language.FR)
        assert finding.state is State.OK
        monkeypatch.setattr(import_module("stancer_tui.language.current"), "LOCALES", tmp_path)
        (finding,) = doctor_machine.language(Language.FR)
        assert finding.state is State.WRONG
        assert "Install stancer-tui again" in finding.advice
        (finding,) = doctor_machine.language(Language.EN)
        assert finding.state is State.OK

    @pytest.mark.parametrize("kept", [0, 3, 20, 100, 4000, -1])
    def test_damaged_words_are_a_mistake_and_the_program_speaks_english(
        self, kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        module = import_module("stancer_tui.language.current")
        whole = (module.LOCALES / "fr/LC_MESSAGES/stancer_tui.mo").read_bytes()
        damaged = tmp_path / "fr" / "LC_MESSAGES" / "stancer_tui.mo"
        damaged.parent.mkdir(parents=True)
        damaged.write_bytes(whole[:kept])
        monkeypatch.setattr(module, "LOCALES", tmp_path)
        (finding,) = doctor_machine.language(Language.FR)
        assert finding.state is State.WRONG
        assert module.catalogue.__wrapped__(Language.FR).gettext("Payments") == "Payments"


class TestKeys:
    @pytest.fixture
    def memory(self) -> Iterator[None]:
        before = keyring.get_keyring()
        keyring.set_keyring(MemoryKeyring())
        yield
        keyring.set_keyring(before)

    def test_which_key_is_asked_in_french(self, capsys: pytest.CaptureFixture[str]) -> None:
        _out, err = said(capsys, "keys", "set", "--lang", "fr", code=2)
        assert err == "Quelle clé\u202f? Écrire `stancer-tui keys set test` ou `live`.\n"

    def test_without_a_key_the_command_says_how_to_get_one(
        self, capsys: pytest.CaptureFixture[str], memory: None
    ) -> None:
        _out, err = said(capsys, "list", "payments", "--lang", "fr", code=3)
        assert err == (
            "Il n’y a pas encore de clé de test sur cette machine. "
            "En définir une avec `stancer-tui keys set test`, ou dans STANCER_API_KEY_TEST.\n"
        )


def test_a_crash_during_a_refund_says_what_to_do_about_the_money(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["stancer-tui", "refund", "paym_x"])
    with using(Language.FR):
        crash.show(ValueError, ValueError("x"), None)
    told = capsys.readouterr().err
    assert told.startswith("stancer-tui s’est arrêté sur une erreur inattendue (ValueError). Rapport\u202f: ")
    assert told.endswith("relancer la même commande\u202f; elle n’envoie rien avant que cela soit connu.\n")


def test_the_sandbox_says_what_it_cannot_use(capsys: pytest.CaptureFixture[str]) -> None:
    _out, err = said(capsys, "sandbox", "--port", "70000", "--lang", "fr", code=2)
    assert err == "stancer-tui sandbox: --port '70000' doit être un nombre entier de 0 à 65535\n"
    _out, err = said(capsys, "sandbox", "--fault", "x", "--lang", "fr", code=2)
    assert err.startswith("stancer-tui sandbox: panne inconnue 'x'\u202f: utiliser lose-answer")
