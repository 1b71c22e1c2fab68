"""Whose payments a batch holds, and what is said of it: in words that are safe to show."""

from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any, cast

import pytest

from stancer_tui.models.payment_row import PaymentRow, UnreadableRow, payment_row
from stancer_tui.services.refunds.batch_persons import persons
from stancer_tui.services.refunds.batch_plan import Candidate, PlanTrouble
from stancer_tui.services.refunds.batch_run import Stop
from stancer_tui.services.refunds.batch_words import all_made, counts, skipped, stop_text, trouble_text
from stancer_tui.services.refunds.errors import OfferSpent, PaymentChanged
from stancer_tui.store.batch import BatchItem, ItemState
from stancer_tui.store.intent import RefundKind, State
from stancer_tui.ui.refunds.batch_rows import ProgressLine, ReviewLine, progress_columns, review_columns
from stancer_tui.ui.refunds.batch_summary import EXPORT, summary
from stancer_tui.ui.refunds.batches import Batches
from stancer_tui.ui.shell.desk_clock import DeskClock
from tests.services.refund_world import NOW, intent, offer, seen, view
from tests.ui.hostile_texts import HARMFUL, PAYLOADS
from tests.unit.test_batch_table import batch, item

BASE = {"amount": 3490, "currency": "eur", "status": "captured"}


def row(place: str, customer: dict[str, str] | None = None) -> PaymentRow:
    return payment_row(BASE | {"id": f"paym_{place}", "customer": customer or None})


PERSONS: dict[str, tuple[list[dict[str, str]], int]] = {
    "one customer": ([{"id": "cust_1"}, {"id": "cust_1"}], 1),
    "one e-mail, in another case": ([{"id": "cust_1", "email": "a@b.example"}, {"email": "A@B.example"}], 1),
    "one mobile, spelt otherwise": ([{"mobile": "+33639982745"}, {"mobile": "06 39 98 27 45"}], 1),
    "two countries' mobiles that end alike": ([{"mobile": "+33639982745"}, {"mobile": "+34639982745"}], 2),
    "two customers": ([{"id": "cust_1", "name": "Pham"}, {"id": "cust_2", "name": "Pham"}], 2),
    "joined by a third": (
        [{"id": "cust_1"}, {"email": "a@b.example"}, {"id": "cust_1", "email": "a@b.example"}],
        1,
    ),
    "only a name": ([{"name": "Rémi Pham"}, {"name": "Rémi Pham"}], 2),
    "nothing known": ([{}, {}], 2),
}


@pytest.mark.parametrize("name", PERSONS)
def test_persons_are_told_apart_by_what_is_theirs_alone(name: str) -> None:
    customers, number = PERSONS[name]
    assert persons([row(str(place), customer) for place, customer in enumerate(customers)]) == number


def test_one_card_makes_no_one_person() -> None:
    card = {"id": "card_1", "last4": "0003"}
    rows = [payment_row(BASE | {"id": f"paym_{name}", "card": card}) for name in "ab"]
    assert persons(rows) == 2


@pytest.mark.parametrize(
    ("second", "made"),
    [
        (item(2, intent=intent(State.CONFIRMED)), True),
        (item(2, intent=intent(State.REJECTED)), False),
        (item(2, note="Left out by the agent."), False),
    ],
)
def test_a_batch_is_made_only_where_every_refund_was(second: BatchItem, made: bool) -> None:
    assert all_made(batch("ended", item(1, intent=intent(State.CONFIRMED)), second)) is made


def test_every_trouble_and_every_stop_has_its_sentence() -> None:
    assert all(trouble_text(each) for each in PlanTrouble)
    assert all(stop_text(each) for each in Stop)


def test_counts_say_each_item_once() -> None:
    items = tuple(
        replace(
            item(place),
            intent=intent(state, id=f"item-{place}", refused=refused) if state is not None else None,
            state=ItemState.SKIPPED if skipped_item else ItemState.WAITING,
            note="It changed." if skipped_item else None,
        )
        for place, (state, refused, skipped_item) in enumerate(
            (
                (State.CONFIRMED, False, False),
                (State.CONFIRMED, False, False),
                (State.UNKNOWN, False, False),
                (State.UNKNOWN, True, False),
                (State.REJECTED, True, False),
                (State.NOT_FOUND, False, False),
                (State.NOT_SENT, False, False),
                (None, False, True),
                (None, False, False),
            )
        )
    )
    assert counts(batch("batch", *items)) == (
        "2 made, 1 not known yet, 1 without a trace, 2 refused, 1 stopped before sending, 1 left out, "
        "1 not sent"
    )


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("state", State)
def test_whatever_came_of_an_item_is_counted_once(state: State, refused: bool) -> None:
    said = counts(batch("batch", item(1, intent=intent(state, id="item-1", refused=refused))))
    assert said.startswith("1 ")
    assert "," not in said


