"""`python -m tests.mutation [--minutes N] [module…]`: mutates modules and names what no test notices.

Needs the `mutation` extra (cosmic-ray). The code is mutated in a copy, never here. A run that was stopped
goes on where it was, as long as neither the module nor its tests changed. Exit code 1: under nine of ten
noticed, or not all run.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutation.modules import JUDGES

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutation"
FLOOR = 0.9
_TIMEOUT = 90
_CONFIG = """
[cosmic-ray]
module-path = "stancer_tui/{module}.py"
timeout = {timeout}
excluded-modules = []
test-command = "{python} -m pytest -x -q -n 0 -p no:cacheprovider {tests}"
distributor.name = "local"

[cosmic-ray.filters.operators-filter]
# `int | None` in an annotation: the import fails, whatever is tested
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""


@dataclass
class Figures:
    """What became of a module's mutants."""

    killed: int = 0
    timeouts: int = 0
    pending: int = 0
    explained: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """The mutants that a test could have noticed and that were run."""
        return self.killed + self.timeouts + len(self.survivors)

    def line(self, name: str) -> str:
        """One line for a reader."""
        noticed = self.killed + self.timeouts
        share = f"{noticed / self.judged:.0%}" if self.judged else "-"
        return (
            f"{name}: {self.judged} mutants, {self.killed} killed, {self.timeouts} timeouts, "
            f"{len(self.survivors)} survived, {self.explained} explained, {self.pending} not run: "
            f"{share} noticed"
        )

    def add(self, other: "Figures") -> None:
        """Count another module's mutants with these."""
        self.killed += other.killed
        self.timeouts += other.timeouts
        self.pending += other.pending
        self.explained += other.explained
        self.survivors += other.survivors


def session_of(module: str) -> Path:
    """The file that keeps a module's results; its name changes with the module and its tests."""
    digest = hashlib.sha256(str(JUDGES[module]).encode())
    for path in (f"stancer_tui/{module}.py", *JUDGES[module]):
        digest.update((ROOT / path).read_bytes())
    return KEPT / f"{module.replace('/', '.')}-{digest.hexdigest()[:12]}.sqlite"


def run(module: str, copy: Path, deadline: float) -> Path:
    """Run what is left of a module's mutants until `deadline` (of `time.monotonic`)."""
    session = session_of(module)
    config = copy / "mutation.toml"
    tests = " ".join(JUDGES[module])
    config.write_text(
        _CONFIG.format(module=module, timeout=_TIMEOUT, python=sys.executable, tests=tests), "utf-8"
    )
    tool = str(Path(sys.executable).with_name("cosmic-ray"))
    unmutated = subprocess.run([tool, "baseline", str(config)], cwd=copy, check=False)
    if unmutated.returncode:
        raise SystemExit(f"{module}: its tests fail without a mutation")
    if not session.exists():
        KEPT.mkdir(exist_ok=True)
        begun = session.with_suffix(".begun")
        begun.unlink(missing_ok=True)
        subprocess.run([tool, "init", str(config), str(begun)], cwd=copy, check=True)
        sieve = str(Path(sys.executable).with_name("cr-filter-operators"))
        subprocess.run([sieve, str(begun), str(config)], cwd=copy, check=True)
        begun.rename(session)
    going = subprocess.Popen([tool, "exec", str(config), str(session)], cwd=copy)
    try:
        going.wait(max(1.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        going.terminate()
        going.wait()
    # a run that was ended in the middle leaves its mutant in the copy
    source = f"stancer_tui/{module}.py"
    shutil.copy(ROOT / source, copy / source)
    return session


def figures_of(module: str, session: Path, reasons: dict[str, str]) -> Figures:
    """Count a module's results; survivors are named by module, operator, occurrence and line."""
    tool = str(Path(sys.executable).with_name("cosmic-ray"))
    dump = subprocess.run([tool, "dump", str(session)], capture_output=True, check=True, text=True).stdout
    figures = Figures()
    lines = (ROOT / f"stancer_tui/{module}.py").read_text("utf-8").splitlines()
    for row in dump.splitlines():
        item, result = json.loads(row)
        (mutation,) = item["mutations"]
        name = f"{module} {mutation['operator_name'].removeprefix('core/')} {mutation['occurrence']}"
        number = mutation["start_pos"][0]
        if result is None:
            figures.pending += 1
        elif result["worker_outcome"] == "skipped":
            continue
        elif result["test_outcome"] == "survived":
            line = lines[number - 1].strip()
            if reasons.get(name) == line:
                figures.explained += 1
            else:
                figures.survivors.append(f"{name}, line {number}: {line}")
        elif result["output"] == "timeout":
            figures.timeouts += 1
        else:
            figures.killed += 1
    return figures


def main() -> int:
    """The exit code: 0 when at least nine of ten mutants are noticed and all were run."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="module", help="such as api/retry; all without one")
    parser.add_argument("--minutes", type=float, default=600.0, help="stop after so long; run again to go on")
    options = parser.parse_args()
    modules: list[str] = options.modules or list(JUDGES)
    unknown = [each for each in modules if each not in JUDGES]
    if unknown:
        parser.error(f"no such module: {', '.join(unknown)}; known: {', '.join(JUDGES)}")
    reasons = tomllib.loads((ROOT / "tests/mutation/explained.toml").read_text("utf-8"))
    deadline = time.monotonic() + options.minutes * 60
    total = Figures()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        for part in ("stancer_tui", "tests"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        for module in modules:
            if time.monotonic() >= deadline:
                print(f"{module}: not begun")
                total.pending += 1
                continue
            figures = figures_of(module, run(module, copy, deadline), reasons)
            print(figures.line(module), flush=True)
            for survivor in figures.survivors:
                print(f"  survived: {survivor}", flush=True)
            total.add(figures)
    print(total.line("all"))
    noticed = total.killed + total.timeouts
    return int(total.pending > 0 or noticed < FLOOR * total.judged)


if __name__ == "__main__":
    sys.exit(main())
