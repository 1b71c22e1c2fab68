"""/v1/refunds, /v1/disputes and /v1/payouts"""

from stancer_tui.sandbox.kinds import BY_NAME, DISPUTE, PAYOUT, REFUND
from stancer_tui.sandbox.routes.lists import listing, members
from stancer_tui.sandbox.routes.objects import getter
from stancer_tui.sandbox.rules.refunds import create_refund
from stancer_tui.sandbox.wire.call import Answer, Call, ok
from stancer_tui.sandbox.wire.errors import not_implemented, nothing_matches


def list_refunds(call: Call) -> Answer:
    """A page of refunds: no part of the reference, but an official client asks for it."""
    return listing(call, REFUND)


def post_refund(call: Call) -> Answer:
    """A refund."""
    return ok(create_refund(call.sandbox, call.live, call.body))


def list_disputes(call: Call) -> Answer:
    """A page of disputes."""
    return listing(call, DISPUTE)


def list_payouts(call: Call) -> Answer:
    """A page of payouts; 501 in test mode."""
    _only_live(call)
    return listing(call, PAYOUT)


def get_payout(call: Call) -> Answer:
    """One payout; 501 in test mode."""
    _only_live(call)
    return getter(PAYOUT)(call)


def list_members(call: Call) -> Answer:
    """A page of a payout's payments, refunds or disputes; 501 in test mode."""
    _only_live(call)
    kind = BY_NAME.get(call.path["type"])
    if kind is None or call.path["type"] not in {"payments", "refunds", "disputes"}:
        raise nothing_matches()
    return members(call, kind, call.path["id"])


def _only_live(call: Call) -> None:
    if not call.live:
        raise not_implemented()
