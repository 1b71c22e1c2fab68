"""Account checks and scorings as one list shows them, from this desk's journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
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


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An account check or a scoring as a list shows it."""

    pending: PendingRequest

    @property
    def key(self) -> str:
        """What tells the line from all others."""
        return self.pending.id

    @property
    def name(self) -> str:
        """What was asked."""
        return _NAMES[self.pending.kind]

    @property
    def view(self) -> StatusView:
        """What the API answered at last, or how far it came."""
        return request_view(self.pending)

    @property
    def answered(self) -> datetime | None:
        """When the answer came."""
        return self.pending.finished_at if self.pending.state is RequestState.DONE else None

    @property
    def credit(self) -> Money | None:
        """The credit that a scoring was asked for."""
        amount, currency = self.pending.amount, self.pending.currency
        return Money(amount, currency.lower()) if amount is not None and currency else None


def check_lines(requests: Iterable[PendingRequest]) -> list[CheckLine]:
    """Those that this list shows, in their order."""
    return [CheckLine(each) for each in requests if each.kind in KINDS]


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
