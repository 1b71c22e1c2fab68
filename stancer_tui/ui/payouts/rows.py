"""Payouts as rows of a list: what they are searched by, and what is said of the one under the cursor."""

import re
from datetime import datetime

from textual.content import Content

from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.models.payout import Payout, PayoutPart
from stancer_tui.render import dates
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.payouts import EXPORT, PayoutLine, minor, search_words, status_meaning
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payout_status
from stancer_tui.services.payouts.sums import equation
from stancer_tui.services.search.values import Unclear, amounts
from stancer_tui.ui.payouts.summary import head_content
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.widgets.behind_facts import two_lines
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.row_preview import Preview

_AMOUNT = re.compile(r"[+\-−]?\s*([0-9][0-9 \u00a0\u2009\u202f'’.,]*[.,][0-9]{2})\s*")


def _money(line: PayoutLine) -> Money | None:
    return line.payout.money if isinstance(line.payout, Payout) else None


def _size(line: PayoutLine) -> Money | None:
    """The amount without its sign: a bank line says neither."""
    worth = _money(line)
    return Money(abs(worth.amount), worth.currency) if worth is not None else None


def _search_of(typed: str) -> str:
    """The search for a typed text: an amount as a bank writes it is a whole amount, not a piece of one."""
    found = _AMOUNT.fullmatch(typed.strip())
    if found is None:
        return typed
    try:
        amounts(found[1])
    except Unclear:
        return typed
    return f'amount:"{found[1]}"'


def _status(line: PayoutLine) -> str | None:
    return line.payout.status if isinstance(line.payout, Payout) else "unreadable"


def _ids(line: PayoutLine) -> tuple[str, ...]:
    return (line.payout.id,) if line.payout.id else ()


KIND = RowKind("payouts", _money, lambda: EXPORT, no_amount=N_("without a known currency"), ids=_ids)

SEARCHABLE: Searchable[PayoutLine] = Searchable(
    text=search_words,
    money=_size,
    created=lambda line: line.created,
    words={"status": _status, "currency": lambda line: getattr(line.payout, "currency", None)},
    texts={"id": lambda line: line.payout.id},
    meant=_search_of,
    ids=_ids,
)


def payout_preview(line: PayoutLine, *, now: datetime) -> Preview:
    """When it reaches the bank and under which words; whether its own totals add up."""
    payout = line.payout
    if not isinstance(payout, Payout):
        words = Content(safe(_("This payout cannot be read: {reason}", reason=_(payout.reason))))
        return Preview(safe(payout.id or _("unreadable")), words, words)
    head, strip = head_content(payout, now=now), _strip(payout, now=now)
    if equation(payout, {}, ()).stated_difference:
        wrong = (_("! Its own totals do not add up.") + "  ", "bold $text-error")
        head, strip = Content.assemble(wrong, head), Content.assemble(wrong, strip)
    parts = (
        (_("Payments"), payout.payments),
        (_("− Refunds"), payout.refunds),
        (_("− Disputes"), payout.disputes),
    )
    amounts = [
        (label, minor(part.amount, payout.currency)) for label, part in parts if isinstance(part, PayoutPart)
    ]
    if payout.fees is not None:
        amounts.append((_("− Fees"), minor(payout.fees, payout.currency)))
    width = max((len(amount) for _label, amount in amounts), default=0)
    facts = [Fact(label, amount.rjust(width)) for label, amount in amounts]
    return Preview(safe(payout.id), head, strip, facts)


def _strip(payout: Payout, *, now: datetime) -> Content:
    """The status and what it means, then when and under which words it reaches the bank."""
    bank = (
        _("at the bank {day}", day=dates.paris_day(payout.date_bank, now=now))
        if payout.date_bank
        else _("no bank date")
    )
    words = payout.statement_description
    first = Content.assemble(toned(payout_status(payout.status)), (f" · {status_meaning(payout)}", "$muted"))
    return two_lines(first, " · ".join(filter(None, (bank, safe(words) if words else ""))))


def payout_entries(line: PayoutLine, *, now: datetime) -> list[CopyEntry]:
    """What can be copied of a payout."""
    payout = line.payout
    if not isinstance(payout, Payout):
        return [CopyEntry("i", _("id"), safe(payout.id))] if payout.id else []
    worth = f"{minor(payout.amount, payout.currency)} {safe((payout.currency or '').upper(), 8)}"
    entries = [CopyEntry("i", _("id"), safe(payout.id)), CopyEntry("a", _("amount"), worth.rstrip())]
    if payout.statement_description:
        entries.append(CopyEntry("b", _("words on the statement"), safe(payout.statement_description)))
    return [*entries, CopyEntry("t", _("ticket summary"), head_content(payout, now=now).plain)]
