"""The overview's numbers in words: what each is called, how it is shown, and where it leads."""

from collections.abc import Sequence
from datetime import datetime

from stancer_tui.models import moments
from stancer_tui.models.dispute import Dispute
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
from stancer_tui.ui.commands.sections import DISPUTES, SECTIONS
from stancer_tui.ui.overview.figure_line import Figure, ObjectsGoal, RefundsGoal, SearchGoal, SectionGoal

CODES = 5
"""Decline codes that have a line of their own."""

PAYOUTS = 6
"""Payouts that have a line of their own."""

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
        return Figure(label, f"{part.count:,}", extra, tone if part.count else Tone.PLAIN, about, goal)

    rate = figures.per_mille
    acceptance = Figure(
        "Acceptance",
        "–" if rate is None else f"{rate // 10}.{rate % 10} %",
        f"{figures.accepted:,} of {figures.decided:,}" if figures.decided else "",
        Tone.PLAIN,
        "Accepted ÷ (accepted + refused + failed), rounded down. Canceled and undecided ones are left out.",
        _searching(currency, term, f"status:{_DECIDED}"),
    )
    return (
        line("Payments", figures.all, "Every payment of these dates, whatever came of it."),
        line(
            "Captured",
            figures.part(*CAPTURED),
            "Credited to your account; refunds and fees are not subtracted.",
            "status:captured",
        ),
        line(
            "On the way",
            figures.part(*ON_THE_WAY),
            "To capture and capture sent: authorized, the money follows.",
            f"status:{','.join(ON_THE_WAY)}",
        ),
        acceptance,
        line(
            "Declined",
            figures.part(*DECLINED),
            "Refused and failed payments; their codes are listed here too.",
            f"status:{','.join(DECLINED)}",
        ),
        line(
            "Undecided",
            figures.undecided,
            "Without a status (the customer has not finished), canceled, or a status unknown to us.",
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
            "Expiring soon",
            f"{expiring.count:,}",
            f"first {dates.elapsed(first, now)}" if first is not None else "",
            Tone.WARNING if expiring.count else Tone.PLAIN,
            f"Authorisations that run out within {SOON.days} days, of those loaded. "
            "Computed: 7 days after the payment was created.",
            SearchGoal(f"currency:{currency} status:authorized date:..5d"),
        ),
        Figure(
            "Disputed",
            f"{disputed.count:,}",
            _amount(disputed, currency) if disputed.count else "",
            Tone.ERROR if disputed.count else Tone.PLAIN,
            "Payments of these dates that their customers contested.",
            _searching(currency, term, "status:disputed"),
        ),
        _refunds(
            "Refunds moving",
            figures.moving_refunds,
            RefundsGoal("in flight", f"currency:{currency}"),
            Tone.PLAIN,
            "Refunds of the loaded payments that Stancer or the bank is working on.",
        ),
        _refunds(
            "Refunds failed",
            figures.lost_refunds,
            RefundsGoal("failed", f"currency:{currency}"),
            Tone.ERROR,
            "Refunds of the loaded payments that failed or were not honoured: no money went back.",
        ),
    )


def _refunds(label: str, part: Total, goal: RefundsGoal, tone: Tone, about: str) -> Figure:
    extra = _amount(part, goal.text.removeprefix("currency:")) if part.count else ""
    return Figure(label, f"{part.count:,}", extra, tone if part.count else Tone.PLAIN, about, goal)


def disputes_figure(opened: Opened | None, trouble: str, now: datetime) -> Figure:
    """The disputes opened in the window, of all currencies: a list of disputes names none."""
    about = "Disputes that were opened in these dates, in every currency, whenever the payment was made."
    if trouble:
        return Figure(
            "Disputes opened",
            "?",
            "not read",
            Tone.WARNING,
            f"{trouble} {key_of('overview.refresh')} tries again.",
        )
    if opened is None:
        return Figure("Disputes opened", "…", "", Tone.MUTED, about)
    count = len(opened.disputes)
    goal: SectionGoal | ObjectsGoal | None = ObjectsGoal(
        Kind.DISPUTE, tuple((each.id, _dispute_words(each, now)) for each in opened.disputes if each.id)
    )
    if DISPUTES in SECTIONS:
        goal = SectionGoal(DISPUTES.name)
    more = "+" if opened.more else ""
    tone = Tone.ERROR if count else Tone.PLAIN
    return Figure(
        "Disputes opened", f"{count:,}{more}", "all currencies", tone, about, goal if count else None
    )


def _dispute_words(dispute: Dispute, now: datetime) -> str:
    when = dates.paris_day(dispute.created, now=now) if dispute.created else "no date"
    return f"{when} · code {safe(dispute.response or 'none', 12)}"


def decline_entry(code: str | None) -> CodeEntry | None:
    """What is known of a decline's code."""
    if code is None:
        return None
    return lookup(code, Family.CARD) or lookup(code, Family.SEPA)


def decline_figures(figures: Figures, currency: str, term: str) -> tuple[Figure, ...]:
    """The most frequent decline codes with their meaning, and the rest in one line."""
    codes = figures.declines()
    total = sum(count for _, count in codes)
    declined = f"status:{','.join(DECLINED)}"
    lines = []
    for code, count in codes[:CODES]:
        entry = decline_entry(code)
        name = safe(code, 12) if code is not None else "none"
        title = entry.title if entry else ("No code reported" if code is None else "Unknown code")
        about = f"{entry.meaning} Retry: {entry.retry.words}." if entry else f"{title}."
        goal = _searching(currency, term, declined, f"code:{name}")
        lines.append(
            Figure(f"{name:<5}{title}", f"{count:,}", f"{count * 100 // total} %", Tone.PLAIN, about, goal)
        )
    rest = codes[CODES:]
    if rest:
        others = sum(count for _, count in rest)
        named = ",".join(safe(code, 12) if code is not None else "none" for code, _ in rest)
        goal = _searching(currency, term, declined, f"code:{named}")
        about = f"{len(rest)} more codes: {named.replace(',', ', ')}."
        noun = "code" if len(rest) == 1 else "codes"
        lines.append(Figure(f"     {len(rest)} more {noun}", f"{others:,}", "", Tone.MUTED, about, goal))
    return tuple(lines)


def payout_figures(payouts: Sequence[Payout], now: datetime) -> tuple[Figure, ...]:
    """The payouts that have not arrived, the next one first."""
    lines = []
    for payout in payouts[:PAYOUTS]:
        view = payout_status(payout.status)
        when = dates.paris_day(payout.date_bank, now=now) if payout.date_bank else "no date"
        made = f" Created {dates.paris_date(payout.created)}." if payout.created else ""
        known = payout.money
        text = money(known) if known else f"{payout.amount:,} (no currency)"
        about = f"Payout of {text}, {view.shown}; it reaches the bank on {when}.{made}"
        if payout.date_bank is None:
            about = f"Payout of {text}, {view.shown}; the API reports no date on which it arrives yet.{made}"
        tone = Tone.ERROR if payout.status == "failed" else Tone.PLAIN
        goal = ObjectsGoal(Kind.PAYOUT, ((payout.id, view.word),)) if payout.id else None
        lines.append(Figure(f"{when:<8}{view.text()}", "", text, tone, about, goal))
    return tuple(lines)
