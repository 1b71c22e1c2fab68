"""A measure of the benchmark: what we need, what a peer or floor needs, and the budget for the ratio."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measure:
    """`ours` and `peer` in `unit`; `budget` is the largest ratio ours/peer that is accepted."""

    name: str
    ours: float
    peer: float
    unit: str
    peer_name: str
    budget: float | None
    spread: str

    @property
    def ratio(self) -> float:
        """Ours against the peer."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def verdict(self) -> str:
        """Whether the budget is met."""
        if self.budget is None:
            return "no budget"
        return "met" if self.ratio <= self.budget else "NOT MET"

    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        budget = f"<= {_times(self.budget)}" if self.budget is not None else "–"
        return (
            self.name,
            f"{self.ours:.1f} {self.unit} ({self.spread})",
            f"{self.peer:.1f} {self.unit}",
            self.peer_name,
            _times(self.ratio),
            budget,
            self.verdict,
        )

    def data(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self) | {"ratio": self.ratio, "verdict": self.verdict}


def _times(ratio: float) -> str:
    """A ratio as it is read: 1.2x, or 1/15 where ours is the smaller by far."""
    return f"{ratio:.2f}x" if ratio > 0.5 else f"1/{1 / ratio:.3g}"


FRAME_MS = 1000 / 60
"""The time of one frame of a screen."""

HEAD = ("measure", "ours (spread)", "peer or floor", "which", "ratio", "budget", "")


def table(measures: Iterable[Measure]) -> str:
    """The measures as a Markdown table."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(measure.row() for measure in measures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def middle(values: Sequence[float]) -> tuple[float, str]:
    """The median and the spread as words."""
    return median(values), f"{min(values):.1f}–{max(values):.1f} of {len(values)}"
