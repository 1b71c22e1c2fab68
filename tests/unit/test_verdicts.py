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
