"""Which language is spoken: the flag's, else that of the settings, else the locale's, else English."""

from contextvars import Context, copy_context
from pathlib import Path

import pytest

from stancer_tui.cli.language import language_of
from stancer_tui.cli.main import main
from stancer_tui.config import HOME_VARIABLE, Paths
from stancer_tui.language import Language, change_to, current, own_locale

FRENCH_LOCALE = {"LANG": "fr_FR.UTF-8"}


def settings(folder: Path, text: str) -> dict[str, str]:
    """An environment whose settings say `text`."""
    env = {HOME_VARIABLE: str(folder)}
    file = Paths.find(env).config_file
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return env


@pytest.mark.parametrize(
    ("env", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR.UTF-8"}, "fr"),
    ],
)
def test_the_first_variable_of_the_locale_that_is_set_decides(
    env: dict[str, str], spoken: str, tmp_path: Path
) -> None:
    assert language_of([], env | {HOME_VARIABLE: str(tmp_path)}) == spoken


def test_the_settings_decide_before_the_locale(tmp_path: Path) -> None:
    env = settings(tmp_path, 'language = "en"\n')
    assert language_of([], env | FRENCH_LOCALE) is Language.EN


def test_the_flag_decides_before_the_settings(tmp_path: Path) -> None:
    env = settings(tmp_path, 'language = "en"\n')
    assert language_of(["--lang", "fr"], env) is Language.FR
    assert language_of(["list", "--lang=fr", "payments"], env) is Language.FR
    assert language_of(["--lang", "fr", "--lang", "en"], env | FRENCH_LOCALE) is Language.EN


def test_another_file_of_settings_decides_where_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('language = "fr"\n', encoding="utf-8")
    assert language_of(["--config", str(file)], {HOME_VARIABLE: str(tmp_path)}) is Language.FR


@pytest.mark.parametrize("text", ['language = "de"\n', "language = 7\n", "language = \n"])
def test_settings_that_name_no_language_of_ours_leave_it_to_the_locale(tmp_path: Path, text: str) -> None:
    assert language_of([], settings(tmp_path, text) | FRENCH_LOCALE) is Language.FR


def test_the_help_is_in_the_language_of_the_flag(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "fr", "--help"])
    french = capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--lang", "en", "--help"])
    english = capsys.readouterr().out
    assert "usage: stancer-tui" in english
    assert "what a response code or a status means" in english
    assert "what a response code or a status means" not in french
    assert "options:" not in french
    assert "--lang" in french


def test_a_program_that_changes_its_language_changes_no_other_one() -> None:
    def first() -> Language:
        own_locale()
        copy_context().run(second)
        return current().language

    def second() -> None:
        own_locale()
        change_to(Language.FR)
        assert current().language is Language.FR

    assert Context().run(first) is Language.EN
