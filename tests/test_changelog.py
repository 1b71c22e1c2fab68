"""CHANGELOG.md: the newest release in it is the version of the program."""

import re
from pathlib import Path

from stancer_tui import __version__

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CHANGELOG.md").read_text("utf-8")
HEADING = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (unreleased|\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def test_the_newest_release_is_this_version() -> None:
    assert HEADING.findall(TEXT)[0][0] == __version__


def test_only_the_newest_may_be_unreleased() -> None:
    releases = HEADING.findall(TEXT)
    assert [version for version, day in releases[1:] if day == "unreleased"] == []
    assert len(releases) == len(re.findall(r"^## ", TEXT, re.MULTILINE))


def test_each_release_is_in_groups_that_everybody_knows() -> None:
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", TEXT, re.MULTILINE)) <= known


def test_what_it_refers_to_is_there() -> None:
    named = set(re.findall(r"\b(docs/[\w./-]*\w|SECURITY\.md|\.ci/\w+\.txt)", TEXT))
    assert named
    assert [each for each in named if not (ROOT / each).exists()] == []
