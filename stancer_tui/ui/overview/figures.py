"""The overview's numbers in words: what each is called, how it is shown, and where it leads."""

from collections.abc import Sequence
from datetime import datetime

from stancer_tui.language import N_, _, decimal_mark, grouped, ngettext, pgettext
from stancer_tui.models import moments
from stancer_tui.models.ids import Kind
from stancer_tui.models.payout import Payout
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.money import amount, money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payout_status
from stancer_tui.render.tones import Tone
from stancer_tui.services.overview.figures import (
    ACCEPTED,
    CAPTURED,
    DECLINED,
    ON_THE_WAY,
    SOON,
    Figures,
    Total,
)
from stancer_tui.services.payouts.upcoming import Opened
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import DISPUTES
from stancer_tui.ui.overview.figure_line import Figure, ObjectGoal, RefundsGoal, SearchGoal, SectionGoal

CODES = 5
"""Decline codes that have a line of their own."""

PAYOUTS = 6
"""Payouts that have a line of their own."""

REASONS = 5
"""Reasons of refunds that have a line of their own."""

_CODE = 5
"""Cells of a code and the blank behind it."""

_DAY = 8
"""Likewise of the day on which a payout arrives."""

_DECIDED = ",".join((*ACCEPTED, *DECLINED))


def _searching(currency: str, term: str, *terms: str) -> SearchGoal:
    return SearchGoal(" ".join((f"currency:{currency}", *terms, term)))


def _amount(part: Total, currency: str) -> str:
    return f"{amount(part.amount, currency)} {safe(currency.upper(), 8)}"


def payment_figures(figures: Figures, currency: str, term: str) -> tuple[Figure, ...]:
    """The payments of the window: how many, how much was taken, how many were accepted."""

    def line(label: str, part: Total, about: str, *terms: str, tone: Tone = Tone.PLAIN) -> Figure:
        extra = _amount(part, currency) if terms else ""
        goal = _searching(currency, term, *terms)
        return Figure(label, grouped(part.count), extra, tone if part.count else Tone.PLAIN, about, goal)

    rate, accepted, decided = figures.per_mille, grouped(figures.accepted), grouped(figures.decided)
    acceptance = Figure(
        _("Acceptance"),
        "–" if rate is None else f"{rate // 10}{decimal_mark()}{rate % 10} %",
        _("{count} of {all}", count=accepted, all=decided) if figures.decided else "",
        Tone.PLAIN,
        _(
            "Accepted ÷ (accepted + refused + failed), rounded down. "
            "Canceled and undecided ones are left out."
        ),
        _searching(currency, term, f"status:{_DECIDED}"),
    )
    return (
        line(_("Payments"), figures.all, _("Every payment of these dates, whatever came of it.")),
        line(
            _("Captured"),
            figures.part(*CAPTURED),
            _("Credited to your account; refunds and fees are not subtracted."),
            "status:captured",
        ),
        line(
            _("On the way"),
            figures.part(*ON_THE_WAY),
            _("To capture and capture sent: authorized, the money follows."),
            f"status:{','.join(ON_THE_WAY)}",
        ),
        acceptance,
        line(
            _("Declined"),
            figures.part(*DECLINED),
            _("Refused and failed payments; their codes are listed here too."),
            f"status:{','.join(DECLINED)}",
        ),
        line(
            _("Undecided"),
            figures.undecided,
            _("Without a status (the customer has not finished), canceled, or a status unknown to us."),
            f"-status:{_DECIDED}",
        ),
    )


def attention_figures(figures: Figures, currency: str, term: str, now: datetime) -> tuple[Figure, ...]:
    """What somebody should look at, except the disputes, which are read separately."""
    expiring = figures.expiring(now)
    first = moments.instant(expiring.first)
    disputed = figures.part("disputed")
    return (
        Figure(
            _("Expiring soon"),
            grouped(expiring.count),
            _("first {when}", when=dates.elapsed(first, now)) if first is not None else "",
            Tone.WARNING if expiring.count else Tone.PLAIN,
            _(
                "Authorisations that run out within {days} days, of those loaded. "
                "Computed: 7 days after the payment was created.",
                days=SOON.days,
            ),
            SearchGoal(f"currency:{currency} status:authorized date:..5d"),
        ),
        Figure(
            _("Disputed"),
            grouped(disputed.count),
            _amount(disputed, currency) if disputed.count else "",
            Tone.ERROR if disputed.count else Tone.PLAIN,
            _("Payments of these dates that their customers contested."),
            _searching(currency, term, "status:disputed"),
        ),
        _refunds(
            _("Refunds moving"),
            figures.moving_refunds,
            RefundsGoal("in flight", f"currency:{currency}"),
            Tone.PLAIN,
            _("Refunds of the loaded payments that Stancer or the bank is working on."),
        ),
        _refunds(
            _("Refunds failed"),
            figures.lost_refunds,
            RefundsGoal("failed", f"currency:{currency}"),
            Tone.ERROR,
            _("Refunds of the loaded payments that failed or were not honoured: no money went back."),
        ),
    )


