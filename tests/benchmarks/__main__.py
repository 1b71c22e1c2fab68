"""The benchmark: `python -m tests.benchmarks [NAME …] [--runs 3] [--json FILE] [--wheel]` prints a table.

Everything asked for is measured three times, one whole run after the other, each part in a process of its
own. The table has the ratio of every run; a budget is met where every run met it. The exit code is 0 only
where every budget of the parts that were asked for is met: 1 where one is not, or could not be measured.

With `--wheel` the wheel of this checkout is built, installed, compiled and measured (`installed.py`); without
it these sources are, in this interpreter. Ratios of one run count, absolute times do not: machines differ and
drift. The search has a longer table of its own (`python -m tests.benchmarks.search`), and so has growth
(`python -m tests.benchmarks.growth`).
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen

from tests.benchmarks.installed import ROOT, VARIABLE, apart, environment_of_installed, installed_python
from tests.benchmarks.measure import Measure
from tests.benchmarks.parts import BUDGETS, PARTS
from tests.benchmarks.report import Run, rows_of, table, unmeasured


def main() -> int:
    """Measure what was asked for and print it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}; all without one")
    parser.add_argument("--runs", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run's measures there as well")
    parser.add_argument("--wheel", action="store_true", help="measure the wheel, installed and compiled")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if arguments.runs < 1:
        parser.error("--runs takes 1 or more")
    parts = list(dict.fromkeys(arguments.names)) or list(PARTS)
    with ExitStack() as stack:
        python, folder, environment = sys.executable, ROOT, dict(os.environ)
        if arguments.wheel:
            python = str(stack.enter_context(installed_python()))
            folder = stack.enter_context(apart())
            environment = environment_of_installed() | {VARIABLE: python}
        runs: list[Run] = []
        loads: list[str] = []
        for _ in range(arguments.runs):
            loads.append(f"{os.getloadavg()[0]:.1f}")
            runs.append({part: measured(part, python, folder, environment) for part in parts})
    what = "the installed wheel, compiled" if arguments.wheel else "these sources"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load before each run {' · '.join(loads)}"
    print(f"Python {platform.python_version()}, {machine}; {what}\n")
    return told(runs, parts, arguments.json)


def measured(part: str, python: str, folder: Path, environment: Mapping[str, str]) -> list[Measure]:
    """What a part measures, in a process of its own; where it fails, what it had measured, and that."""
    command = [python, "-m", "tests.benchmarks.parts", part]
    found: list[Measure] = []
    with Popen(command, cwd=folder, env=environment, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            try:
                found.append(Measure.of(json.loads(line)))
            except (ValueError, TypeError, KeyError):
                print(line, end="", file=sys.stderr)
            else:
                print(" | ".join(found[-1].row()), file=sys.stderr, flush=True)
    if process.returncode:
        found.append(unmeasured(f"{part}, the rest of it", f"ended with {process.returncode}"))
    return found


def told(runs: Sequence[Run], parts: Sequence[str], file: Path | None) -> int:
    """Print the table and write the file; returns the exit code."""
    rows = rows_of(runs, parts, BUDGETS)
    print(table(rows))
    held = [row for row in rows if row.budget is not None and row.holds]
    judged = [row for row in rows if row.budget is not None]
    print(f"\n{len(held)} of {len(judged)} budgets are met in every run.")
    if file is not None:
        data = [{part: [each.data() for each in run[part]] for part in run} for run in runs]
        file.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return 0 if len(held) == len(judged) else 1


if __name__ == "__main__":
    sys.exit(main())
