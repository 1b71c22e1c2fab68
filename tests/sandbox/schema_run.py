"""Requests generated from /openapi.json, and answers held against it.

`python -m tests.sandbox.schema_run [examples]`. A live key is used, for payouts answer 501 to a test one.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
"""Left out: positive_data_acceptance (a card number's check digit is no schema's matter) and
unsupported_method (v1 answers 404, not 405, to a method it does not have)."""

CONFIGURATION = "\n".join(
    (
        "[checks]",
        "enabled = false",
        *(f"{check}.enabled = true" for check in CHECKS),
        "[phases.stateful.checks]",
        "negative_data_rejection.enabled = false",
    )
)
"""Chains of requests carry query parameters of no meaning, which the API ignores.

Checks that are named on the command line win over a phase's own, so they are named here.
"""

NOW = "2026-03-10T12:00:00+01:00"
"""The sandbox's clock stands still: its data, and so the requests made from them, are the same on any day."""

EXAMPLES = 8
"""Test cases an operation and a phase, in the short form."""


def main(examples: int = EXAMPLES) -> int:
    """The exit code of schemathesis."""
    settings = SandboxSettings(payments=300, port=0, now=FixedClock(NOW))
    with serving(settings) as served, tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "schemathesis.toml"
        configuration.write_text(CONFIGURATION, encoding="utf-8")
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration)),
            *("run", f"{served.url}/openapi.json"),
            *("--auth", f"{DEMO_SECRET_LIVE}:"),
            *("--max-examples", str(examples), "--seed", "1", "--continue-on-failure", "--no-color"),
            *("--warnings", "off", "--suppress-health-check", "all"),
        ]
        sys.stdout.write(f"checks: {', '.join(CHECKS)}\n")
        sys.stdout.flush()
        return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