def _refunds(label: str, part: Total, goal: RefundsGoal, tone: Tone, about: str) -> Figure:
    extra = _amount(part, goal.text.removeprefix("currency:")) if part.count else ""
    return Figure(label, grouped(part.count), extra, tone if part.count else Tone.PLAIN, about, goal)


def disputes_figure(opened: Opened | None, trouble: str) -> Figure:
    """The disputes opened in the window, of all currencies: a list of disputes names none."""
    about = _("Disputes that were opened in these dates, in every currency, whenever the payment was made.")
    if trouble:
        return Figure(
            _("Disputes opened"),
            "?",
            _("not read"),
            Tone.WARNING,
            tries_again(trouble),
        )
    if opened is None:
        return Figure(_("Disputes opened"), "…", "", Tone.MUTED, about)
    count = len(opened.disputes)
    more = "+" if opened.more else ""
    tone = Tone.ERROR if count else Tone.PLAIN
    return Figure(
        _("Disputes opened"),
        f"{grouped(count)}{more}",
        _("all currencies"),
        tone,
        about,
        SectionGoal(DISPUTES.name) if count else None,
    )


def decline_entry(code: str | None) -> CodeEntry | None:
    """What is known of a decline's code."""
    if code is None:
        return None
    return lookup(code, Family.CARD) or lookup(code, Family.SEPA)


def decline_figures(figures: Figures, currency: str, term: str) -> tuple[Figure, ...]:
    """The most frequent decline codes with their meaning, and the rest in one line."""
    codes = figures.declines()
    total = sum(count for _code, count in codes)
    declined = f"status:{','.join(DECLINED)}"
    lines = []
    for code, count in codes[:CODES]:
        entry, asked = decline_entry(code), _asked(code)
        title = entry.title if entry else _("No code reported") if code is None else _("Unknown code")
        told = _("{meaning} Retry: {retry}.", meaning=entry.meaning, retry=entry.retry.words) if entry else ""
        goal = _searching(currency, term, declined, f"code:{asked}")
        shown = asked if code is not None else pgettext("code", "none")
        label = f"{shown:<{_CODE}}{title}" if len(shown) < _CODE else f"{shown} {title}"
        share = f"{count * 100 // total} %"
        lines.append(Figure(label, grouped(count), share, Tone.PLAIN, told or f"{title}.", goal))
    if rest := codes[CODES:]:
        lines.append(_rest(rest, currency, term, declined))
    return tuple(lines)


def _rest(codes: Sequence[tuple[str | None, int]], currency: str, term: str, declined: str) -> Figure:
    """The codes without a line of their own."""
    named = [_asked(code) for code, _count in codes]
    others = sum(count for _code, count in codes)
    about = ngettext(
        "{count} more codes: {codes}.", "{count} more codes: {codes}.", len(codes), codes=", ".join(named)
    )
    label = ngettext("{count} more code", "{count} more codes", len(codes))
    goal = _searching(currency, term, declined, f"code:{','.join(named)}")
    return Figure(f"{' ' * _CODE}{label}", grouped(others), "", Tone.MUTED, about, goal)


def _asked(code: str | None) -> str:
    """A code as a search asks for it."""
    return safe(code, 12) if code is not None else "none"


def payout_figures(payouts: Sequence[Payout], now: datetime) -> tuple[Figure, ...]:
    """The payouts that have not arrived, the next one first."""
    lines = []
    for payout in payouts[:PAYOUTS]:
        view = payout_status(payout.status)
        when = dates.paris_day(payout.date_bank, now=now) if payout.date_bank else _(dates.NO_DATE)
        known = payout.money
        text = money(known) if known else _("{amount} (no currency)", amount=grouped(payout.amount))
        tone = Tone.ERROR if payout.status == "failed" else Tone.PLAIN
        goal = ObjectGoal(Kind.PAYOUT, payout.id) if payout.id else None
        day = f"{when:<{_DAY}}" if len(when) < _DAY else f"{when} "
        lines.append(Figure(f"{day}{view.text()}", "", text, tone, _payout_words(payout, text, when), goal))
    return tuple(lines)


def _payout_words(payout: Payout, amount: str, when: str) -> str:
    message = (
        N_("Payout of {amount}, {status}; it reaches the bank on {when}.")
        if payout.date_bank is not None
        else N_("Payout of {amount}, {status}; the API reports no date on which it arrives yet.")
    )
    about = _(message, amount=amount, status=payout_status(payout.status).shown, when=when)
    if payout.created is None:
        return about
    made = _("Created {date}.", date=dates.paris_date(payout.created))
    return f"{about} {made}"


def tries_again(trouble: str) -> str:
    """What went wrong, and the key that tries again."""
    return _("{trouble} {key} tries again.", trouble=trouble, key=key_of("overview.refresh"))
