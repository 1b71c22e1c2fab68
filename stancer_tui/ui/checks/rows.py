"""Account checks and scorings as one list shows them, from this desk's journal."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from stancer_tui.models.ids import Kind
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import StatusView, check_status, scoring_status
from stancer_tui.render.tones import Tone
from stancer_tui.store.pending_request import NOT_FOUND, OTHER_KEY, PendingRequest, RequestKind, RequestState
from stancer_tui.ui.commands.naming import key_of

KINDS = {RequestKind.CHECK: Kind.CHECK, RequestKind.SCORING: Kind.SCORING}
"""The pending requests that this list shows, and the objects they become."""

_NAMES = {RequestKind.CHECK: "Account check", RequestKind.SCORING: "Scoring"}

_STATES = {
    RequestState.PREPARED: StatusView("→", "written down", Tone.PLAIN),
    RequestState.SENDING: StatusView("→", "being sent", Tone.WARNING),
    RequestState.KNOWN: StatusView("…", "waiting", Tone.WARNING),
    RequestState.UNKNOWN: StatusView("?", "outcome unknown", Tone.ERROR),
    RequestState.REFUSED: StatusView("✗", "refused", Tone.ERROR),
    RequestState.NOT_SENT: StatusView("⊘", "not sent", Tone.MUTED),
}

_LOST = {
    NOT_FOUND: StatusView("?", "not found", Tone.WARNING),
    OTHER_KEY: StatusView("·", "another key's", Tone.MUTED),
}

_LOST_SENTENCES = {
    NOT_FOUND: "Stancer took it and gave its id, but answers that it does not know it (404, asked several "
    "times): what the bank said is not known here. It moved no money.",
    OTHER_KEY: "It was asked with another key; with this one Stancer does not know it (404). Its answer can "
    "be read with that key.",
}

_SENTENCES = {
    RequestState.PREPARED: "Written down; nothing was sent.",
    RequestState.SENDING: "It is being sent.",
    RequestState.KNOWN: "Stancer took it; the answer is awaited and read by itself.",
    RequestState.UNKNOWN: "It is not known whether Stancer took it, and there is no list to look it up in. "
    "It moves no money: sending it again asks once more.",
    RequestState.REFUSED: "Stancer refused it{status}. A refusal is no proof, and it cannot be looked up; "
    "it moves no money.",
    RequestState.NOT_SENT: "It was not sent.",
    RequestState.DONE: "Answered. Nothing of it is kept here but its id.",
}


class PendingRecords:
    """The pending requests in their order, for the list widget."""

    def __init__(self, pending_requests: Iterable[PendingRequest] = ()) -> None:
        self._pending_requests = tuple(each for each in pending_requests if each.kind in KINDS)
        self._places = {each.id: place for place, each in enumerate(self._pending_requests)}

    def __len__(self) -> int:
        return len(self._pending_requests)

    @property
    def waiting(self) -> int:
        """How many await their answer."""
        return sum(each.waits for each in self._pending_requests)

    def row(self, position: int) -> PendingRequest:
        """The pending request at a place."""
        return self._pending_requests[position]

    def key(self, position: int) -> str:
        """Its id."""
        return self._pending_requests[position].id

    def position_of(self, key: str) -> int | None:
        """Where a pending request stands."""
        return self._places.get(key)


def request_view(pending: PendingRequest) -> StatusView:
    """What the API answered at last, or how far it came."""
    if pending.lost and pending.reason is not None:
        return _LOST[pending.reason]
    if pending.state is not RequestState.DONE:
        return _STATES[pending.state]
    return (check_status if pending.kind is RequestKind.CHECK else scoring_status)(pending.reason)


def request_sentence(pending: PendingRequest) -> str:
    """One sentence on a pending request."""
    if pending.lost and pending.reason is not None:
        again = f" {key_of('list.open')} asks once more." if pending.reason == NOT_FOUND else ""
        return f"{_LOST_SENTENCES[pending.reason]}{again}"
    status = (
        f" ({pending.http_status})" if pending.http_status and pending.state is RequestState.REFUSED else ""
    )
    step = {RequestState.KNOWN: "shows it", RequestState.DONE: "reads it from Stancer"}.get(pending.state)
    return _SENTENCES[pending.state].format(status=status) + (
        f" {key_of('list.open')} {step}." if step else ""
    )


def request_columns(zone: tzinfo, now: datetime) -> tuple[Column[PendingRequest], ...]:
    """The columns of the Checks section."""

    def when(pending: PendingRequest) -> str:
        return dates.short(pending.created_at, now=now, zone=zone)

    def answered(pending: PendingRequest) -> str:
        at = pending.finished_at
        return dates.short(at, now=now, zone=zone) if at and pending.state is RequestState.DONE else NOTHING

    def credit(pending: PendingRequest) -> str:
        if pending.amount is None or pending.currency is None:
            return NOTHING
        return f"{amount(pending.amount, pending.currency)} {safe(pending.currency.upper(), 3)}"

    def object_id(pending: PendingRequest) -> str:
        return safe(pending.object_id) if pending.object_id else NOTHING

    def plain(_pending: PendingRequest) -> Tone:
        return Tone.PLAIN

    return (
        Column("created", "Asked", 12, "left", 2, when, lambda pending: pending.created_at, plain),
        Column("kind", "What", 14, "left", 1, lambda pending: _NAMES[pending.kind], lambda e: e.kind, plain),
        Column("status", "Status", 18, "left", 1, _status, _status, _tone),
        Column("answered", "Answered", 12, "left", 4, answered, answered, plain),
        Column("amount", "Credit", 14, "right", 5, credit, lambda pending: pending.amount, plain),
        Column("object", "Id", 16, "left", 3, object_id, object_id, plain, grow=True, cut_at="middle"),
    )


def _status(pending: PendingRequest) -> str:
    return request_view(pending).text()


def _tone(pending: PendingRequest) -> Tone:
    return request_view(pending).tone
