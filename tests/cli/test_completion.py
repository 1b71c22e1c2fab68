"""`stancer-tui completion`, the man page, and the files that they come from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stancer_tui.cli.completion import FILES, file_of
from stancer_tui.cli.main import main
from stancer_tui.language import Language
from tests import completions, man_page
from tests.command_docs import commands
from tests.real_tools import tool


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("shell", FILES)
def test_a_shell_is_given_what_the_parsers_have(
    shell: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell, "--lang", language.value]) == 0
    printed = capsys.readouterr().out
    assert printed == file_of(shell, language).read_text("utf-8")
    assert printed == completions.text_of(shell, language), "python -m tests.completions --write"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "look in this table alone"), ("fr", "chercher dans cette seule table")]
)
def test_options_are_explained_in_the_language_that_is_spoken(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for shell in ("zsh", "fish"):
        main(["completion", shell, "--lang", language])
        assert said in capsys.readouterr().out


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "tcsh"])
    assert ended.value.code == 2
    assert "bash" in capsys.readouterr().err


def test_no_key_is_looked_for(tmp_path: Path) -> None:
    """Nothing is connected to, no library of the desk is imported, no key of the environment is printed."""
    script = (
        "import sys\n"
        "from stancer_tui.__main__ import main\n"
        "sys.argv[1:] = ['completion', 'bash']\n"
        "told = sys.stderr.write\n"
        "sys.addaudithook(lambda event, args: told('connects') if event == 'socket.connect' else None)\n"
        "code = main()\n"
        "heavy = {'textual', 'httpx', 'keyring', 'pydantic', 'sqlite3', 'asyncpg'} & set(sys.modules)\n"
        "sys.stderr.write(f'{code} {sorted(heavy)}')\n"
    )
    key = "stest_NobodyKnowsThisKey123456"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "STANCER_API_KEY_TEST": key, "STANCER_TUI_HOME": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "0 []"
    assert key not in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("language", Language)
def test_the_man_page_is_that_of_the_parsers(language: Language) -> None:
    written = man_page.page_of(language).read_text("utf-8")
    assert written == man_page.text_of(language), "python -m tests.man_page --write"


@pytest.mark.parametrize("language", Language)
def test_the_man_page_is_read_without_a_warning(language: Language) -> None:
    page = man_page.page_of(language)
    shown = subprocess.run(
        [tool("man"), "--warnings", "-l", str(page)],
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "MAN_KEEP_FORMATTING": "", "PAGER": "cat"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stderr == ""
    lines = [line.strip() for line in shown.stdout.splitlines()]
    assert set(commands()) <= set(lines)
    assert any(line.startswith("--family card|sepa|dispute|http|status") for line in lines)
