"""How `stancer-tui refund` ends: the exit code, the sentence and the one object on stdout."""

from dataclasses import dataclass, replace

from stancer_tui.cli.exits import Exit
from stancer_tui.cli.output import put, say
from stancer_tui.cli.shapes import RefundShape, shape_line
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.words import outcome, reason_of
from stancer_tui.store.intent import Intent, State

NOT_BEGUN = "not_begun"
"""The state when nothing was journaled; the other states are the journal's."""

INTERRUPTED = N_("Interrupted.")
NOTHING_SENT = N_("Nothing was sent.")

_SENTENCE = 800
"""Characters: Stancer's own words and ours after them."""

_NOT_KNOWN = N_(
    "The outcome of this refund is not known yet. Do not refund again. "
    "The journal keeps it: this command, run again, or the next start of the desk finds out."
)

_CODES = {
    State.CONFIRMED: Exit.DONE,
    State.REJECTED: Exit.FAILED,
    State.NOT_SENT: Exit.FAILED,
    State.ABANDONED: Exit.FAILED,
    State.WAITING: Exit.WAITS,
    State.DECLINED: Exit.FAILED,
    State.WITHDRAWN: Exit.FAILED,
    State.LAPSED: Exit.FAILED,
}
"""In every other state the outcome is not known."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of the command.

    `intent` is what the journal knows of the refund, `resumed` whether it was confirmed before this command;
    `reason` is a word for programs when nothing was begun, `status` the refund's at Stancer, if read.
    """

    code: Exit
    sentence: str
    intent: Intent | None = None
    reason: str | None = None
    resumed: bool = False
    status: str | None = None


def ending_of(intent: Intent, *, resumed: bool = False) -> Ending:
    """How a refund that was confirmed, now or earlier, ends the command."""
    code = _CODES.get(intent.state, Exit.UNKNOWN_OUTCOME)
    waiting = intent.state in {State.PREPARED, State.SENDING, State.UNKNOWN}
    sentence = _(_NOT_KNOWN) if waiting else outcome(intent)
    if intent.state is State.UNKNOWN and intent.refused:
        refused = _("Stancer refused it: {reason}.", reason=reason_of(intent))
        sentence = f"{refused} {sentence}"
    return Ending(code, sentence, intent, resumed=resumed)


def interrupted(intent: Intent, *, resumed: bool = False) -> Ending:
    """Ctrl+c while a refund was under way; it may have ended by then."""
    ending = ending_of(intent, resumed=resumed)
    return replace(ending, sentence=f"{_(INTERRUPTED)} {ending.sentence}")


def not_begun(reason: str, sentence: str, code: Exit = Exit.FAILED) -> Ending:
    """Nothing was sent, and the sentence says why."""
    return Ending(code, f"{sentence} {_(NOTHING_SENT)}", reason=reason)


def report(ending: Ending, payment: str, mode: Mode, *, json_output: bool) -> int:
    """Write the ending and return its exit code, which a reader who has left does not change."""
    say(safe(ending.sentence, _SENTENCE))
    refund = None if ending.intent is None else ending.intent.refund_id
    if json_output:
        put(shape_line(_shape(ending, payment, mode)))
    elif refund is not None:
        put(safe(refund))
    return ending.code


def _shape(ending: Ending, payment: str, mode: Mode) -> RefundShape:
    """The ending for JSON: every name is always there, amounts are minor units."""
    intent = ending.intent
    return RefundShape(
        state=NOT_BEGUN if intent is None else intent.state.value,
        refund=None if intent is None else intent.refund_id,
        payment=payment,
        mode=mode.value,
        kind=None if intent is None else intent.kind.value,
        amount=None if intent is None else intent.amount,
        currency=None if intent is None else intent.currency,
        amount_decimal=None if intent is None else str(decimal_amount(intent.amount, intent.currency)),
        status=ending.status,
        ticket=None if intent is None else intent.ticket,
        intent=None if intent is None else intent.id,
        resumed=ending.resumed,
        alarm=intent is not None and alarm(intent),
        reason=ending.reason,
        sentence=ending.sentence,
    )
