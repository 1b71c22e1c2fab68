"""Account checks and scorings as one list shows them, from this desk's journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stancer_tui.language import N_, Language, _, using
from stancer_tui.models.check import Check
from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
from stancer_tui.models.scoring import Scoring
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.render.status import StatusView
from stancer_tui.render.tones import Tone
from stancer_tui.services.waiting.result_words import (
    Leaning,
    Verdict,
    check_outcome,
    check_verdict,
    scoring_outcome,
    scoring_verdict,
)
from stancer_tui.services.waiting.results import NOBODY, CheckResults, CheckSubject
from stancer_tui.store.pending_request import NOT_FOUND, OTHER_KEY, PendingRequest, RequestKind, RequestState
from stancer_tui.ui.commands.naming import key_of

KINDS = {RequestKind.CHECK: Kind.CHECK, RequestKind.SCORING: Kind.SCORING}
"""The pending requests that this list shows, and the objects they become."""

NAMES = {RequestKind.CHECK: N_("Account check"), RequestKind.SCORING: N_("Scoring")}
"""What was asked: a message each."""

_STATES = {
    RequestState.PREPARED: StatusView("→", N_("written down"), Tone.PLAIN),
    RequestState.SENDING: StatusView("→", N_("being sent"), Tone.WARNING),
    RequestState.KNOWN: StatusView("…", N_("waiting"), Tone.WARNING),
    RequestState.UNKNOWN: StatusView("?", N_("outcome unknown"), Tone.ERROR),
    RequestState.REFUSED: StatusView("✗", N_("refused"), Tone.ERROR),
    RequestState.NOT_SENT: StatusView("⊘", N_("not sent"), Tone.MUTED),
}

_LOST = {
    NOT_FOUND: StatusView("?", N_("not found"), Tone.WARNING),
    OTHER_KEY: StatusView("·", N_("another key's"), Tone.MUTED),
}

_LOST_SENTENCES = {
    NOT_FOUND: N_(
        "Stancer took it and gave its id, but answers that it does not know it (404, asked several "
        "times): what the bank said is not known here. It moved no money."
    ),
    OTHER_KEY: N_(
        "It was asked with another key; with this one Stancer does not know it (404). Its answer can "
        "be read with that key."
    ),
}

_FOREIGN = N_(
    "An older version asked it with a key that this account is not known to have had: its answer is not read "
    "by itself."
)

_SENTENCES = {
    RequestState.PREPARED: N_("Written down; nothing was sent."),
    RequestState.SENDING: N_("It is being sent."),
    RequestState.KNOWN: N_("Stancer took it; the answer is awaited and read by itself."),
    RequestState.UNKNOWN: N_(
        "It is not known whether Stancer took it, and there is no list to look it up in. "
        "It moves no money: sending it again asks once more."
    ),
    RequestState.REFUSED: N_(
        "Stancer refused it. A refusal is no proof, and it cannot be looked up; it moves no money."
    ),
    RequestState.NOT_SENT: N_("It was not sent."),
}
_REFUSED_WITH = N_(
    "Stancer refused it ({status}). A refusal is no proof, and it cannot be looked up; it moves no money."
)


_TONES = {
    Leaning.GOOD: ("✓", Tone.SUCCESS),
    Leaning.BAD: ("✗", Tone.ERROR),
    Leaning.MIXED: ("!", Tone.WARNING),
    Leaning.WAITING: ("…", Tone.WARNING),
    Leaning.NONE: ("·", Tone.PLAIN),
}

_BEING_READ = StatusView("…", N_("outcome being read"), Tone.MUTED)
_NOT_READ = StatusView("?", N_("outcome not read"), Tone.WARNING)

OUTCOMES = (
    *(view.word for view in (*_STATES.values(), *_LOST.values(), _BEING_READ, _NOT_READ)),
    N_("waiting for the bank"),
    N_("birth date does not match"),
    N_("name does not match"),
)
"""What stands in the column of outcomes: a message each."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An account check or a scoring as a list shows it.

    `result` is what the API answered, where it was read, `about` whom it was about, `trouble` why the result
    could not be read (safe). What is `foreign` may be another account's: it is not read by itself.
    """

    pending: PendingRequest
    result: Check | Scoring | None = None
    about: CheckSubject = NOBODY
    trouble: str = ""
    foreign: bool = False

    @property
    def key(self) -> str:
        """What tells the line from all others."""
        return self.pending.id

    @property
    def name(self) -> str:
        """What was asked."""
        return _(NAMES[self.pending.kind])

    @property
    def view(self) -> StatusView:
        """The outcome, which is more than that the API has answered."""
        pending = self.pending
        if pending.lost and pending.reason is not None:
            return _LOST[pending.reason]
        if pending.state is not RequestState.DONE:
            return _STATES[pending.state]
        if self.result is not None:
            return _view(self.result)
        return _NOT_READ if self.trouble else _BEING_READ

    @property
    def verdict(self) -> Verdict | None:
        """What it came to in a sentence, once it was answered and read."""
        done = self.pending.state is RequestState.DONE
        return verdict_of(self.result) if done and self.result is not None else None

    @property
    def bad(self) -> bool:
        """Whether the bank does not confirm, or the scoring was not made."""
        return self.verdict is not None and self.verdict.leaning is Leaning.BAD

    @property
    def answered(self) -> datetime | None:
        """When the answer came."""
        return self.pending.finished_at if self.pending.state is RequestState.DONE else None

    @property
    def credit(self) -> Money | None:
        """The credit that a scoring was asked for."""
        amount, currency = self.pending.amount, self.pending.currency
        return Money(amount, currency.lower()) if amount is not None and currency else None


def outcome_of(result: Check | Scoring) -> Verdict:
    """What a result says in the few words of a row."""
    return check_outcome(result) if isinstance(result, Check) else scoring_outcome(result)


def verdict_of(result: Check | Scoring) -> Verdict:
    """What a result says in a sentence."""
    return check_verdict(result) if isinstance(result, Check) else scoring_verdict(result)


def name_text(about: CheckSubject, *, mask: bool) -> str:
    """Whom it is about, masked where that is asked for; empty where it is not known."""
    name = about.name
    if not name:
        return ""
    return personal(name, mask=mask)


def subject_text(about: CheckSubject, *, mask: bool) -> str:
    """Whom it is about and the account, in one line; empty where neither is known."""
    return " · ".join(filter(None, (name_text(about, mask=mask), safe(about.account or ""))))


def _view(result: Check | Scoring) -> StatusView:
    verdict = outcome_of(result)
    with using(Language.EN):
        word = outcome_of(result).text
    glyph, tone = _TONES[verdict.leaning]
    return StatusView(glyph, safe(word), tone, safe(verdict.text))


def check_lines(requests: Iterable[PendingRequest], results: CheckResults) -> list[CheckLine]:
    """Those that this list shows, in their order, with what is known of their results."""
    return [_line(each, results) for each in requests if each.kind in KINDS]


def _line(pending: PendingRequest, results: CheckResults) -> CheckLine:
    result = results.of(pending)
    trouble = results.troubles.get(pending.object_id or "")
    why = safe(trouble.said) if trouble is not None else ""
    if not why and results.paused and result is None:
        why = _("Stancer asks for fewer requests, or does not accept the key.")
    foreign = result is None and not results.mine(pending)
    known = result if isinstance(result, (Check, Scoring)) else None
    return CheckLine(pending, known, results.subject(pending), _(_FOREIGN) if foreign else why, foreign)


def request_sentence(line: CheckLine) -> str:
    """What came of a request, in a sentence or two."""
    pending = line.pending
    if pending.lost and pending.reason is not None:
        again = _("{key} asks once more.", key=key_of("list.open")) if pending.reason == NOT_FOUND else ""
        return " ".join(filter(None, (_(_LOST_SENTENCES[pending.reason]), again)))
    if line.foreign or line.verdict is not None:
        return _(_FOREIGN) if line.verdict is None else safe(line.verdict.text, 400)
    if pending.state is RequestState.DONE:
        if line.trouble:
            return _("Answered, and the answer could not be read: {reason}", reason=line.trouble)
        return _("Answered. Nothing of it is kept here but its id, so it is being read from Stancer.")
    if pending.http_status and pending.state is RequestState.REFUSED:
        return _(_REFUSED_WITH, status=pending.http_status)
    shows = _("{key} shows it.", key=key_of("list.open")) if pending.state is RequestState.KNOWN else ""
    return " ".join(filter(None, (_(_SENTENCES[pending.state]), shows)))
