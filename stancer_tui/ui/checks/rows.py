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
from stancer_tui.store.errand import NOT_FOUND, OTHER_KEY, Errand, ErrandKind, ErrandState
from stancer_tui.ui.commands.naming import key_of

KINDS = {ErrandKind.CHECK: Kind.CHECK, ErrandKind.SCORING: Kind.SCORING}
"""The errands that this list shows, and the objects they become."""

_NAMES = {ErrandKind.CHECK: "Account check", ErrandKind.SCORING: "Scoring"}

_STATES = {
    ErrandState.PREPARED: StatusView("→", "written down", Tone.PLAIN),
    ErrandState.SENDING: StatusView("→", "being sent", Tone.WARNING),
    ErrandState.KNOWN: StatusView("…", "waiting", Tone.WARNING),
    ErrandState.UNKNOWN: StatusView("?", "outcome unknown", Tone.ERROR),
    ErrandState.REFUSED: StatusView("✗", "refused", Tone.ERROR),
    ErrandState.NOT_SENT: StatusView("⊘", "not sent", Tone.MUTED),
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
    ErrandState.PREPARED: "Written down; nothing was sent.",
    ErrandState.SENDING: "It is being sent.",
    ErrandState.KNOWN: "Stancer took it; the answer is awaited and read by itself.",
    ErrandState.UNKNOWN: "It is not known whether Stancer took it, and there is no list to look it up in. "
    "It moves no money: sending it again asks once more.",
    ErrandState.REFUSED: "Stancer refused it{status}. A refusal is no proof, and it cannot be looked up; "
    "it moves no money.",
    ErrandState.NOT_SENT: "It was not sent.",
    ErrandState.DONE: "Answered. Nothing of it is kept here but its id.",
}


class ErrandRecords:
    """The errands in their order, for the list widget."""

    def __init__(self, errands: Iterable[Errand] = ()) -> None:
        self._errands = tuple(each for each in errands if each.kind in KINDS)
        self._places = {each.id: place for place, each in enumerate(self._errands)}

    def __len__(self) -> int:
        return len(self._errands)

    @property
    def waiting(self) -> int:
        """How many await their answer."""
        return sum(each.waits for each in self._errands)

    def row(self, position: int) -> Errand:
        """The errand at a place."""
        return self._errands[position]

    def key(self, position: int) -> str:
        """Its id."""
        return self._errands[position].id

    def position_of(self, key: str) -> int | None:
        """Where an errand stands."""
        return self._places.get(key)


def errand_view(errand: Errand) -> StatusView:
    """What the API answered at last, or how far it came."""
    if errand.lost and errand.reason is not None:
        return _LOST[errand.reason]
    if errand.state is not ErrandState.DONE:
        return _STATES[errand.state]
    return (check_status if errand.kind is ErrandKind.CHECK else scoring_status)(errand.reason)


def errand_sentence(errand: Errand) -> str:
    """One sentence on an errand."""
    if errand.lost and errand.reason is not None:
        again = f" {key_of('list.open')} asks once more." if errand.reason == NOT_FOUND else ""
        return f"{_LOST_SENTENCES[errand.reason]}{again}"
    status = f" ({errand.http_status})" if errand.http_status and errand.state is ErrandState.REFUSED else ""
    way = {ErrandState.KNOWN: "shows it", ErrandState.DONE: "reads it from Stancer"}.get(errand.state)
    return _SENTENCES[errand.state].format(status=status) + (f" {key_of('list.open')} {way}." if way else "")


def errand_columns(zone: tzinfo, now: datetime) -> tuple[Column[Errand], ...]:
    """The columns of the Checks section."""

    def when(errand: Errand) -> str:
        return dates.short(errand.created_at, now=now, zone=zone)

    def answered(errand: Errand) -> str:
        at = errand.finished_at
        return dates.short(at, now=now, zone=zone) if at and errand.state is ErrandState.DONE else NOTHING

    def credit(errand: Errand) -> str:
        if errand.amount is None or errand.currency is None:
            return NOTHING
        return f"{amount(errand.amount, errand.currency)} {safe(errand.currency.upper(), 3)}"

    def object_id(errand: Errand) -> str:
        return safe(errand.object_id) if errand.object_id else NOTHING

    def plain(_errand: Errand) -> Tone:
        return Tone.PLAIN

    return (
        Column("created", "Asked", 12, "left", 2, when, lambda errand: errand.created_at, plain),
        Column("kind", "What", 14, "left", 1, lambda errand: _NAMES[errand.kind], lambda e: e.kind, plain),
        Column("status", "Status", 18, "left", 1, _status, _status, _tone),
        Column("answered", "Answered", 12, "left", 4, answered, answered, plain),
        Column("amount", "Credit", 14, "right", 5, credit, lambda errand: errand.amount, plain),
        Column("object", "Id", 16, "left", 3, object_id, object_id, plain, grow=True, cut_at="middle"),
    )


def _status(errand: Errand) -> str:
    return errand_view(errand).text()


def _tone(errand: Errand) -> Tone:
    return errand_view(errand).tone
