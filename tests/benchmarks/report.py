"""The table of several runs: each row has every run's ratio and one verdict over all of them.

A row is met where every run met it. Where one did not, it says how many did; where one gave no figure (a
missing peer, a measurement that failed, a row that only another run has) it is not measured, unless a run
that did give one broke the budget.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.measure import UNKNOWN, Measure, amount, budget_words, markdown, ratio_words

Run = Mapping[str, Sequence[Measure]]
"""What each part measured in one run."""

HEAD = ("measure", "ours", "peer or floor", "which")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in every run; None is a run without it."""

    measures: tuple[Measure | None, ...]

    @property
    def first(self) -> Measure:
        """That of the first run that has it."""
        return next(each for each in self.measures if each is not None)

    @property
    def budget(self) -> float | None:
        """The strictest of all runs; None where the row is only shown."""
        known = [each.budget for each in self.measures if each is not None and each.budget is not None]
        return min(known, default=None)

    @property
    def met(self) -> bool | None:
        """Whether every run met it; None where that is not known."""
        found = [None if each is None else each.met for each in self.measures]
        if False in found:
            return False
        return None if None in found else True

    @property
    def verdict(self) -> str:
        """In words."""
        if self.budget is None:
            return "no budget"
        if self.met is None:
            return "not measured"
        held = sum(each is not None and each.met is True for each in self.measures)
        return "met" if self.met else f"not met ({held} of {len(self.measures)})"

    @property
    def holds(self) -> bool:
        """Whether nothing is to be said against it."""
        return self.budget is None or self.met is True

    def cells(self) -> tuple[str, ...]:
        """The cells of the table."""
        known = [each for each in self.measures if each is not None]
        return (
            self.first.name,
            " · ".join(UNKNOWN if each is None else amount(each.ours, each.unit) for each in self.measures),
            " · ".join(UNKNOWN if each is None else amount(each.peer, each.unit) for each in self.measures),
            self.first.peer_name or UNKNOWN,
            *(ratio_words(None if each is None else each.ratio) for each in self.measures),
            budget_words(self.budget),
            self.verdict,
            " · ".join(each.spread for each in known if each.spread),
        )


def rows_of(runs: Sequence[Run], parts: Iterable[str], owed: Mapping[str, str]) -> list[Row]:
    """The rows of all runs, part by part; `owed` are the budgets, each with the part that measures it.

    A budget for which its part gave no row at all has a row that says so.
    """
    found: list[Row] = []
    for part in parts:
        keys = dict.fromkeys((each.name, each.peer_name) for run in runs for each in run.get(part, ()))
        rows = [Row(tuple(_find(run.get(part, ()), *key) for run in runs)) for key in keys]
        known = {row.first.name.split()[0] for row in rows if row.budget is not None}
        missing = [budget for budget, measured in owed.items() if measured == part and budget not in known]
        found += rows
        found += [Row((unmeasured(budget, "its part gave no figure"),) * len(runs)) for budget in missing]
    return found


def unmeasured(name: str, why: str) -> Measure:
    """What should have been measured and was not."""
    return Measure(name, None, None, "", "", 1, why)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    runs = max((len(row.measures) for row in rows), default=1)
    head = (*HEAD, *(f"run {number + 1}" for number in range(runs)), "budget", "verdict", "spread")
    return markdown((head, *(row.cells() for row in rows)))


def _find(measures: Sequence[Measure], name: str, peer: str) -> Measure | None:
    """The row of a run; of two that bear one name the worse."""
    alike = [each for each in measures if (each.name, each.peer_name) == (name, peer)]
    return max(alike, key=lambda each: (each.ratio is None, each.ratio or 0), default=None)
