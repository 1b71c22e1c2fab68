"""Why money was refunded, in the words of the overview: a line for each reason, most money first."""

from collections.abc import Sequence

from stancer_tui.language import _, grouped, ngettext
from stancer_tui.models import moments
from stancer_tui.models.money import Money
from stancer_tui.render.dates import day
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.services.overview.chart import Scope
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.refunds.reasons import RefundSum, by_reason
from stancer_tui.services.search.spoken_words import NONE, search_word
from stancer_tui.ui.overview.figure_line import Figure, RefundsGoal
from stancer_tui.ui.overview.figures import REASONS, tries_again
from stancer_tui.ui.overview.refund_reasons import NEWEST, RefundReasons
from stancer_tui.ui.shell.desk_clock import DeskClock


def reason_panel(
    reasons: RefundReasons, currency: str, asked: Scope, clock: DeskClock
) -> tuple[tuple[Figure, ...], str]:
    """A line for each reason in a currency, most money first; a few words where there is none to show."""
    if reasons.trouble is not None:
        return (), tries_again(_("Not known: {reason}.", reason=safe(reasons.trouble).rstrip(".")))
    known = reasons.known
    if known is None:
        return (), _("Reading…")
    low, high = asked.stretch
    since, until = moments.instant_of(low), moments.instant_of(high + 1)
    sums = [each for each in by_reason(known.made(since, until)) if each.currency == currency]
    lines = [_line(each, asked.term) for each in sums[:REASONS]]
    if rest := sums[REASONS:]:
        lines.append(_rest(rest, asked.term))
    if known.lacks(since) and known.complete_since is not None:
        when = day(known.complete_since, now=clock.now(), zone=clock.zone)
        about = _("The newest {count} refunds of the ledger are counted.", count=grouped(NEWEST))
        lines.append(Figure(_("not all: since {day} only", day=when), "", "", Tone.WARNING, about))
    return tuple(lines), "" if lines else _(
        "None in {currency} was confirmed here.", currency=_code(currency)
    )


def _line(each: RefundSum, term: str) -> Figure:
    worth = money(Money(each.amount, each.currency))
    if each.of:
        label = safe(reason_text(each.of))
        about = _("{reason}: refunds of these dates that were confirmed here.", reason=label)
    else:
        label = _("no reason given")
        about = _("Refunds of these dates that were confirmed here without a reason.")
    goal = _goal([each], term)
    return Figure(label, grouped(each.refunds), worth, Tone.PLAIN, about, goal, keeps_extra=True)


def _rest(others: Sequence[RefundSum], term: str) -> Figure:
    """The reasons without a line of their own."""
    words = (safe(reason_text(each.of)) if each.of else _("no reason given") for each in others)
    about = _("Further reasons: {reasons}.", reasons=", ".join(words))
    label = ngettext("{count} more", "{count} more", len(others))
    worth = money(Money(sum(each.amount for each in others), others[0].currency))
    refunds = grouped(sum(each.refunds for each in others))
    return Figure(label, refunds, worth, Tone.MUTED, about, _goal(others, term), keeps_extra=True)


def _goal(sums: Sequence[RefundSum], term: str) -> RefundsGoal:
    """The refunds of these reasons that somebody here confirmed."""
    words = ",".join(search_word(each.of) or NONE for each in sums)
    return RefundsGoal("all", f"reason:{words} -by:{NONE} currency:{sums[0].currency} {term}")


def _code(currency: str) -> str:
    return safe(currency.upper(), 8)
