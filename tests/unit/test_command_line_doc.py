"""docs/command-line.md says what the command line does."""

import re

import pytest

from stancer_tui.cli.main import main
from stancer_tui.cli.shapes import SHAPES, schema_name
from tests.command_docs import GUIDE, actions_of, commands, shared, written

TEXT = GUIDE.read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    section = TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in found[2:]]


def test_every_option_of_every_command_is_there_as_its_help_has_it() -> None:
    assert written(TEXT) == TEXT, "python -m tests.command_docs --write"


def test_every_command_is_in_the_first_table() -> None:
    table = TEXT.split("\n## ", 1)[0]
    named = set(re.findall(r"^\| `stancer-tui (\w+)", table, re.MULTILINE))
    assert named == set(commands())


def test_every_schema_is_named_and_its_file_is_there() -> None:
    table = {name.strip("`"): link for name, _, link in rows("JSON")}
    assert set(table) == {schema_name(shape) for shape in SHAPES}
    for link in table.values():
        (path,) = re.findall(r"\((.*)\)", link)
        assert (GUIDE.parent / path).is_file()


@pytest.mark.parametrize("command", sorted(commands()))
def test_help_shows_a_commands_own_options_before_those_that_all_have(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    usage, _, rest = text.partition("\n\n")
    own, _, everywhere = rest.partition("global options, before or after a command:")
    assert everywhere
    for action in actions_of(commands()[command]):
        for option in action.option_strings:
            if option in shared() and command != "sandbox":
                assert option not in usage.split()
                assert f"  {option}" not in own
            elif option not in {"--live", "--read-only", "--mask"} and command != "sandbox":
                assert f"  {option}" in own or f"{option}," in own or f", {option}" in own
