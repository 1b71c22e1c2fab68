"""A few of the hostile answers against the real program; `python -m tests.faults.hostile_reads` tries all."""

from pathlib import Path

import pytest

from tests.faults.hostile_reads import campaign, run

pytestmark = pytest.mark.slow

FEW = {
    "encoding gzip, gzip",
    "100 MB in one gzip, 404",
    "endless body",
    "endless headers",
    "deep nesting",
    "the same page for ever",
    "items without ids for ever",
    "empty pages for ever",
    "404 without a body",
    "404 of a gateway",
    "created: 1e400",
    "created: 253402300800",
    "repeated keys",
}
HOSTILE = {each.name: each for each in campaign() if each.name in FEW}


def test_the_few_are_there() -> None:
    assert set(HOSTILE) == FEW


@pytest.mark.parametrize("name", sorted(FEW))
async def test_a_hostile_answer_costs_little_and_is_told(name: str, tmp_path: Path) -> None:
    outcome = await run(HOSTILE[name], tmp_path)
    assert outcome.faults == (), outcome
