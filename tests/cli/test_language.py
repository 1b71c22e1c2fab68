"""Which language a start speaks, and that argparse speaks it too and not for longer than it reads."""

import argparse
import ast
import gettext
from pathlib import Path

import pytest

from stancer_tui.cli.argparse_words import MESSAGES
from stancer_tui.cli.language import language_of
from stancer_tui.cli.main import build_parser, main
from stancer_tui.language import Language, using
from tests.command_docs import actions_of, commands

OF_PROGRAMMERS = {
    " (default: %(default)s)",
    "%(heading)s:",
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    "argument '%(argument_name)s' is deprecated",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "command '%(parser_name)s' is deprecated",
    "conflicting option string: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "expected %s argument",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "option '%(option)s' is deprecated",
    "subcommands",
}
"""What argparse says of a parser that is built wrongly, or of what ours do not use, or write themselves."""


def said_by_argparse() -> set[str]:
    """Every text that argparse of this Python asks gettext for."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def words_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        main(arguments)
    told = capsys.readouterr()
    return told.out + told.err


class TestChoice:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("--lang", "fr", "list", "payments"),
            ("list", "payments", "--lang=fr"),
            ("list", "--lang", "fr", "payments", "--csv"),
            ("--lang", "en", "list", "payments", "--lang", "fr"),
        ],
    )
    def test_an_option_anywhere_comes_first(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "config.toml").write_text('language = "en"')
        env = {"STANCER_TUI_HOME": str(tmp_path), "LANG": "en_GB.UTF-8"}
        assert language_of(arguments, env) is Language.FR

    def test_then_the_settings_that_are_named_or_found(self, tmp_path: Path) -> None:
        env = {"STANCER_TUI_HOME": str(tmp_path), "LANG": "en_GB.UTF-8"}
        named = tmp_path / "other.toml"
        named.write_text('language = "fr"')
        assert language_of(["list"], env) is Language.EN
        assert language_of(["list", "--config", str(named)], env) is Language.FR
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "config.toml").write_text('language = "fr"\n[ui]\nmask = true\n')
        assert language_of(["list"], env) is Language.FR

    @pytest.mark.parametrize(
        ("env", "spoken"),
        [
            ({}, Language.EN),
            ({"LANG": "fr_FR.UTF-8"}, Language.FR),
            ({"LANG": "fr_CA@euro"}, Language.FR),
            ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB"}, Language.EN),
            ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "fr", "LC_ALL": "de_DE"}, Language.EN),
            ({"LANG": "C"}, Language.EN),
        ],
    )
    def test_without_settings_the_locale_decides(
        self, tmp_path: Path, env: dict[str, str], spoken: Language
    ) -> None:
        assert language_of([], {"STANCER_TUI_HOME": str(tmp_path), **env}) is spoken

    def test_settings_that_cannot_be_read_leave_it_to_the_locale(self, tmp_path: Path) -> None:
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "config.toml").write_text('language = "fr"\n[ui\n')
        assert language_of([], {"STANCER_TUI_HOME": str(tmp_path)}) is Language.EN


class TestArgparse:
    def test_all_that_it_may_say_to_who_types_is_known(self) -> None:
        """A new Python may word it in another way: what is missing goes into MESSAGES and the catalogue."""
        assert said_by_argparse() - OF_PROGRAMMERS <= set(MESSAGES)

    def test_its_words_are_its_own_again_afterwards(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "utilisation" in words_of(capsys, "--lang", "fr", "--help")
        assert vars(argparse)["_"] is gettext.gettext
        assert argparse.ArgumentParser(prog="x").format_usage() == "usage: x [-h]\n"

    @pytest.mark.parametrize("command", [(), *((name,) for name in sorted(commands()))])
    def test_no_line_of_help_is_left_in_english(
        self, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = words_of(capsys, *command, "--lang", "fr", "--help")
        assert text.startswith(f"utilisation\u202f: {' '.join(('stancer-tui', *command))} [-h]")
        assert text.count("utilisation\u202f:") == 1
        for words in (
            "usage",
            "options:",
            "positional",
            "show this",
            "commands:",
            "global options",
            "default:",
        ):
            assert words not in text
        assert "options\u202f:" in text

    def test_every_help_differs_from_the_english_one(self) -> None:
        def helps() -> list[str]:
            parsers = {"": build_parser(), **commands()}
            return [each.help or "" for parser in parsers.values() for each in actions_of(parser)]

        english = helps()
        with using(Language.FR):
            french = helps()
        same = [one for one, other in zip(english, french, strict=True) if one == other]
        assert set(same) <= {"", "show this help message and exit"}

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("lits",), "argument COMMANDE\u202f: choix incorrect\u202f: 'lits'"),
            (("list",), "arguments obligatoires manquants\u202f: kind"),
            (("code", "51", "--odd"), "arguments inconnus\u202f: --odd"),
            (("list", "payments", "--limit"), "argument --limit\u202f: une valeur est attendue"),
            (("list", "payments", "--limit", "0"), "doit être un nombre entier, 1 ou plus"),
            (("list", "payments", "--json", "--csv"), "incompatible avec l’argument --json"),
            (("list", "payments", "--since", "2026-02-30"), "Ce jour n’existe pas"),
            (("--seed", "x", "list", "payments"), "valeur de type int incorrecte\u202f: 'x'"),
        ],
    )
    def test_what_is_typed_wrongly_is_said_in_french(
        self, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = words_of(capsys, *arguments, "--lang", "fr")
        assert f"{words}" in text
        assert "\u202f: erreur\u202f: " in text
        assert "error" not in text

    def test_a_language_that_is_not_spoken_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "invalid choice: 'de'" in words_of(capsys, "list", "payments", "--lang", "de")


def test_another_language_than_those_that_are_spoken_is_refused_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["list", "payments", "--lang", "de"])
    said = capsys.readouterr().err.splitlines()[-1]
    assert "Language" not in said
    assert said.replace("'", "").endswith("invalid choice: de (choose from en, fr)")
