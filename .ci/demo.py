"""Runs README.md's first command in an empty clone, at 80x24: the newest payments appear, q leaves.

The arguments are the clone, and what the program is started with, if anything (another clock).
"""

import os
import re
import sys
from pathlib import Path

import pexpect

STATUSES = (
    *("to capture", "capture sent", "captured", "authorized", "refused", "failed", "canceled", "expired"),
    *("to refund", "refund sent", "refunded", "disputed", "no status"),
)
"""Any of them may be the newest payments': on a busy morning none of the day is captured or refunded yet."""


def main(clone: Path, *under: str) -> int:
    """The exit code: 0 when the demo opened and closed as it should."""
    (line,) = re.findall(
        r"^python3 -m venv .* --demo$", (clone / "README.md").read_text("utf-8"), re.MULTILINE
    )
    install, _, program = line.rpartition(" && ")
    line = " ".join((install, "&&", *under, program))
    sys.stdout.write(f"{line}\n")
    child = pexpect.spawn(
        "bash",
        ["-c", line],
        cwd=clone,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        dimensions=(24, 80),
        timeout=600,
        encoding="utf-8",
        codec_errors="replace",
    )
    child.expect_exact("DEMO")
    child.expect(rf"\d+\.\d\d.{{0,200}}(?:{'|'.join(STATUSES)}).{{0,200}}··\d{{4}}", timeout=120)
    child.send("q")
    child.expect(pexpect.EOF, timeout=120)
    child.close()
    return int(child.exitstatus != 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
