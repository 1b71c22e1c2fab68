"""What is asked before a batch of refunds is sent: how much, to whom, why, and what to beware of."""

from collections.abc import Sequence

from textual.content import Content

from stancer_tui.language import _, ngettext
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import ticket_text
from stancer_tui.services.refunds.batch_plan import BatchPlan
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.store.batch import Batch
from stancer_tui.ui.refunds.batch_rows import CANCELS, ReviewLine

_NAMED = 3
"""Persons that the confirmation names."""


def whose_text(persons: int, names: Sequence[str]) -> str:
    """ "Rémi Pham", "3 persons: Rémi Pham, Léa Roy…": as customer, e-mail and mobile tell them apart."""
    told = list(dict.fromkeys(names))
    named = ", ".join(told[:_NAMED]) + ("…" if len(told) > _NAMED else "")
    if persons == 1:
        return named
    return ngettext("{count} person: {named}", "{count} persons: {named}", persons, named=named)


def question_text(
    plan: BatchPlan,
    total: Money,
    included: Sequence[ReviewLine],
    *,
    left_out: int,
    whose: str,
    rest: Batch | None,
) -> Content:
    """The question about `included`, which are payments of `whose`; `rest` is the batch that goes on."""
    reason = _("Reason: {reason}", reason=reason_text(plan.reason) if plan.reason else "")
    to_whom = _("To {person}", person=whose)
    parts: list[Content | tuple[str, str]] = [
        (_("Refund {amount}", amount=money(total)), "bold"),
        Content(f" · {_one_after_another(len(included))}\n"),
        Content(f"{to_whom}\n"),
        Content(f"{' · '.join(filter(None, (reason, ticket_text(plan.ticket.strip()))))}\n"),
    ]
    if rest is not None:
        parts.append((f"{_dealt_with(rest)}\n", "bold $text-warning"))
    if left_out:
        parts.append((f"{_left_out(left_out, for_good=rest is not None)}\n", "$text-warning"))
    for line in included:
        for warning in line.warnings:
            told = _("! {who}: {warning}", who=line.who, warning=_(warning))
            parts.append((f"{told}\n", "$text-warning"))
    for line in included:
        cancels = f" · {_(CANCELS)}" if line.cancels else ""
        parts.append(Content(f"{money(line.sent) if line.sent else ''}  {line.who}{cancels}\n"))
    return Content.assemble(*parts).rstrip()


def _dealt_with(rest: Batch) -> str:
    return ngettext(
        "! {count} of {total} were dealt with before; they are not sent again.",
        "! {count} of {total} were dealt with before; they are not sent again.",
        len(rest.items) - len(rest.waiting),
        total=len(rest.items),
    )


def _one_after_another(number: int) -> str:
    return ngettext("{count} payment, one after another", "{count} payments, one after another", number)


def _left_out(number: int, *, for_good: bool) -> str:
    if for_good:
        return ngettext(
            "! {count} left out for good: nothing is sent for them.",
            "! {count} left out for good: nothing is sent for them.",
            number,
        )
    return ngettext(
        "! {count} left out: nothing is sent for them.",
        "! {count} left out: nothing is sent for them.",
        number,
    )
