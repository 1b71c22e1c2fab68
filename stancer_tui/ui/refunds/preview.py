"""What is said of the refund under the cursor: its preview, what can be copied of it, one sentence on it."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import N_, _, capitalised
from stancer_tui.models.money import Money
from stancer_tui.render import dates
from stancer_tui.render.behind import identity_line
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import NOT_HERE, by_text, ticket_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.ui.refunds.listing import NOT_YET, SENT_LATER, SETTLED_LATER, due
from stancer_tui.ui.refunds.rows import LATE, RefundLine
from stancer_tui.ui.widgets.behind_facts import NOT_REPORTED, behind_facts, two_lines
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.row_preview import Preview

_OF_PAYMENT = N_("Refund of {amount}: {status} (payment {payment})")
_OF_ORDER = N_("Refund of {amount}: {status} (payment {payment}, order {order})")


def refund_preview(line: RefundLine, *, now: datetime, zone: tzinfo, mask: bool, why: str = "") -> Preview:
    """The amount and the status, what happened to the money and when it arrives, whose it is, the rest.

    `why` says why its payment could not be read (safe).
    """
    head = Content.assemble(
        (money(Money(line.amount, line.currency)), "bold"),
        "   ",
        toned(line.view),
        "\n\n",
        Content(outcome_words(line)),
    )
    rest = (
        (_("Created"), dates.full(line.created, now=now, zone=zone) if line.created else _(NOT_REPORTED)),
        (_("Payment"), safe(line.payment)),
        (capitalised(_("refund")), safe(line.refund_id) if line.refund_id else None),
    )
    facts = (
        *_journey(line, now=now, zone=zone),
        *behind_facts(line.row, line.behind, order=line.order, reason=why, mask=mask),
        *(Fact(label, value) for label, value in rest if value is not None),
    )
    return Preview(safe(line.refund_id or line.payment), head, _strip(line, now, zone, mask=mask), facts)


def _journey(line: RefundLine, *, now: datetime, zone: tzinfo) -> list[Fact]:
    """When it was sent and settled, by whom it was confirmed and for which ticket."""

    def settles(day: datetime) -> str:
        return due(day, dates.paris_date(day), now)

    facts = []
    if line.refund is not None:
        facts += [
            Fact(
                _("Sent"), _dated(line, line.sent, SENT_LATER, lambda at: dates.full(at, now=now, zone=zone))
            ),
            Fact(_("Settled"), _dated(line, line.settled, SETTLED_LATER, settles)),
        ]
    by = safe(line.by) if line.by else _(NOT_HERE)
    facts.append(Fact(_("By"), by))
    if line.ticket:
        facts.append(Fact(_("Ticket"), safe(line.ticket)))
    return facts


def _dated(
    line: RefundLine, at: datetime | None, later: frozenset[str], shown: Callable[[datetime], str]
) -> str:
    if at is not None:
        return shown(at)
    return _(NOT_YET) if line.refund is not None and line.refund.status in later else _(NOT_REPORTED)


def _strip(line: RefundLine, now: datetime, zone: tzinfo, *, mask: bool) -> Content:
    """The status, how far the money has come, and for which ticket; then whose it is."""
    parts = []
    if line.sent:
        parts.append(_("sent {moment}", moment=dates.short(line.sent, now=now, zone=zone)))
    if line.settled:
        day = dates.paris_day(line.settled, now=now)
        ahead = line.settled > now
        parts.append(due(line.settled, day, now) if ahead else _("settled {day}", day=day))
    elif line.refund is None or line.unresolved:
        parts.append(outcome_words(line))
    elif line.refund.status in SETTLED_LATER:
        parts.append(_("not settled yet") if line.sent else _("not sent yet"))
    if line.ticket:
        parts.append(ticket_text(line.ticket))
    if line.by:
        parts.append(by_text(line.by))
    first = Content.assemble(toned(line.view), (f" · {' · '.join(parts)}" if parts else "", "$muted"))
    return two_lines(first, identity_line(line.row, line.behind, order=line.order, mask=mask))


def refund_entries(line: RefundLine) -> list[CopyEntry]:
    """What can be copied of a refund; what it does not have is left out."""
    parts = (
        ("i", _("refund id"), line.refund_id),
        ("p", _("payment id"), line.payment),
        ("o", _("order number"), line.order),
        ("a", _("amount"), money(Money(line.amount, line.currency))),
        ("k", _("ticket"), line.ticket),
        ("t", _("ticket summary"), _summary(line)),
    )
    return [
        CopyEntry(key, label, "\n".join(safe(part, 2048) for part in text.split("\n")))
        for key, label, text in parts
        if text
    ]


def _summary(line: RefundLine) -> str:
    worth, order = money(Money(line.amount, line.currency)), line.order or ""
    said = _OF_ORDER if order else _OF_PAYMENT
    head = _(
        said,
        amount=worth,
        status=line.view.shown,
        payment=line.payment,
        order=order,
    )
    return f"{head}\n{outcome_words(line)}"


def outcome_words(line: RefundLine) -> str:
    """One sentence on a line: what happened to the money, and when it arrives."""
    parts = []
    if line.intent is not None:
        strange = line.foreign and line.unresolved
        parts.append(words.earlier_account() if strange else safe(words.outcome(line.intent), 400))
    if line.refund is not None:
        parts.append(words.arrival(line.refund.status))
    if line.late and line.refund is not None:
        parts.append(late_words(line.refund.status))
    return " ".join(parts)


def late_words(status: str | None) -> str:
    """Why a refund that is still under way is said to be late."""
    days = LATE[status or ""].days
    if status == "to_refund":
        return _(
            "Late: Stancer sends refunds within the day, and this one waits for {count} days or more.",
            count=days,
        )
    return _(
        "Late: the bank has not answered for {count} days or more (a rule of this program, not Stancer's).",
        count=days,
    )
