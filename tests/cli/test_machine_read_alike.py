"""What machines read does not depend on the language: the same command prints the same JSON and CSV."""

import pytest

from stancer_tui.cli.main import main

DEMO = ("--demo", "--seed", "7")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command puts on stdout."""
    assert main(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["--json", "--csv", "--csv-fr"])
@pytest.mark.parametrize("kind", ["payments", "refunds", "disputes"])
def test_a_list_for_machines_is_the_same_in_both_languages(
    kind: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    english, french = (
        printed(capsys, "list", kind, *DEMO, form, "--since", "2026-11-01", "--lang", lang)
        for lang in ("en", "fr")
    )
    assert english == french
    assert english.count("\n") > 1
