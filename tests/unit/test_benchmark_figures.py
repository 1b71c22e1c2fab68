"""The arithmetic of the benchmark: what is met, what is not, what is not known, and what is printed of it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import told
from tests.benchmarks.measure import Measure, budget_words, p95, ratio_words, table
from tests.benchmarks.parts import BUDGETS, PARTS
from tests.benchmarks.report import Row, rows_of, unmeasured

PART = "search"


def measure(
    ours: float | None, peer: float | None = 100, budget: float | None = 1.25, name: str = "P5 key"
) -> Measure:
    return Measure(name, ours, peer, "ms", "a peer", budget, "")


def verdict(*measures: Measure | None) -> str:
    return Row(tuple(measures)).verdict


@pytest.mark.parametrize(
    ("ours", "met"),
    [(125, "met"), (124.9999, "met"), (125.0001, "NOT MET"), (125.04, "NOT MET"), (1000, "NOT MET")],
)
def test_a_budget_is_met_by_the_figure_itself_and_not_by_what_it_is_rounded_to(ours: float, met: str) -> None:
    assert measure(ours).verdict == met


def test_a_ratio_is_printed_so_that_one_too_many_is_seen() -> None:
    assert ratio_words(1.2504) == "1.251x"
    assert ratio_words(1.25000001) == "1.251x"
    assert ratio_words(1.25) == "1.250x"
    assert ratio_words(1.2) == "1.200x"
    assert ratio_words(1 / 14.999) == "1/14.99"
    assert ratio_words(1 / 14.9999) == "1/14.99"
    assert ratio_words(0.2) == "1/5.00"
    assert ratio_words(None) == "–"


def test_a_budget_is_printed_as_it_was_set() -> None:
    assert [budget_words(each) for each in (1, 1.25, 2, 1 / 15, 1 / 300, 0.2, None)] == [
        *("<= 1x", "<= 1.25x", "<= 2x", "<= 1/15", "<= 1/300", "<= 1/5", "–")
    ]


@pytest.mark.parametrize(
    ("ours", "peer"),
    [
        *((None, 100), (100, None), (None, None), (100, 0), (0, 100), (-1, 100)),
        *((float("nan"), 100), (100, float("nan")), (float("inf"), 100), (100, float("inf"))),
    ],
)
def test_what_is_no_figure_is_not_measured(ours: float | None, peer: float | None) -> None:
    assert measure(ours, peer).verdict == "not measured"
    assert measure(ours, peer).ratio is None


def test_three_runs_are_met_only_together() -> None:
    good, bad, missing = measure(100), measure(126), measure(100, None)
    assert verdict(good, good, good) == "met"
    assert verdict(good, bad, good) == "not met (2 of 3)"
    assert verdict(bad, bad, bad) == "not met (0 of 3)"
    assert verdict(good, good, missing) == "not measured"
    assert verdict(good, None, good) == "not measured"
    assert verdict(bad, missing, good) == "not met (1 of 3)"
    assert verdict(missing, missing, missing) == "not measured"


def test_a_figure_without_a_budget_is_not_judged_and_one_run_with_a_budget_is_enough_to_be() -> None:
    shown = measure(100, None, None)
    assert verdict(shown, shown) == "no budget"
    assert verdict(measure(126), measure(126, budget=None)) == "not met (0 of 2)"
    assert verdict(measure(100), measure(100, budget=None)) == "not measured"
    assert verdict(measure(100), measure(100, budget=0.9)) == "not met (1 of 2)"


def test_every_run_has_its_ratio_beside_the_others() -> None:
    cells = Row((measure(100), measure(126), None)).cells()
    assert cells[4:8] == ("1.000x", "1.260x", "–", "<= 1.25x")
    assert cells[8] == "not met (1 of 3)"


def rows(*runs: Sequence[Measure]) -> dict[str, str]:
    found = rows_of([{PART: run} for run in runs], [PART], {"P5": PART, "P9": "million"})
    return {row.first.name: row.verdict for row in found}


def test_a_budget_without_a_figure_is_in_the_table() -> None:
    assert rows([measure(100)]) == {"P5 key": "met"}
    assert rows([], []) == {"P5": "not measured"}
    assert rows([measure(100, budget=None)]) == {"P5 key": "no budget", "P5": "not measured"}
    assert rows([measure(100, name="P55 key")]) == {"P55 key": "met", "P5": "not measured"}


def test_a_part_that_failed_in_one_run_is_no_success() -> None:
    found = rows([measure(100)], [measure(100), unmeasured("search, the rest of it", "ended with 1")])
    assert found == {"P5 key": "met", "search, the rest of it": "not measured"}
    assert rows([measure(100)], []) == {"P5 key": "not measured"}


def test_of_two_rows_with_one_name_the_worse_counts() -> None:
    assert rows([measure(100), measure(126)]) == {"P5 key": "not met (0 of 1)"}
    assert rows([measure(126), measure(100)]) == {"P5 key": "not met (0 of 1)"}
    assert rows([measure(100), measure(None)]) == {"P5 key": "not measured"}


@pytest.mark.parametrize(
    ("third", "code", "last"),
    [(measure(100), 0, "2 of 2"), (measure(126), 1, "1 of 2"), (measure(None), 1, "1 of 2")],
)
def test_the_exit_code_says_whether_every_budget_is_met(
    third: Measure, code: int, last: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other, shown = measure(1, name="P5 other"), measure(1, None, None, name="shown")
    runs = [{PART: [each, other, shown]} for each in (measure(100), measure(100), third)]
    assert told(runs, [PART], tmp_path / "figures.json") == code
    assert f"{last} budgets are met in every run." in capsys.readouterr().out
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [Measure.of(run[PART][0]) for run in written] == [run[PART][0] for run in runs]


def test_the_95th_percentile_is_no_better_than_one_value_of_twenty_allows() -> None:
    assert p95([1.0]) == 1
    assert p95([1, 2, 9]) == 9
    assert p95([*[1] * 18, 9]) == 9
    assert p95([*[1] * 19, 9]) == 9
    assert p95([*[1] * 20, 9]) == 1
    assert p95([*[1] * 94, *[9] * 6]) == 9


def test_the_table_of_one_run_has_a_line_for_each_measure() -> None:
    lines = table([measure(100), measure(None)]).splitlines()
    assert [line.split(" | ")[6] for line in lines[2:]] == ["met", "not measured"]


def test_every_budget_has_a_part_that_is_there() -> None:
    assert list(BUDGETS) == [f"P{number}" for number in range(1, 16)]
    assert set(BUDGETS.values()) <= set(PARTS)
    for module in PARTS.values():
        assert Path(__file__).parent.parent.joinpath("benchmarks", f"{module}.py").exists()
