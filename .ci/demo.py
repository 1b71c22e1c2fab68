"""Runs README.md's first command in an empty clone, at 80x24: the newest payments appear, q leaves.

The argument is the clone.
"""

import re
import sys
from pathlib import Path

import pexpect


def main(clone: Path) -> int:
    """The exit code: 0 when the demo opened and closed as it should."""
    (line,) = re.findall(
        r"^python3 -m venv .* --demo$", (clone / "README.md").read_text("utf-8"), re.MULTILINE
    )
    sys.stdout.write(f"{line}\n")
    child = pexpect.spawn(
        "bash",
        ["-c", line],
        cwd=clone,
        dimensions=(24, 80),
        timeout=300,
        encoding="utf-8",
        codec_errors="replace",
    )
    child.expect_exact("DEMO")
    child.expect(r"\d+\.\d\d.{0,400}(?:captured|refused|refunded)", timeout=30)
    child.send("q")
    child.expect(pexpect.EOF, timeout=30)
    child.close()
    return int(child.exitstatus != 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
