"""/v1/checkout"""

from stancer_tui.sandbox.rules.payments import Cashier
from stancer_tui.sandbox.wire.call import Answer, Call, ok


def create_payment(call: Call) -> Answer:
    """A payment, as it is after the bank's answer; a refusal is a 200 too."""
    return ok(Cashier(call.sandbox, call.live).create(call.body))


def update_payment(call: Call) -> Answer:
    """The whole payment after a change: official clients read it."""
    return ok(Cashier(call.sandbox, call.live).update(call.path["id"], call.body))
