"""`python -m tests.mutation [--minutes N] [--anew] [module…]`: mutates modules, names what no test notices.

Needs the `mutation` extra (cosmic-ray). The code is mutated in a copy, never here. A run that was stopped
goes on where it was, as long as the module did not change; when tests changed, what survived is run again.
Exit code 1: under nine of ten noticed, or not all run.
"""

import argparse
import hashlib
import json
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutation.modules import JUDGES, judges_of

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutation"
FLOOR = 0.9
_CONFIG = """
[cosmic-ray]
module-path = "stancer_tui/{module}.py"
timeout = {timeout}
excluded-modules = []
test-command = "{command}"
distributor.name = "local"

[cosmic-ray.filters.operators-filter]
# `int | None` in an annotation: the import fails, whatever is tested. `==` for `is`: what is compared by
# identity here is None, a type or a member of an enumeration, of which each is equal to itself only.
exclude-operators = [
    "core/ReplaceBinaryOperator_BitOr_.*",
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
]
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
    """The file that keeps a module's results; its name changes with the module."""
    digest = hashlib.sha256((ROOT / f"stancer_tui/{module}.py").read_bytes())
    return KEPT / f"{module.replace('/', '.')}-{digest.hexdigest()[:12]}.sqlite"


def forget_survivors(session: Path) -> None:
    """Have what no test noticed run again, if a test changed since: what was noticed stays noticed."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        digest.update(path.read_bytes())
    tests = int.from_bytes(digest.digest()[:3])
    with closing(sqlite3.connect(session)) as results, results:
        if results.execute("PRAGMA user_version").fetchone() != (tests,):
            results.execute("DELETE FROM work_results WHERE test_outcome = 'SURVIVED'")
            results.execute(f"PRAGMA user_version = {tests}")


@contextmanager
def judge(module: str, copy: Path) -> Iterator[tuple[str, ...]]:
    """A process that judges mutants of a module in the copy, and the command that asks it."""
    place, log = str(copy / "judge.socket"), copy / "judge.log"
    source = f"stancer_tui/{module}.py"
    started = [sys.executable, "-m", "tests.mutation.judge", source, place, str(log), *judges_of(module)]
    ask = (sys.executable, "-I", "-S", "tests/mutation/ask.py", place)
    with subprocess.Popen(started, cwd=copy, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            yield ask
        finally:
            process.terminate()
            Path(place).unlink(missing_ok=True)


def limit_of(module: str, copy: Path, ask: tuple[str, ...]) -> float:
    """How many seconds a mutant may take: five times the tests without one, and at least ten."""
    for _ in range(2):  # the first compiles
        began = time.monotonic()
        passed = subprocess.run([*ask, "600"], cwd=copy, check=False, stdout=subprocess.DEVNULL)
        if passed.returncode:
            print((copy / "judge.log").read_text("utf-8"))
            raise SystemExit(f"{module}: its tests fail without a mutation")
    return max(10.0, 5 * (time.monotonic() - began))


def run(module: str, copy: Path, deadline: float) -> Path:
    """Run what is left of a module's mutants until `deadline` (of `time.monotonic`)."""
    session = session_of(module)
    config = copy / "mutation.toml"
    source = f"stancer_tui/{module}.py"
    with judge(module, copy) as ask:
        limit = limit_of(module, copy, ask)
        command = shlex.join([*ask, f"{limit:.0f}"])
        config.write_text(_CONFIG.format(module=module, timeout=limit + 30, command=command), "utf-8")
        if not session.exists():
            _begin(session, config, copy)
        forget_survivors(session)
        going = subprocess.Popen([_tool("cosmic-ray"), "exec", str(config), str(session)], cwd=copy)
        try:
            going.wait(max(1.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            going.terminate()
            going.wait()
    # a run that was ended in the middle leaves its mutant in the copy
    shutil.copy(ROOT / source, copy / source)
    return session


def _begin(session: Path, config: Path, copy: Path) -> None:
    """List the mutants in a new file of results."""
    KEPT.mkdir(exist_ok=True)
    begun = session.with_suffix(".begun")
    begun.unlink(missing_ok=True)
    subprocess.run([_tool("cosmic-ray"), "init", str(config), str(begun)], cwd=copy, check=True)
    subprocess.run([_tool("cr-filter-operators"), str(begun), str(config)], cwd=copy, check=True)
    begun.rename(session)


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def figures_of(module: str, session: Path, reasons: dict[str, str]) -> Figures:
    """Count a module's results; survivors are named by module, operator, occurrence and line."""
    command = [_tool("cosmic-ray"), "dump", str(session)]
    dump = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    figures = Figures()
    lines = (ROOT / f"stancer_tui/{module}.py").read_text("utf-8").splitlines()
    for row in dump.splitlines():
        item, result = json.loads(row)
        (mutation,) = item["mutations"]
        name = f"{module} {mutation['operator_name'].removeprefix('core/')} {mutation['occurrence']}"
        number = mutation["start_pos"][0]
        if result is None:
            figures.pending += 1
        elif result["worker_outcome"] in {"skipped", "exception"}:
            continue  # left out, or the tool could not make it
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
    parser.add_argument("--anew", action="store_true", help="forget what was run before")
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
            if options.anew:
                session_of(module).unlink(missing_ok=True)
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