def test_a_refusal_that_was_made_after_all_is_made() -> None:
    found = intent(State.CONFIRMED, id="item-1", refused=True)
    assert counts(batch("batch", item(1, intent=found))) == "1 made"


def test_a_payment_that_changed_says_how() -> None:
    refunded = offer(view(seen("A", 5000)))
    assert skipped(PaymentChanged(refunded)) == "Somebody refunded it since it was shown: nothing is left."
    found = replace(refunded, found=(intent(State.CONFIRMED),))
    assert skipped(PaymentChanged(found)) == "An earlier refund of it was made after all."
    assert skipped(PaymentChanged(offer(view(status="disputed")))) == "It changed since it was shown."
    assert skipped(OfferSpent("spent")) == "It could not be sent as it was confirmed."


def batches(*, mask: bool) -> Batches:
    return Batches(
        cast(Any, None),
        loaded=lambda *_: (),
        data=cast(Any, None),
        mask=mask,
        desk_clock=DeskClock(lambda: datetime.now(UTC), UTC),
        clock=monotonic,
        changed=lambda: None,
        notify=lambda *_: None,
        places=cast(Any, None),
    )


def test_a_masked_desk_names_nobody() -> None:
    payment = row("one", {"id": "cust_1", "name": "Océane Rivière", "email": "oceane@courriel.example"})
    plain, masked = batches(mask=False), batches(mask=True)
    assert "Océane Rivière" in plain.identity(payment)
    assert plain.person(payment) == "Océane Rivière"
    for text in (masked.identity(payment), masked.person(payment)):
        assert "Rivière" not in text
        assert "oceane" not in text
        assert "•••" in text


def test_what_is_not_known_of_a_person_says_so() -> None:
    known = batches(mask=False)
    assert known.person(row("one")) == "not reported"
    assert known.identity(UnreadableRow("paym_broken", "no amount")) == "paym_broken"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_foreign_is_obeyed(payload: str) -> None:
    text = PAYLOADS[payload]
    payment = payment_row(BASE | {"id": "paym_one", "order_id": text, "customer": {"id": "c", "name": text}})
    who = batches(mask=False).identity(payment)
    made = intent(State.REJECTED, id="item-1", reason=text, refund_id=text, refused=True)
    line = ProgressLine(text, who, replace(item(1), intent=made, note=text))
    left_out = ProgressLine(text, who, replace(item(1), note=text))
    review = ReviewLine(
        "paym_one", who, payment, ("hidden by the search",), Candidate("paym_one", offer(view()))
    )
    said = [
        summary([line, left_out], batch("b", item(1), ticket=text), NOW, UTC).replace("\n", ""),
        *(column.text(line) for column in progress_columns()),
        *(column.text(review) for column in review_columns()),
        *(each.story for each in (line, left_out, review)),
        str(next(column for column in EXPORT if column.name == "outcome").value(line)),
    ]
    assert not [each for each in said if set(each) & HARMFUL]


def test_a_line_says_what_came_of_it() -> None:
    outcomes = {
        State.CONFIRMED: "✓ refund made",
        State.REJECTED: "✗ refused",
        State.UNKNOWN: "not known yet",
        State.NOT_FOUND: "no trace so far",
        State.NOT_SENT: "✗ not sent",
    }
    for state, words in outcomes.items():
        assert ProgressLine("p", "who", replace(item(1), intent=intent(state))).outcome == words
    refused = replace(item(1), intent=intent(State.UNKNOWN, refused=True))
    assert ProgressLine("p", "who", refused).outcome == "✗ refused, being checked"
    cancelled = replace(item(1), intent=intent(State.CONFIRMED, kind=RefundKind.CANCEL))
    assert ProgressLine("p", "who", cancelled).outcome == "✓ cancelled"
    assert ProgressLine("p", "who", item(1), now=True).outcome == "› reading, then sending…"
    assert ProgressLine("p", "who", item(1)).outcome == "not sent yet"
