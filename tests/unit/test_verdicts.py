"""What was decided of each payer is kept, and of no payer that was not there yet."""

import numpy as np

from stancer_tui.store.row_values import Slots, Verdicts


def test_each_number_is_asked_for_once_and_only_when_it_is_there() -> None:
    asked: list[int] = []

    def judge(numbers: Slots) -> list[bool]:
        asked.extend(numbers.tolist())
        return [number % 2 == 0 for number in numbers.tolist()]

    verdicts = Verdicts(judge, shift=3)
    assert verdicts.of(np.array([2, 1, 2], np.int32)).tolist() == [True, False, True]
    assert asked == [0, 1, 2], "3 to 7 may be payers of later payments"
    assert verdicts.of(np.array([6, 1], np.int32)).tolist() == [True, False]
    assert verdicts.of(np.array([40], np.int32)).tolist() == [True]
    assert asked == [*range(7), 40]


def test_all_are_judged_soon_once_many_were_asked_for_that_stand_far_apart() -> None:
    """To judge each alone takes ten times as long as to judge it with its neighbours."""
    asked: list[list[int]] = []

    def judge(numbers: Slots) -> list[bool]:
        asked.append(numbers.tolist())
        return [number % 3 == 0 for number in numbers.tolist()]

    count, verdicts = 200_000, Verdicts(judge, shift=6)
    draw = np.random.default_rng(1)
    pieces = [draw.integers(0, count, 512, np.int32) for _ in range(100)]
    for wanted in pieces:
        assert verdicts.of(wanted).tolist() == (wanted % 3 == 0).tolist()
    numbers = [number for each in asked for number in each]
    assert len(numbers) == len(set(numbers)), "none is judged twice"
    alone = sum(len(each) for each in asked if np.ptp(each) > 2 * len(each))
    assert alone < 20_000
    assert len(numbers) > count * 0.95
    assert max(numbers) < count
