"""Known vulnerabilities of what an environment has: `python -m tests.release.audit SITE_PACKAGES`.

pip-audit looks them up. It calls a package that it could not look up "skipped", and ends well where it looked
up none of them; here that is said. Exit code: 1 where something was found or went wrong, else 0.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

OWN = "stancer-tui"
UNREACHED = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "Could not connect")
"""How pip-audit's trace ends where nothing answers."""


@dataclass(frozen=True)
class Verdict:
    """What was found, as one sentence, and whether that is a failure."""

    text: str
    failed: bool


def audit(packages: Path, *options: str, seconds: int = 60) -> Verdict:
    """Look up what is installed in a folder of packages, with pip-audit's own `options`."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = (sys.executable, "-m", "pip_audit", "--path", str(packages), "--output", str(report))
        fixed = ("--format", "json", "--progress-spinner", "off", "--timeout", "5")
        try:
            done = subprocess.run(
                [*command, *fixed, "--cache-dir", folder, *options],
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Verdict(f"not audited: no answer in {seconds} seconds", failed=False)
        if report.is_file():
            return verdict(json.loads(report.read_text("utf-8"))["dependencies"])
    last = done.stderr.strip().rsplit("\n", 1)[-1]
    if any(each in last for each in UNREACHED):
        return Verdict("not audited: no network", failed=False)
    return Verdict(f"not audited: {last}", failed=True)


def verdict(packages: list[dict[str, Any]]) -> Verdict:
    """What pip-audit's report says."""
    found = [
        f"{each['name']} {each['version']}: {one['id']}" for each in packages for one in each.get("vulns", ())
    ]
    if found:
        return Verdict(f"vulnerable: {', '.join(found)}", failed=True)
    asked = [each for each in packages if each["name"] != OWN]
    if not asked:
        return Verdict("not audited: there is no package", failed=True)
    skipped = [each["name"] for each in asked if "skip_reason" in each]
    if len(skipped) == len(asked):
        return Verdict("not audited: none of the packages could be looked up", failed=False)
    left = f"; not audited: {', '.join(skipped)}" if skipped else ""
    return Verdict(f"no known vulnerability in {len(asked) - len(skipped)} packages{left}", failed=False)


if __name__ == "__main__":
    said = audit(Path(sys.argv[1]), *sys.argv[2:])
    sys.stdout.write(f"{said.text}\n")
    sys.exit(said.failed)
