"""Rows that are read in a thread are whole, whatever arrives and changes meanwhile."""

from threading import Thread

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import ShownRows, View
from tests.unit.rows import row

MANY = 3000


def paid(number: int, status: str) -> PaymentRow:
    refunds = [{"id": f"refd_{number}", "amount": 10, "status": "refunded"}] if status == "captured" else []
    return row(number, status=status, order_id=f"N{number}", refunds=refunds)


def test_what_is_written_to_a_file_is_what_the_list_showed() -> None:
    index = PaymentIndex(search_text)
    index.add(paid(number, "captured") for number in range(MANY))
    shown, read = ShownRows(View(index)), list[ListedPayment]()
    thread = Thread(target=lambda: read.extend(shown))
    thread.start()
    number = MANY
    while thread.is_alive():
        index.add([paid(number, "captured"), paid(number % MANY, "refused")])
        assert index.rows[number % MANY].id == row(number % MANY).id
        number += 1
    thread.join()
    assert [each.id for each in read] == [row(number).id for number in reversed(range(MANY))]
    for each in read:
        assert isinstance(each, PaymentRow)
        assert each == paid(int((each.order_id or "")[1:]), each.status or "")
