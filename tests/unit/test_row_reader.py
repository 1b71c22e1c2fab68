"""Rows that are read in a thread are whole, whatever arrives and changes meanwhile."""

from collections.abc import Sequence
from threading import Thread
from typing import Any

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import ShownRows, View
from tests.unit.rows import row

MANY = 600


def paid(number: int, status: str = "captured") -> PaymentRow:
    refunds = [{"id": f"refd_{number}", "amount": 10, "status": "refunded"}] if status == "captured" else []
    return row(number, status=status, order_id=f"N{number}", refunds=refunds)


class Reading(Thread):
    """Goes through the rows of an index as they are shown now."""

    def __init__(self, index: PaymentIndex) -> None:
        super().__init__()
        self.read: list[ListedPayment] = []
        self._shown = ShownRows(View(index))

    def run(self) -> None:
        self.read = list(self._shown)


def test_what_is_read_in_a_thread_is_what_the_list_showed() -> None:
    index = PaymentIndex(search_text)
    index.add(paid(number) for number in range(MANY))
    reading = Reading(index)
    index.add([paid(MANY), paid(3, "refused")])
    reading.start()
    reading.join()
    expected = [paid(number) for number in reversed(range(MANY))]
    expected[MANY - 1 - 3] = paid(3, "refused")
    assert reading.read == expected


def test_a_row_is_not_read_while_it_is_half_written() -> None:
    meanwhile: list[Reading] = []

    def words(rows: Sequence[Any]) -> list[str]:
        if meanwhile:
            meanwhile[0].start()
            meanwhile[0].join(0.1)
            assert meanwhile[0].is_alive(), "it read between two columns of a row"
        return search_text.words(rows)

    index = PaymentIndex(search_text._replace(words=words))
    index.add([paid(1), paid(2)])
    meanwhile.append(Reading(index))
    index.add([paid(3)])
    meanwhile[0].join()
    assert meanwhile[0].read == [paid(2), paid(1)]
