"""The README in both languages: the same commands, links and pictures, and a way from one to the other."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ENGLISH = (ROOT / "README.md").read_text("utf-8")
FRENCH = (ROOT / "README.fr.md").read_text("utf-8")
FIGURES = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("refunds.md", "robustness.md"))
MOST_WORDS = 900


def _code(text: str) -> list[str]:
    """The lines of the code blocks, without what their comments say."""
    blocks: list[str] = re.findall(r"^```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()]


def _targets(text: str) -> list[str]:
    """What is linked to; each picture counts as one, since it may be that of the program in French."""
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("README")]
    alike = [target.replace("tutorial.fr.md", "tutorial.md") for target in targets]
    return ["a picture" if target.startswith("screenshots/") else target for target in alike]


def _levels(text: str) -> list[str]:
    return re.findall(
        r"^(#+) ", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )


def test_both_give_the_same_commands() -> None:
    assert _code(FRENCH) == _code(ENGLISH)
    assert any(line.endswith("--demo") for line in _code(ENGLISH))


def test_both_lead_to_the_same_pages_with_as_many_pictures() -> None:
    assert _targets(FRENCH) == _targets(ENGLISH)


def test_both_have_the_same_chapters() -> None:
    assert _levels(FRENCH) == _levels(ENGLISH)


def test_each_leads_to_the_other_at_its_top() -> None:
    assert "](README.fr.md)" in ENGLISH.split("\n")[2]
    assert "](README.md)" in FRENCH.split("\n")[2]


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["English", "French"])
def test_what_it_links_to_is_there(text: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["English", "French"])
def test_it_is_read_in_a_few_minutes(text: str) -> None:
    assert len(text.split()) <= MOST_WORDS


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["English", "French"])
def test_each_promise_has_the_figures_that_the_pages_give_for_its_command(text: str) -> None:
    rows = re.findall(r"^\| .* \| `(python -m [^`]+)`(.*) \| (.*) \|$", text, re.MULTILINE)
    assert len(rows) == 4
    for command, faults, result in rows:
        (told,) = re.findall(rf"^.*`{re.escape(command)}`(?:.*\n){{0,8}}?.*\b0 .*$", FIGURES, re.MULTILINE)
        for figure in re.findall(
            r"\d[\d,]*", re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3})", ",", faults + result)
        ):
            assert re.search(rf"(?<![\d,]){figure}(?![\d,])", told), f"{figure} of {command}"
