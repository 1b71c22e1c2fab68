"""`stancer-tui refund` names whose money it is, and who refunded before, before anything is sent."""

from typing import Any

from stancer_tui.sandbox.data_file import read_data
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.store.owner import this_process
from tests.cli.running import Machine
from tests.cli.shop import Shop

REMI = {"id": "cust_" + "R" * 24, "name": "Rémi Pham", "email": "remi.pham@poste.example"}
VISA = {"id": "card_" + "V" * 24, "brand": "visa", "last4": "0003"}


def sell(shop: Shop, **fields: Any) -> str:
    """A payment of a known person."""
    now = shop.sandbox.clock()
    sale = {
        "id": shop.sandbox.new_id(PAYMENT),
        "amount": 3490,
        "currency": "eur",
        "status": "captured",
        "created": now,
        "order_id": "AL-2611-01221",
        "customer": REMI["id"],
        "card": VISA["id"],
    } | fields
    rows = read_data({"test": {"payments": [sale], "customers": [REMI], "cards": [VISA]}}, now)
    shop.sandbox.store.add(False, rows[False])
    return str(sale["id"])


def test_whom_it_goes_to_and_what_for_is_said_before_it_is_sent(shop: Shop, machine: Machine) -> None:
    payment = sell(shop)
    ran = machine.here("refund", payment, "--yes")
    assert ran.code == 0
    assert "To                Rémi Pham · visa ··0003" in ran.err
    assert "For               AL-2611-01221 · 34.90 EUR · today " in ran.err
    assert f"Payment           {payment} (TEST)" in ran.err
    assert "Pham" not in ran.out, "data alone goes to stdout"


def test_a_masked_command_names_nobody(shop: Shop, machine: Machine) -> None:
    ran = machine.here("refund", sell(shop), "--yes", "--mask")
    assert "To                R••• · visa ··0003" in ran.err
    assert "Pham" not in ran.err


def test_what_is_not_reported_says_so(shop: Shop, machine: Machine) -> None:
    ran = machine.here("refund", sell(shop, customer=None, card=None, order_id=None), "--yes")
    assert "To                not reported" in ran.err
    assert "For               order not reported · 34.90 EUR" in ran.err


def test_who_refunded_before_is_said_with_the_ticket(shop: Shop, machine: Machine) -> None:
    payment = sell(shop)
    shop.refund(payment, 500)
    assert machine.here("refund", payment, "--amount", "2", "--ticket", "T-81", "--yes").code == 0
    ran = machine.here("refund", payment, "--amount", "1", "--yes")
    ours, theirs = f"by {this_process().user} · ticket T-81", "not recorded here"
    told = [line.strip() for line in ran.err.splitlines() if "→ to refund" in line]
    assert sorted((line[:4], line.endswith(ours), line.endswith(theirs)) for line in told) == [
        ("2.00", True, False),
        ("5.00", False, True),
    ]
