"""A measure of the benchmark: what we need, what a peer or floor needs, and the budget for the ratio.

Figures are never rounded in favour: a ratio is printed rounded up, and judged as it was measured. What was
not measured has no verdict that could be taken for a good one.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import isfinite
from statistics import median

FRAME_MS = 1000 / 60
"""The time of one frame of a screen."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`ours` and `peer` in `unit`; `budget` is the largest ratio ours/peer that is accepted.

    None is what could not be measured: the peer is missing, or the measurement failed, as `spread` says. What
    has no `budget` is shown and not judged; it needs no peer.
    """

    name: str
    ours: float | None
    peer: float | None
    unit: str
    peer_name: str
    budget: float | None
    spread: str

    @property
    def ratio(self) -> float | None:
        """Ours against the peer; None where one of them is not there, or is no time or size at all."""
        if not _is_figure(self.ours) or not _is_figure(self.peer):
            return None
        assert self.ours is not None
        assert self.peer is not None
        return self.ours / self.peer

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; None where that is not known."""
        ratio = self.ratio
        return None if self.budget is None or ratio is None else ratio <= self.budget

    @property
    def verdict(self) -> str:
        """Whether the budget is met, in words."""
        if self.budget is None:
            return "no budget"
        return {True: "met", False: "NOT MET", None: "not measured"}[self.met]

    def row(self) -> tuple[str, ...]:
        """The cells of a table of one run."""
        return (
            self.name,
            amount(self.ours, self.unit),
            amount(self.peer, self.unit),
            self.peer_name or UNKNOWN,
            ratio_words(self.ratio),
            budget_words(self.budget),
            self.verdict,
            self.spread,
        )

    def data(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self) | {"ratio": self.ratio, "verdict": self.verdict}

    @classmethod
    def of(cls, data: Mapping[str, object]) -> "Measure":
        """From `data`; raises KeyError, TypeError."""
        return cls(**{name: data[name] for name in cls.__slots__})  # type: ignore[arg-type] # as written by `data`


def _is_figure(value: float | None) -> bool:
    return value is not None and isfinite(value) and value > 0


UNKNOWN = "–"

HEAD = ("measure", "ours", "peer or floor", "which", "ratio", "budget", "verdict", "spread")


def table(measures: Iterable[Measure]) -> str:
    """The measures of one run as a Markdown table."""
    return markdown((HEAD, *(measure.row() for measure in measures)))


def shown(measures: Iterable[Measure]) -> Iterator[Measure]:
    """The same measures, each written to the standard error stream as soon as it is known."""
    for measure in measures:
        print(" | ".join(measure.row()), file=sys.stderr, flush=True)
        yield measure


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table; its first line is the head."""
    head, *rows = lines
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows))


def amount(value: float | None, unit: str) -> str:
    """A figure with its unit."""
    return UNKNOWN if value is None else f"{value:.1f} {unit}"


def ratio_words(ratio: float | None) -> str:
    """A ratio as it is read: 1.234x, or 1/15.01 where ours is the smaller by far; never better than it is."""
    if ratio is None:
        return UNKNOWN
    if ratio > 0.5:
        return f"{Decimal(repr(ratio)).quantize(Decimal('0.001'), ROUND_CEILING)}x"
    return f"1/{(1 / Decimal(repr(ratio))).quantize(Decimal('0.01'), ROUND_FLOOR)}"


def budget_words(budget: float | None) -> str:
    """A budget as it is read: <= 1.25x, or <= 1/15."""
    if budget is None:
        return UNKNOWN
    return f"<= {budget:.4g}x" if budget > 0.5 else f"<= 1/{1 / budget:.4g}"


def p95(values: Sequence[float]) -> float:
    """The 95th percentile: at most one value of twenty is above it; of fewer than twenty the largest."""
    return sorted(values)[int(len(values) * 0.95)]


def middle(values: Sequence[float]) -> tuple[float, str]:
    """The median and the spread as words."""
    return median(values), f"{min(values):.1f}–{max(values):.1f} of {len(values)}"


def spread_of(values: Sequence[float]) -> str:
    """Median, 95th percentile and the most, in words."""
    return f"median {median(values):.1f}, p95 {p95(values):.1f}, most {max(values):.1f} of {len(values)}"
