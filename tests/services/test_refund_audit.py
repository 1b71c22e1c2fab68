"""What each event leaves in the journal: the fields of the intent, and the line of the audit."""

import pytest

from stancer_tui.services.refunds.events import (
    Abandon,
    Decided,
    Echoed,
    Found,
    Lost,
    NotSent,
    OwnerGone,
    RefundAnswer,
    RefundEvent,
    Refused,
    Send,
    Settled,
    Several,
    Summed,
)
from stancer_tui.store.intent import Intent, State
from tests.services.refund_world import NOW, intent

DETAILS: dict[RefundEvent, str] = {
    Send(NOW, None): "Send",
    Abandon(): "Abandon",
    OwnerGone(): "OwnerGone",
    NotSent("ConnectError", "refused"): "NotSent ConnectError",
    Refused("Conflict", 409, "no"): "Refused Conflict 409",
    Echoed("refd_x"): "Echoed refd_x",
    Lost("ServerError", 502, "bad gateway"): "Lost ServerError 502",
    Lost("Unreachable", None, "cut"): "Lost Unreachable",
    Found("refd_x", 1250): "Found refd_x",
    Several(("refd_x", "refd_y")): "Several refd_x refd_y",
    Settled(): "Settled",
    Decided("refd_x", "agent"): "Decided refd_x by agent",
    Decided(None, "agent"): "Decided none by agent",
    Summed(1250): "Summed 1250",
}


@pytest.mark.parametrize("event", DETAILS, ids=DETAILS.get)
def test_the_audit_names_what_happened(event: RefundEvent) -> None:
    assert event.detail == DETAILS[event]


def test_an_event_is_what_it_says_and_nothing_else() -> None:
    assert Abandon() == Abandon()
    assert OwnerGone() == OwnerGone()
    assert Settled() == Settled()
    unfinished: tuple[type, ...] = (RefundEvent, RefundAnswer)
    for each in unfinished:
        with pytest.raises(TypeError):
            each()


def test_only_what_was_seen_on_the_payment_rests_on_likeness() -> None:
    assert {type(event) for event in DETAILS if event.by_likeness} == {Found, Several}


def changed(state: State, event: RefundEvent) -> dict[str, object]:
    """The fields of an intent that an event changes."""
    before = intent(state)
    after = event.apply_to(before)
    fields = Intent.__dataclass_fields__
    return {name: getattr(after, name) for name in fields if getattr(after, name) != getattr(before, name)}


def test_each_event_changes_its_own_fields() -> None:
    assert changed(State.PREPARED, Send(NOW, NOW)) == {
        "state": State.SENDING,
        "sent_at": NOW,
        "server_date": NOW,
    }
    assert changed(State.SENDING, Echoed("refd_x")) == {
        "state": State.CONFIRMED,
        "refund_id": "refd_x",
        "http_status": 200,
    }
    assert changed(State.SENDING, NotSent("ConnectError", "refused")) == {
        "state": State.NOT_SENT,
        "error_class": "ConnectError",
        "reason": "refused",
    }
    assert changed(State.SENDING, Refused("Conflict", 409, "no")) == {
        "state": State.UNKNOWN,
        "error_class": "Conflict",
        "http_status": 409,
        "reason": "no",
        "refused": True,
    }
    assert changed(State.SENDING, OwnerGone()) == {
        "state": State.UNKNOWN,
        "error_class": "OwnerGone",
    }
    assert changed(State.UNKNOWN, Found("refd_x", 1250)) == {
        "state": State.CONFIRMED,
        "refund_id": "refd_x",
        "sum_after": 1250,
    }
    assert changed(State.UNKNOWN, Several(("refd_x", "refd_y"))) == {
        "state": State.AMBIGUOUS,
        "candidate_ids": ("refd_x", "refd_y"),
    }
    assert changed(State.CONFIRMED, Summed(1250)) == {"sum_after": 1250}


def test_a_long_reason_is_kept_as_far_as_it_can_be_read() -> None:
    lost = Lost("ServerError", 500, "x" * 500).apply_to(intent(State.SENDING))
    assert lost.reason == "x" * 200
