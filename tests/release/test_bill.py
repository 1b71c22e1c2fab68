"""The software bill of materials: what an installation has, no more and no less."""

import json
import subprocess
from pathlib import Path

from stancer_tui import __version__

DISTRIBUTIONS = """
import json
from importlib.metadata import distributions
print(json.dumps([[each.metadata["Name"], each.version] for each in distributions()]))
"""


def test_every_package_is_in_the_bill_with_its_version_and_its_licence(dist: Path, installed: Path) -> None:
    bill = json.loads((dist / "stancer-tui.cdx.json").read_text("utf-8"))
    python = installed / "bin" / "python"
    printed = subprocess.run([python, "-I", "-c", DISTRIBUTIONS], capture_output=True, text=True, check=True)
    listed = {(each["name"].lower(), each["version"]) for each in bill["components"]}
    there = {(name.lower(), version) for name, version in json.loads(printed.stdout)}
    assert there - listed <= {("stancer-tui", __version__)}
    assert listed <= there
    assert len(listed) > 30
    assert [
        each["name"] for each in bill["components"] if not (each.get("licenses") and each.get("purl"))
    ] == []


def test_it_is_the_bill_of_this_version(dist: Path) -> None:
    about = json.loads((dist / "stancer-tui.cdx.json").read_text("utf-8"))
    assert about["bomFormat"] == "CycloneDX"
    component = about["metadata"]["component"]
    assert (component["name"], component["version"]) == ("stancer-tui", __version__)
    used = {each["ref"]: each.get("dependsOn", []) for each in about["dependencies"]}
    assert any(each.startswith("httpx==") for each in used[component["bom-ref"]])
