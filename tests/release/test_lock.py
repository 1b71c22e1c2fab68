"""What the continuous integration installs is pinned, with hashes, as .ci/lock writes it."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
EXTRAS = ("test", "check", "browser", "team", "tls", "release")

PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+))?$")


def pinned() -> dict[str, list[str]]:
    """Each pin of .ci/requirements.txt, as .ci/constraints.txt should have it, with its hashes."""
    text = (ROOT / ".ci" / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    split = [line.split(" --hash=") for line in text.splitlines()]
    return {line[0].strip(): [each.strip() for each in line[1:]] for line in split}


def wanted() -> list[Requirement]:
    """What the project and the one in tests/consumer ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    consumer = tomllib.loads((ROOT / "tests" / "consumer" / "pyproject.toml").read_text("utf-8"))
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in EXTRAS:
        asked += project["project"]["optional-dependencies"][extra]
    asked += consumer["build-system"]["requires"]
    asked += consumer["project"]["optional-dependencies"]["check"]
    return [Requirement(each) for each in asked]


def test_each_pin_has_hashes_and_no_host() -> None:
    pins = pinned()
    assert [pin for pin in pins if not PIN.match(pin)] == []
    assert [pin for pin, hashes in pins.items() if not hashes] == []
    assert {each.partition(":")[0] for hashes in pins.values() for each in hashes} == {"sha256"}


def test_the_constraints_are_the_same_pins() -> None:
    assert (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines() == list(pinned()), ".ci/lock"


def test_what_is_asked_for_is_pinned_at_a_version_that_will_do() -> None:
    versions: dict[str, list[str]] = {}
    for found in filter(None, map(PIN.match, pinned())):
        versions.setdefault(found["name"], []).append(found["version"])
    asked = [(each, versions.get(canonicalize_name(each.name), [])) for each in wanted()]
    assert len(asked) > 40
    unfit = [str(each) for each, had in asked if not had or not all(map(each.specifier.contains, had))]
    assert unfit == [], ".ci/lock"
