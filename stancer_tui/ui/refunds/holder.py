"""Who holds a payment against another refund or works on it, for the agent who wants to refund it."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.money import Money
from stancer_tui.render.identity import day_and_time
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.words import outcome
from stancer_tui.store.intent import Intent, State
from stancer_tui.ui.refunds.confirms import ConfirmsRefunds

if TYPE_CHECKING:
    from stancer_tui.services.team.claims import TeamClaims

_UNDER_WAY = frozenset({State.PREPARED, State.SENDING})


def holder_of(desk: Desk, refunds: ConfirmsRefunds, intent: Intent) -> str:
    """Who holds a payment, by the ledger of a desk; safe to show."""
    clock, loaded = refunds.desk_clock, refunds.loaded(desk.mode)
    return holder_text(
        intent,
        desk.ledger.me,
        desk.ledger.agents(),
        now=clock.now(),
        zone=clock.zone,
        mask=loaded.mask,
    )


def colleague_at_work(
    claims: "TeamClaims", payment_id: str, *, now: datetime, zone: tzinfo, mask: bool
) -> str:
    """Which colleague works on a payment since when; "" where nobody or this agent does. Safe to show."""
    claim = claims.of(payment_id)
    if claim is None or claim.agent == claims.me:
        return ""
    return _(
        "{name} works on it (since {time})",
        name=colleague_text(claims.name(claim.agent), mask=mask),
        time=day_and_time(claim.at, now=now, zone=zone),
    )


def holder_text(
    intent: Intent, me: str, names: Mapping[str, str], *, now: datetime, zone: tzinfo, mask: bool
) -> str:
    """Who is refunding how much of the payment since when, and how far it is; safe to show.

    `me` is this agent by the ledger, `names` are those that agents are shown by.
    """
    agent = intent.agent or intent.owner.user
    far = safe(outcome(intent), 400)
    if agent == me:
        return far
    values = {
        "name": colleague_text(names.get(agent, agent), mask=mask),
        "amount": money(Money(intent.amount, intent.currency)),
        "time": day_and_time(intent.sent_at or intent.created_at, now=now, zone=zone),
    }
    if intent.state is State.WAITING:
        return _("{name} asked for a refund of {amount} ({time}). It waits for approval.", **values)
    if intent.state in _UNDER_WAY:
        return _("{name} is refunding {amount} of this payment (since {time}).", **values)
    told = _("{name} refunded {amount} of this payment ({time}).", **values)
    return f"{told} {far}"
