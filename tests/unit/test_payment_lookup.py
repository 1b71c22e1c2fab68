"""Payments of the same name: the newest are listed, the others counted."""

import random

import pytest

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.people.ties import KnownRows, names
from stancer_tui.store.payment_index import PaymentIndex
from tests.unit.rows import row

NAMES = ("Rémi Pham", "PHAM Rémi", "Zoé Blanc")


def payments(seed: int, count: int) -> list[PaymentRow]:
    """Payments of a few names and customers, on few dates, some without one."""
    draw = random.Random(seed)
    return [
        row(
            number, created=draw.choice((None, 1, 2, 50)), customer={"id": f"cust_{number % 9}", "name": name}
        )
        for number, name in enumerate(draw.choices(NAMES, k=count))
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("whole", [False, True])
def test_the_newest_are_listed_and_the_others_counted(seed: int, whole: bool) -> None:
    known: list[ListedPayment] = list(payments(seed, 60))
    index = PaymentIndex(search_text)
    index.add(known)
    if whole:
        index.add([UnreadableRow("paym_x", "no amount", 3)])
    theirs = [each for each in known if names((each,)) == ["pham remi"]]
    for many in (1, 7, len(theirs), 100):
        newest, older = KnownRows(index).newest(names, "pham remi", many)
        assert len(newest) == min(many, len(theirs))
        assert older == len(theirs) - len(newest)
        assert {each.id for each in newest} <= {each.id for each in theirs}
        left = [each.created or 0 for each in theirs if each not in newest]
        assert min(each.created or 0 for each in newest) >= max(left, default=0)


def test_a_name_that_only_has_the_same_hash_is_no_namesake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancer_tui.store.packed_rows.hash", lambda _: 1, raising=False)
    monkeypatch.setattr("stancer_tui.store.payment_lookup.hash", lambda _: 1, raising=False)
    known = payments(1, 40)
    index = PaymentIndex(search_text)
    index.add(known)
    newest, older = KnownRows(index).newest(names, "blanc zoe", 5)
    assert {each.customer_name for each in newest} == {"Zoé Blanc"}
    assert len(newest) + older == sum(each.customer_name == "Zoé Blanc" for each in known)
